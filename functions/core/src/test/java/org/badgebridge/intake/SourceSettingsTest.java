package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventType;
import org.badgebridge.intake.SourceSettings.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class SourceSettingsTest {

    private final Preset learnomy = Posts.PRESETS.find("learnomy").orElseThrow();
    private final Preset standard = Posts.PRESETS.find("standard").orElseThrow();

    @ParameterizedTest
    @EnumSource
    void anySchemeCanBeChosenAndBringsItsOwnSettings(Scheme scheme) {
        Map<String, String> settings = new HashMap<>(Map.of("scheme", scheme.word()));
        if (scheme == Scheme.JWT) {
            settings.put("jwks", "https://lms.example.org/jwks");
        }

        Preset preset = applied(learnomy, settings);

        assertThat(preset.proof().scheme()).isEqualTo(scheme);
        assertThat(preset.settings())
                .extracting(Setting::name)
                .containsExactlyElementsOf(
                        scheme.settings().stream().map(Scheme.Form::name).toList());
        assertThat(Verifier.of(preset.proof(), Posts.NO_KEYS)).isNotNull();
        if (scheme != Scheme.HMAC_SHA256) {
            assertThat(preset.proof().settings()).doesNotContainValue("X-Learnomy-Signature");
        }
    }

    @Test
    void settingsOfTheSchemeThatIsLeftAreUnknown() {
        assertThat(problems(learnomy, Map.of("scheme", "bearer", "header", "X-A")))
                .containsExactly("header");
        assertThat(problems(learnomy, Map.of("scheme", "path", "encoding", "hex")))
                .containsExactly("encoding");
    }

    @Test
    void schemeThatIsNoneLeavesThatOfThePreset() {
        assertThat(problems(learnomy, Map.of("scheme", "md5", "encoding", "base64")))
                .containsExactly("scheme");
        assertThat(SourceSettings.check(learnomy, Map.of("scheme", "")).getFirst().remedy())
                .contains(Scheme.words());
    }

    @Test
    void whatASchemeCannotDoWithoutIsAskedFor() {
        assertThat(problems(learnomy, Map.of("scheme", "jwt"))).containsExactly("jwks");
        assertThat(problems(learnomy, Map.of("scheme", "jwt", "jwks", "ftp://x")))
                .containsExactly("jwks");
    }

    @Test
    void timeThatIsNotSignedProvesNothingAndIsRefused() {
        Map<String, String> unsigned = Map.of("time_header", "X-Time");

        assertThat(SourceSettings.check(learnomy, unsigned))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("time_header");
                    assertThat(problem.remedy()).contains("signed");
                });
        assertThat(Posts.PRESETS.of(Posts.source("learnomy", unsigned))).isEmpty();
        assertThat(
                        problems(
                                learnomy,
                                Map.of("time_header", "X-Time", "signed", "{header:X-Id}{body}")))
                .containsExactly("time_header");

        Preset signed =
                applied(
                        learnomy,
                        Map.of("time_header", "x-time", "signed", "{header:X-Time}.{body}"));
        assertThat(signed.proof().provesTime()).isTrue();
        assertThat(learnomy.proof().provesTime()).isFalse();
    }

    @Test
    void bodyItemsZoneAndAnswerAreOfTheSource() {
        Preset preset =
                applied(
                        standard,
                        Map.of(
                                "body", "cloudevents",
                                "items.from", "events",
                                "items.as", "event",
                                "zone", " Europe/Berlin ",
                                "answer", "204"));

        assertThat(preset.shape().body()).isEqualTo(BodyForm.CLOUDEVENTS);
        assertThat(preset.shape().items()).isEqualTo(new Items("events", "event"));
        assertThat(preset.wording().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(preset.answer()).isEqualTo(204);
        assertThat(applied(standard, Map.of("items.from", "events")).shape().items())
                .isEqualTo(new Items("events", "item"));
    }

    @Test
    void badValuesAreNamedEach() {
        Map<String, String> bad =
                Map.of(
                        "body", "xml",
                        "items.from", "/a",
                        "items.as", "",
                        "zone", "Utopia",
                        "answer", "302",
                        "event.x", "certificate.issued when",
                        "field.email", "={/a",
                        "header", "X-A");

        assertThat(problems(standard, bad)).containsExactlyInAnyOrderElementsOf(bad.keySet());
    }

    @Test
    void namesAndPlacesAreOfTheSource() {
        Preset preset =
                applied(
                        standard,
                        Map.of(
                                "event", "header:X-Topic or =any",
                                "event.any", "course.passed",
                                "field.last_name", "=-"));

        assertThat(preset.wording().event().places()).hasToString("header:X-Topic or =any");
        assertThat(preset.wording().event().meanings())
                .containsEntry("any", Meaning.parse("course.passed").orElseThrow())
                .containsKey("certificate.issued");
        assertThat(preset.wording().fields().of(Field.LAST_NAME)).hasToString("=-");
        assertThat(preset.wording().headers()).containsExactly("X-Topic");
    }

    @Test
    void sourceThatMapsNoCertificateEarnsByPassing() {
        assertThat(standard.earns()).isEqualTo(EventType.CERTIFICATE_ISSUED);
        assertThat(applied(standard, Map.of("event.certificate.issued", "ignore")).earns())
                .isEqualTo(EventType.COURSE_PASSED);
    }

    private static Preset applied(Preset preset, Map<String, String> settings) {
        SourceSettings.Applied applied = SourceSettings.apply(preset, settings);
        assertThat(applied.problems()).isEmpty();
        return applied.preset();
    }

    private static List<String> problems(Preset preset, Map<String, String> settings) {
        return SourceSettings.check(preset, settings).stream().map(Problem::field).toList();
    }
}
