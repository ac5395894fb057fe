package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The data of the conformance suite (cloudevents/conformance,
/// features/http-protocol-binding.feature), and the vectors of the HTTP protocol binding.
final class CloudEventsTest {

    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "id", "1234-1234-1234",
                    "type", "com.example.someevent",
                    "time", "2018-04-05T03:56:24Z",
                    "source", "/mycontext/subcontext");
    private static final String DATA = "{\"message\":\"Hello World!\"}";
    private static final String STRUCTURED =
            "{\"specversion\":\"1.0\",\"id\":\"1234-1234-1234\",\"type\":\"com.example.someevent\","
                    + "\"time\":\"2018-04-05T03:56:24Z\",\"source\":\"/mycontext/subcontext\","
                    + "\"data\":"
                    + DATA
                    + "}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON;charset=UTF-8"
            })
    void binaryEventOfTheConformanceSuiteIsRead(String type) {
        assertConforming(read(binary(type, Map.of()), DATA).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=utf-8",
                "Application/CloudEvents+JSON"
            })
    void structuredEventOfTheConformanceSuiteIsRead(String type) {
        assertConforming(read(Map.of("Content-Type", type), STRUCTURED).orElseThrow());
    }

    @Test
    void batchIsAListInWhichEachThatIsNoEventSaysSo() {
        Object all = read(batch(), "[" + STRUCTURED + ",{},null,7]").orElseThrow();

        assertThat(all).isInstanceOf(List.class);
        List<?> events = (List<?>) all;
        assertConforming(events.getFirst());
        assertThat(events.subList(1, 4)).isEqualTo(List.of("", "", ""));
        assertThat(read(batch(), "[]")).hasValue(List.of());
        assertThat(read(batch(), STRUCTURED)).isEmpty();
    }

    @Test
    void binaryEventNeedsNoContentType() {
        Map<String, String> headers = new HashMap<>(binary("x", Map.of()));
        headers.remove("Content-Type");

        assertConforming(read(headers, DATA).orElseThrow());
    }

    @Test
    void batchOfTooManyIsNotWorkedOn() {
        String many = "[" + "{},".repeat(80_000) + "{}]";

        assertThat(read(batch(), many))
                .hasValueSatisfying(all -> assertThat((List<?>) all).hasSize(80_001));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀
                    Euro%20%e2%82%ac                | Euro €
                    "quoted text"                   | quoted text
                    "a \\"b\\" \\\\ c"              | a "b" \\ c
                    %2525                           | %25
                    100%                            | 100%
                    %zz%4                           | %zz%4
                    already € there                 | already € there
                    """)
    void headerValuesAreDecodedOnce(String encoded, String decoded) {
        assertThat(read(binary("application/json", Map.of("ce-subject", encoded)), DATA))
                .hasValueSatisfying(
                        event -> assertThat(Json.at(event, "/subject")).hasValue(decoded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%FF", "%E2%82", "%ED%A0%80"})
    void headerValueThatIsNoUtf8IsRefused(String value) {
        assertThat(read(binary("application/json", Map.of("ce-subject", value)), DATA)).isEmpty();
    }

    @Test
    void postWithoutWhatAnEventNeedsIsNone() {
        for (String name : List.of("id", "type", "source", "specversion")) {
            Map<String, String> headers = new HashMap<>(binary("application/json", Map.of()));
            headers.remove("ce-" + name);
            assertThat(read(headers, DATA)).as(name).isEmpty();
        }
        for (String body :
                List.of(
                        "",
                        "null",
                        "[]",
                        "7",
                        "{}",
                        STRUCTURED.replace("\"1.0\"", "\"7.0\""),
                        STRUCTURED.replace("2018-04-05T", "yesterday"),
                        STRUCTURED.replace("\"/mycontext/subcontext\"", "\"%%%\""),
                        STRUCTURED.replace("\"1234-1234-1234\"", "{}"))) {
            assertThat(read(Map.of("content-type", "application/cloudevents+json"), body))
                    .as(body)
                    .isEmpty();
        }
        assertThat(read(Map.of("content-type", "application/json"), STRUCTURED)).isEmpty();
        assertThat(read(Map.of(), STRUCTURED)).isEmpty();
    }

    @Test
    void extensionsAreMembersToo() {
        Object event =
                read(binary("application/json", Map.of("ce-sourcehost", "lms-1")), DATA)
                        .orElseThrow();

        assertThat(Json.at(event, "/sourcehost")).hasValue("lms-1");
    }

    @Test
    void dataThatIsNotJsonCannotBeRedactedAndIsNotKept() {
        Object event = read(binary("text/plain", Map.of()), "password=hidden").orElseThrow();

        assertThat(Json.at(event, "/id")).hasValue("1234-1234-1234");
        assertThat(Json.at(event, "/data")).isEmpty();
        assertThat(Json.write(event)).doesNotContain("hidden");
    }

    @Test
    void dataMayBeAbsentTextOrBase64() {
        Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");

        assertThat(data(structured, STRUCTURED.replace(",\"data\":" + DATA, ""))).isEmpty();
        assertThat(data(structured, STRUCTURED.replace(DATA, "null"))).isEmpty();
        assertThat(data(structured, STRUCTURED.replace(DATA, "\"text\""))).hasValue("text");
        assertThat(
                        data(
                                structured,
                                STRUCTURED.replace(
                                        "\"data\":" + DATA, "\"data_base64\":\"eyJhIjoxfQ==\"")))
                .hasValue(Map.of("a", 1));
        assertThat(data(binary("application/json", Map.of()), "")).isEmpty();
    }

    private static void assertConforming(Object event) {
        ATTRIBUTES.forEach(
                (name, value) -> assertThat(Json.at(event, "/" + name)).as(name).hasValue(value));
        assertThat(Json.at(event, "/data")).hasValue(Map.of("message", "Hello World!"));
    }

    private static Optional<Object> data(Map<String, String> headers, String body) {
        return Json.at(read(headers, body).orElseThrow(), "/data");
    }

    private static Map<String, String> binary(String type, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", type);
        headers.put("ce-specversion", "1.0");
        ATTRIBUTES.forEach((name, value) -> headers.put("ce-" + name, value));
        return headers;
    }

    private static Map<String, String> batch() {
        return Map.of("content-type", "application/cloudevents-batch+json");
    }

    private static Optional<Object> read(Map<String, String> headers, String body) {
        return BodyForm.CLOUDEVENTS.read(new Post(headers, body.getBytes(StandardCharsets.UTF_8)));
    }
}
