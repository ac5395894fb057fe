package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.badgebridge.intake.SourceSettings.Problem;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class PresetsTest {

    private final Presets presets = new Presets();
    private final Preset standard = presets.find("standard").orElseThrow();
    private final Preset learnomy = presets.find("learnomy").orElseThrow();

    @Test
    void everyFileOfTheFolderIsListedAndReadable() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/presets"))) {
            List<String> ids =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".json"))
                            .map(name -> name.substring(0, name.length() - ".json".length()))
                            .toList();
            assertThat(presets.all())
                    .extracting(Preset::id)
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void everyPresetSaysHowToUseItAndWhereTheNeededFieldsAre() {
        for (Preset preset : presets.all()) {
            assertThat(preset.title()).isNotBlank();
            assertThat(preset.howTo()).contains("1. ");
            Wording wording = preset.wording();
            assertThat(wording.event().places().all()).isNotEmpty();
            assertThat(wording.event().meanings()).isNotEmpty();
            for (Field needed : List.of(Field.TIME, Field.USER_ID, Field.COURSE_ID)) {
                assertThat(wording.fields().of(needed).all())
                        .as("%s %s", preset.id(), needed)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void unknownPresetIsNotThere() {
        assertThat(presets.find("../standard")).isEmpty();
        assertThat(presets.find("moodle-of-tomorrow")).isEmpty();
        assertThat(presets.of(Posts.source("moodle-of-tomorrow", Map.of()))).isEmpty();
    }

    @Test
    void sourceWithoutSettingsIsThePresetItself() {
        assertThat(presets.of(Posts.source("learnomy", Map.of()))).hasValue(learnomy);
    }

    @Test
    void goodSettingsHaveNoProblems() {
        assertThat(
                        SourceSettings.check(
                                learnomy,
                                Map.of(
                                        "header", "X-Hub-Signature-256",
                                        "encoding", "base64",
                                        "prefix", "",
                                        "field.email", "/data/a~1b/0/mail",
                                        "event", "/name",
                                        "event.cert_awarded", "certificate.issued",
                                        "event.Cert Seen", "ignore")))
                .isEmpty();
    }

    @Test
    void eachBadSettingIsNamedWithItsRemedy() {
        Map<String, String> bad =
                Map.of(
                        "header", "X Signature",
                        "encoding", "base32",
                        "prefix", "v1\n=",
                        "field.email", "data.email",
                        "field.mail", "/data/email",
                        "event", "/a~2",
                        "event.cert", "certificate.awarded",
                        "event.", "ignore",
                        "heading", "X-Signature");

        assertThat(SourceSettings.check(learnomy, bad))
                .extracting(Problem::field)
                .containsExactly(
                        "encoding",
                        "event",
                        "event.",
                        "event.cert",
                        "field.email",
                        "field.mail",
                        "header",
                        "heading",
                        "prefix");
        assertThat(SourceSettings.check(learnomy, bad))
                .contains(new Problem("encoding", "Either hex or base64."))
                .allSatisfy(problem ->
                        assertThat(problem.remedy())
                                .isNotBlank()
                                .doesNotContain("base32", "awarded.", "data.email"));
    }

    @Test
    void settingsOfAnotherSchemeAreUnknown() {
        assertThat(SourceSettings.check(standard, Map.of("header", "X-Signature")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("header");
                    assertThat(problem.remedy()).contains("field.email");
                });
    }

    @Test
    void sourceWhoseSettingsDoNotFitHasNoPreset() {
        assertThat(presets.of(Posts.source("learnomy", Map.of("encoding", "base32")))).isEmpty();
    }

    @Test
    void brokenFileSaysWhatToMend() {
        String good =
                """
                {"title": "T", "how_to": ["x"],
                 "sample": {"file": "a.json", "headers": {}}, "scheme": "hmac-sha256", "body": "plain",
                 "settings": {"header": "X-S"}, "zone": "UTC",
                 "event": {"places": ["/type"], "types": {"a": "certificate.issued"}},
                 "fields": {"email": ["/email"]}}
                """;
        assertThat(read(good).proof().setting("header")).isEqualTo("X-S");
        assertThat(read(good).proof().setting("encoding")).isEqualTo("hex");

        broken(good.replace("hmac-sha256", "hmac-md5"), "no scheme hmac-md5");
        broken(good.replace("\"plain\"", "\"xml\""), "no form xml");
        broken(good.replace("\"email\": [", "\"mail\": ["), "no field mail");
        broken(good.replace("\"/email\"", "\"email\""), "[email] are not places");
        broken(good.replace("certificate.issued", "issued"), "no meaning issued");
        broken(good.replace("\"X-S\"", "\"X S\""), "The name of a header");
        broken(good.replace("\"header\"", "\"heading\""), "There is no such setting");
        broken(good.replace("UTC", "Utopia"), "Utopia");
        broken(good.replace("\"title\"", "\"titel\""), "title");
        broken("{", "presets/broken.json");
    }

    private static void broken(String file, String words) {
        assertThatIllegalStateException()
                .isThrownBy(() -> read(file))
                .withMessageStartingWith("presets/broken.json: ")
                .withMessageContaining(words);
    }

    private static Preset read(String file) {
        return PresetFile.read(
                "broken", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
