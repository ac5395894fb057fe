package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

final class PlacesTest {

    private static final Payload PAYLOAD =
            new Payload(
                    data(
                            """
                            {"resource": "enrollment", "action": "completed", "number": 7, "half": 0.50,
                             "yes": true, "no": null, "blank": " ", "list": ["a", {"b": "c"}],
                             "a/b": "slash", "a~b": "tilde", "": "nameless", "a b": "gap"}
                            """),
                    Map.of("x-topic", "progress.updated", "X-Empty", " "));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /resource                       | enrollment
                    /number                         | 7
                    /half                           | 0.50
                    /yes                            | true
                    /list/0                         | a
                    /list/1/b                       | c
                    /a~1b                           | slash
                    /a~0b                           | tilde
                    /a b                            | gap
                    /                               | nameless
                    header:X-Topic                  | progress.updated
                    =course_completed               | course_completed
                    ={/resource}.{/action}          | enrollment.completed
                    =n{/number}-{/yes}              | n7-true
                    ={header:x-TOPIC}!              | progress.updated!
                    =$1 \\2 {/resource}             | $1 \\2 enrollment
                    /absent or /resource            | enrollment
                    /no or /blank or /yes           | true
                    /no or header:X-Empty or =x     | x
                    ={/resource}{/no} or /action    | completed
                    /resource or /action            | enrollment
                    """)
    void firstPlaceThatLeadsToSomethingWins(String text, String found) {
        assertThat(Places.parse(text).orElseThrow().first(PAYLOAD))
                .hasValueSatisfying(value -> assertThat(value.value().toString()).isEqualTo(found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/absent",
                "/no",
                "/blank",
                "/list/2",
                "/list/00",
                "/list/-1",
                "/resource/deeper",
                "header:X-Absent",
                "header:X-Empty",
                "={/resource}.{/absent}",
                "={/list}",
                "={header:X-Empty}"
            })
    void placeThatLeadsToNothingIsNone(String text) {
        assertThat(Places.parse(text).orElseThrow().first(PAYLOAD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data/email",
                "$.data.email",
                "/a~2",
                "/a~",
                "header:",
                "header:X Topic",
                "Header:X-Topic",
                "=",
                "=  ",
                "={resource}",
                "={}",
                "={/a",
                "=/a}",
                "={{/a}}",
                "={/a}}",
                "={={/a}}",
                "or /a",
                "/a or or /b",
                "/a or b"
            })
    void whatIsNoPlaceIsRefused(String text) {
        assertThat(Places.parse(text)).isEmpty();
    }

    @Test
    void placeHasAtMost255Characters() {
        assertThat(Place.parse("/" + "a".repeat(254))).isPresent();
        assertThat(Place.parse("/" + "a".repeat(255))).isEmpty();
        assertThat(Place.parse("=" + "a".repeat(255))).isEmpty();
        assertThat(Place.parse("/~1".repeat(85))).isPresent();
    }

    @Test
    void placesAreWrittenAsTheyWereRead() {
        for (String text : List.of("/a or header:X-B or ={/a}.x", "/a", "=x")) {
            assertThat(Places.parse(text).orElseThrow()).hasToString(text);
        }
        assertThat(Places.parse("  /a   or\t=x ").orElseThrow()).hasToString("/a or =x");
    }

    @Test
    void headersThatAreNeededAreNamed() {
        assertThat(
                        Places.parse("/a or header:X-A or ={header:X-B}{/c}{header:X-D}")
                                .orElseThrow()
                                .headers())
                .containsExactly("X-A", "X-B", "X-D");
    }

    @Test
    void constantsStandApartFromWhatAPlatformTells() {
        Places places = Places.parse("/a or =- or ={/b}").orElseThrow();

        assertThat(places.told()).hasToString("/a or ={/b}");
        assertThat(places.constants()).hasToString("=-");
    }

    private static EventData data(String json) {
        return Json.object(
                (Map<?, ?>) Json.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }
}
