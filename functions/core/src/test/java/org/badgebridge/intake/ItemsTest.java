package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class ItemsTest {

    private static final Items PAYLOADS = new Items("payloads", "payload");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":1}                                        | [{"a":1}]
                    {"a":1,"payloads":[{"b":2},{"b":3}]}           | [{"a":1,"payload":{"b":2}},{"a":1,"payload":{"b":3}}]
                    {"payload":0,"payloads":[1]}                   | [{"payload":1}]
                    {"payloads":[null,"x",[]]}                     | [{"payload":null},{"payload":"x"},{"payload":[]}]
                    {"payloads":[]}                                | []
                    {"payloads":{"b":2}}                           | [{"payloads":{"b":2}}]
                    []                                             | []
                    [{"a":1},null,7]                               | [{"a":1},"",7]
                    [{"payloads":[1,2]},{"payloads":[3]},{"c":4}]  | [{"payload":1},{"payload":2},{"payload":3},{"c":4}]
                    [[{"a":1}]]                                    | [[{"a":1}]]
                    "text"                                         | ["text"]
                    """)
    void eachEventStandsAloneInItsEnvelope(String post, String events) {
        assertThat(apart(post, PAYLOADS).map(Json::write)).hasValue(events);
    }

    @Test
    void withoutSettingOnlyAnArrayIsTakenApart() {
        assertThat(apart("{\"\":[1,2]}", null).map(Json::write)).hasValue("[{\"\":[1,2]}]");
        assertThat(apart("[{\"payloads\":[1,2]}]", null).map(Json::write))
                .hasValue("[{\"payloads\":[1,2]}]");
    }

    @Test
    void moreThan500EventsAreTooMany() {
        assertThat(apart(numbers(500), null))
                .hasValueSatisfying(all -> assertThat(all).hasSize(500));
        assertThat(apart(numbers(501), null)).isEmpty();
        assertThat(apart("{\"payloads\":" + numbers(500) + "}", PAYLOADS)).isPresent();
        assertThat(apart("{\"payloads\":" + numbers(501) + "}", PAYLOADS)).isEmpty();
        assertThat(
                        apart(
                                "[{\"payloads\":%s},{\"payloads\":%s}]"
                                        .formatted(numbers(300), numbers(300)),
                                PAYLOADS))
                .isEmpty();
    }

    @Test
    void largeEnvelopeIsNotRepeatedForEachOfManyEvents() {
        String envelope =
                "{\"a\":\"" + "x".repeat(200_000) + "\",\"payloads\":" + numbers(400) + "}";

        assertThat(apart(envelope, PAYLOADS)).isEmpty();
        assertThat(apart(envelope.replace(numbers(400), numbers(4)), PAYLOADS)).isPresent();
    }

    @Test
    void readerSaysThatThereIsTooMuch() {
        assertThat(Posts.read(Posts.STANDARD, numbers(501).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Reading.Unusable.class,
                        reading -> assertThat(reading.reason()).contains("more than 500"));
    }

    private static Optional<List<Object>> apart(String json, @Nullable Items items) {
        return Items.of(Json.read(json).orElseThrow(), items);
    }

    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", "]"));
    }
}
