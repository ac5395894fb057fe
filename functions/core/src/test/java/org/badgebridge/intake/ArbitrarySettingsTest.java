package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.intake.SourceSettings.Problem;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Whatever an admin sets and whatever arrives then gets a clear answer.
final class ArbitrarySettingsTest {

    private static final long SEED = Long.getLong("seed", 20_260_115);
    private static final int ROUNDS = 3_000;

    /// What settings are made of, so that many are nearly right.
    private static final List<String> WORDS =
            List.of(
                    "certificate.issued",
                    "course.passed",
                    "ignore",
                    " when ",
                    " and ",
                    " or ",
                    "; ",
                    "/data",
                    "/0",
                    "~1",
                    "~",
                    "/",
                    "=",
                    "{",
                    "}",
                    "{body}",
                    "{/type}",
                    "header:",
                    "{header:X-A}",
                    "X-A",
                    " eq ",
                    " in ",
                    " exists ",
                    "true",
                    "-1",
                    "1e9",
                    ",",
                    ".",
                    "hex",
                    "sha256=",
                    "UTC",
                    "Europe/Berlin",
                    "+99:00",
                    "https://a.example/k",
                    " ",
                    "\n",
                    "\u0000",
                    "é",
                    "\ud800",
                    "😀",
                    "200",
                    "plain",
                    "cloudevents",
                    "(",
                    "[a-z]+",
                    "\\",
                    "$1",
                    "%s");

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void noTextOfASettingThrowsAndWhatIsWrongHasARemedy() {
        List<String> names = names();
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> settings = new HashMap<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                settings.put(one(names), text());
            }
            Preset preset = one(Posts.PRESETS.all());
            List<Problem> problems = SourceSettings.check(preset, settings);
            assertThat(problems)
                    .as("seed %d, round %d", SEED, round)
                    .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
            if (problems.isEmpty()) {
                good++;
                Source source = Posts.source(preset.id(), settings);
                Verifier.of(Posts.PRESETS.of(source).orElseThrow().proof(), Posts.NO_KEYS)
                        .verify(
                                new Post(Map.of("X-A", text()), bytes()),
                                List.of(),
                                Posts.RECEIVED);
                read(source, new Post(Map.of("X-A", text()), bytes()));
            }
        }
        assertThat(good).isPositive();
    }

    @Test
    void textsOfAnyLengthAreRefusedInNoTime() {
        for (String part : WORDS) {
            String text = part.repeat(4_000);
            assertThat(Places.parse(text)).as(part).isEmpty();
            assertThat(SignedText.parse(text)).as(part).isEmpty();
            assertThat(Meaning.parse(text)).as(part).isEmpty();
        }
    }

    @Test
    void everyBodyIsReadUnderEveryPresetInEveryForm() throws IOException {
        List<byte[]> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("../../events/webhooks"))) {
            for (Path file : files.sorted().toList()) {
                samples.add(Files.readAllBytes(file));
            }
        }
        List<String> types =
                List.of(
                        "",
                        "application/json",
                        "application/x-www-form-urlencoded",
                        "application/cloudevents+json",
                        "application/cloudevents-batch+json");
        for (Preset preset : Posts.PRESETS.all()) {
            for (BodyForm form : BodyForm.values()) {
                Source source = Posts.source(preset.id(), Map.of("body", form.word()));
                for (int round = 0; round < 150; round++) {
                    byte[] body = changed(one(samples));
                    Map<String, String> headers = new HashMap<>();
                    headers.put("content-type", one(types));
                    if (random.nextBoolean()) {
                        headers.putAll(
                                Map.of(
                                        "ce-specversion", "1.0",
                                        "ce-id", "1",
                                        "ce-source", text(),
                                        "ce-type", text(),
                                        "ce-time", text()));
                    }
                    headers.put("X-LLMS-Webhook-Topic", "progress.updated");
                    read(source, new Post(headers, body));
                }
            }
        }
    }

    private static void read(Source source, Post post) {
        List<EventReader.Item> items =
                new EventReader(Posts.PRESETS).readAsPosted(source, post, Posts.RECEIVED);
        assertThat(items).isNotEmpty();
        for (EventReader.Item item : items) {
            switch (item.reading()) {
                case Reading.Of(var event) -> assertThat(event.id()).isNotBlank();
                case Reading.Ignored(String reason) -> assertThat(reason).isNotBlank();
                case Reading.Unusable(String reason) -> assertThat(reason).isNotBlank();
            }
        }
    }

    private static List<String> names() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "scheme",
                                "body",
                                "items.from",
                                "items.as",
                                "zone",
                                "answer",
                                "event",
                                "event.",
                                "event.x",
                                "field.",
                                "",
                                "\u0000"));
        for (Field field : Field.values()) {
            names.add("field." + field.word());
        }
        for (Scheme scheme : Scheme.values()) {
            scheme.settings().forEach(form -> names.add(form.name()));
        }
        return names;
    }

    private String text() {
        if (random.nextInt(8) == 0) {
            return one(Scheme.words());
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(one(WORDS));
        }
        return text.toString();
    }

    private byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] changed(byte[] sample) {
        byte[] changed = sample.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
