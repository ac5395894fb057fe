package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What each sample of a platform's posts is read as: `preset-samples.csv` has a line for every
/// item of every sample.
final class PresetSamplesTest {

    private static final Path EXPECTED = Path.of("src/test/resources/preset-samples.csv");
    private static final Path SAMPLES = Path.of("../../events/webhooks");

    /// Unsigned, and answered before anything is read.
    private static final String PING = "lifterlms-ping.txt";

    /// In the samples, and in nothing that is kept.
    private static final List<String> SECRET =
            List.of(
                    "not-a-real-hash",
                    "also-not-real",
                    "mdl-5f0c2c1d7b94e0a3",
                    "Example Street",
                    "192.0.2.17",
                    "ef686f8ed684abf78cbfa1f6a58112b5");

    private static final Pattern STEP = Pattern.compile("(\\d+)\\. .*");
    private static final Pattern NOT_RENDERED = Pattern.compile("([-#>|]|\\* ).*|.*\\*\\*.*");

    /// One line. What is empty is absent.
    record Line(String sample, int item, String reading, List<String> fields) {

        static Line of(String text) {
            List<String> all = List.of(text.split(",", -1));
            return new Line(
                    all.get(0),
                    Integer.parseInt(all.get(1)),
                    all.get(2),
                    all.subList(3, all.size()));
        }

        boolean isEvent() {
            return !reading.equals("ignored") && !reading.equals("unusable");
        }

        @Override
        public String toString() {
            return "%s, item %d".formatted(sample, item);
        }
    }

    static Stream<Line> lines() throws IOException {
        return Files.readAllLines(EXPECTED).stream().skip(1).map(Line::of);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void sampleIsReadAsListed(Line line) {
        Reading reading = readings(line.sample()).get(line.item() - 1);

        assertThat(asLine(line, reading)).as("%s", reading).isEqualTo(line);
    }

    private static Line asLine(Line line, Reading reading) {
        List<String> none = line.fields().stream().map(_ -> "").toList();
        return switch (reading) {
            case Reading.Ignored _ -> new Line(line.sample(), line.item(), "ignored", none);
            case Reading.Unusable _ -> new Line(line.sample(), line.item(), "unusable", none);
            case Reading.Of(LearningEvent event) ->
                    new Line(line.sample(), line.item(), event.type().word(), fields(event));
        };
    }

    private static List<String> fields(LearningEvent event) {
        Person person = event.person();
        Course course = event.course();
        return List.of(
                text(person.userId()),
                text(person.email()),
                person.firstName(),
                person.lastName(),
                course == null ? "" : course.id(),
                course == null ? "" : text(course.name()),
                text(event.certificateKey()),
                text(event.occurredAt()),
                text(event.issuedAt()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @Test
    void everyItemOfEverySampleIsListed() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<String> items =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith("credly-") && !name.equals(PING))
                            .flatMap(PresetSamplesTest::items)
                            .toList();
            assertThat(lines().map(Line::toString)).containsExactlyInAnyOrderElementsOf(items);
        }
    }

    private static Stream<String> items(String sample) {
        return Stream.iterate(1, item -> item + 1)
                .limit(readings(sample).size())
                .map(item -> new Line(sample, item, "", List.of()).toString());
    }

    @Test
    void everyPresetHasASampleThatBecomesAnEventAndOneThatDoesNot() throws IOException {
        List<Line> lines = lines().toList();

        for (Preset preset : Posts.PRESETS.all()) {
            assertThat(lines)
                    .as(preset.id())
                    .filteredOn(line -> presetOf(line.sample()).equals(preset.id()))
                    .anyMatch(Line::isEvent)
                    .anyMatch(line -> !line.isEvent());
        }
    }

    @Test
    void nothingSecretIsKept() throws IOException {
        for (String sample : lines().map(Line::sample).distinct().toList()) {
            for (String kept : kept(sample)) {
                assertThat(kept).as(sample).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void howTosUseOnlyWhatTheConsoleRenders() {
        for (Preset preset : Posts.PRESETS.all()) {
            boolean code = false;
            int step = 0;
            for (String line : preset.howTo().lines().toList()) {
                if (line.startsWith("```")) {
                    code = !code;
                } else if (!code) {
                    Matcher found = STEP.matcher(line);
                    step = found.matches() ? step + 1 : 0;
                    // A list that is interrupted would begin anew with 1 where it says 3.
                    assertThat(step == 0 || found.group(1).equals(Integer.toString(step)))
                            .as(line)
                            .isTrue();
                    assertThat(line).doesNotMatch(NOT_RENDERED);
                }
            }
            assertThat(code).as(preset.id()).isFalse();
        }
    }

    /// What becomes of a post whose proof was seen, item by item.
    private static List<Reading> readings(String sample) {
        Source source = Posts.source(presetOf(sample), Map.of());
        EventReader reader = new EventReader(Posts.PRESETS);
        return deliveries(sample).stream()
                .flatMap(event -> reader.read(source, event).stream())
                .map(EventReader.Item::reading)
                .toList();
    }

    private static List<String> kept(String sample) {
        return deliveries(sample).stream().map(Delivery.Event::body).toList();
    }

    private static List<Delivery.Event> deliveries(String sample) {
        Source source = Posts.source(presetOf(sample), Map.of());
        return List.of(Posts.delivery(source, headers(sample), Posts.sample(sample)));
    }

    private static String presetOf(String sample) {
        return Posts.PRESETS.all().stream()
                .map(Preset::id)
                .filter(id -> sample.startsWith(id + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    /// What travels beside the body.
    private static Map<String, String> headers(String sample) {
        if (sample.startsWith("lifterlms-")) {
            return Map.of(
                    "x-llms-webhook-topic", "progress.updated", "x-llms-delivery-id", "3a7f4c1e");
        }
        if (sample.equals("openedx-cloudevents-certificate-created-data.json")) {
            return Map.of(
                    "content-type", "application/json; charset=utf-8",
                    "ce-specversion", "1.0",
                    "ce-id", "8f0c6a3e-f1ee-11f0-9b1c-0242ac120007",
                    "ce-source", "openedx/lms/web",
                    "ce-type", "org.openedx.learning.certificate.created.v1",
                    "ce-time", "2026-01-15T09:30:00.123456+00:00");
        }
        return Map.of(
                "content-type",
                sample.endsWith(".txt")
                        ? "application/x-www-form-urlencoded"
                        : sample.startsWith("openedx-cloudevents-")
                                ? "application/cloudevents+json"
                                : "application/json");
    }
}
