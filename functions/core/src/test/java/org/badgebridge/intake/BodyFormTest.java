package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// JSON and forms; of CloudEvents there is a test of its own.
final class BodyFormTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a=1&b=2                        | {"a":"1","b":"2"}
                    a=1&a=2&a=3                    | {"a":["1","2","3"]}
                    a=&b&=c                        | {"a":"","b":"","":"c"}
                    &&a=1&                         | {"a":"1"}
                    a=b=c                          | {"a":"b=c"}
                    na%20me=x+y%2B%26%3D           | {"na me":"x y+&="}
                    a%5Bb%5D=1                     | {"a[b]":"1"}
                    e=%E2%82%AC                    | {"e":"\\u20AC"}
                    {"a":1}                        | {"a":1}
                    7                              | 7
                    """)
    void formFieldsAreTextsUnlessTheBodyIsJson(String body, String read) {
        assertThat(read(FORM + "; charset=utf-8", body).map(Json::write)).hasValue(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&", "a=%", "a=%zz", "%4=1"})
    void whatIsNoFormIsNotRead(String body) {
        assertThat(read(FORM, body)).isEmpty();
    }

    @Test
    void formMustBeCalledOne() {
        for (String type : new String[] {"", "application/json", "text/plain"}) {
            assertThat(read(type, "a=1&b=2")).as(type).isEmpty();
        }
        assertThat(read("Application/X-WWW-Form-Urlencoded", "a=1")).isPresent();
    }

    @Test
    void jsonIsReadWhateverItIsCalled() {
        for (String type : new String[] {"", FORM, "text/plain", "application/cloudevents+json"}) {
            assertThat(read(type, "{\"a\":1}")).as(type).hasValue(Map.of("a", 1));
        }
    }

    @Test
    void bytesThatAreNoUtf8AreNoForm() {
        byte[] body = {'a', '=', (byte) 0xc0, (byte) 0xa0};

        assertThat(BodyForm.PLAIN.read(new Post(Map.of("content-type", FORM), body))).isEmpty();
    }

    @Test
    void formHasAtMost1000Fields() {
        assertThat(read(FORM, fields(1000))).isPresent();
        assertThat(read(FORM, fields(1001))).isEmpty();
        assertThat(read(FORM, "a=1&".repeat(999) + "a=1")).isPresent();
        assertThat(read(FORM, "a=1&".repeat(1000) + "a=1")).isEmpty();
    }

    @Test
    void deepJsonIsNotRead() {
        assertThat(read("", "[".repeat(64) + "]".repeat(64))).isPresent();
        assertThat(read("", "[".repeat(65) + "]".repeat(65))).isEmpty();
        assertThat(read("", "[".repeat(100_000))).isEmpty();
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "f" + i + "=" + i)
                .collect(Collectors.joining("&"));
    }

    private static Optional<Object> read(String type, String body) {
        return BodyForm.PLAIN.read(
                new Post(Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8)));
    }
}
