package org.badgebridge.function.certificatewebhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Reading;
import org.badgebridge.port.Delivery;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What differs at the door from platform to platform: the URL, the test post, the answer, the form
/// of the body.
@WithTestSystem
final class SchemesAtTheDoorTest {

    private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";
    private static final String NEW_SECRET = "vutsrqponmlkjihgfedcba9876543210";
    private static final String EMPTY = "{}";
    private static final Path SAMPLES = Path.of("../../events/webhooks");

    private final Door door;

    SchemesAtTheDoorTest(TestSystem system) {
        door = new Door(system);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void sourceWithAKeyInItsUrlIsReachedByThatAlone() {
        save("teachable", Map.of(), SECRET);

        assertThat(at(SECRET, EMPTY)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.waiting()).hasSize(1);

        for (String wrong :
                List.of(
                        "",
                        SECRET + "x",
                        SECRET.substring(1),
                        SECRET.toUpperCase(Locale.ROOT),
                        "k")) {
            assertThat(at(wrong, EMPTY)).as(wrong).isEqualTo(Answer.UNKNOWN_SOURCE);
        }
        assertThat(at(null, EMPTY)).isEqualTo(Answer.UNKNOWN_SOURCE);
        assertThat(at("k".repeat(256), EMPTY)).isEqualTo(Answer.UNKNOWN_SOURCE);
        assertThat(door.waiting()).doesNotHaveAnyElementsOfTypes(Delivery.Event.class);
        assertThat(door.log()).doesNotContain(SECRET, SECRET.toUpperCase(Locale.ROOT));
    }

    @Test
    void newKeyOfAUrlIsKnownToTheNextPost() {
        save("teachable", Map.of(), SECRET);
        at(SECRET, EMPTY);
        door.saveSecrets(NEW_SECRET, SECRET);

        assertThat(at(NEW_SECRET, EMPTY)).isEqualTo(Answer.ACCEPTED);
        assertThat(at(SECRET, EMPTY)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void sourceThatIsProvenOtherwiseHasNoUrlWithAKey() {
        for (String preset : List.of("learnomy", "standard", "zapier", "lifterlms")) {
            save(preset, Map.of(), SECRET);
            door.clock.pass(Duration.ofMinutes(1));

            assertThat(at(SECRET, EMPTY)).as(preset).isEqualTo(Answer.UNKNOWN_SOURCE);
        }
        assertThat(
                        door.receive(
                                door.source.value(),
                                SECRET,
                                Map.of("Authorization", "Bearer " + SECRET),
                                EMPTY,
                                false))
                .isEqualTo(Answer.UNKNOWN_SOURCE);
    }

    @Test
    void unsignedPingOfLifterLmsIsAnsweredAndLeavesNothingBehind() {
        save("lifterlms", Map.of(), SECRET);

        assertThat(at(null, sample("lifterlms-ping.txt"))).isEqualTo(Answer.ACCEPTED);
        assertThat(at(null, "webhook_id=1")).isEqualTo(Answer.ACCEPTED);

        assertThat(door.waiting()).isEmpty();
        assertThat(door.secretsCalls.count()).isZero();
    }

    @Test
    void whatIsMoreThanThePingMustBeSigned() {
        save("lifterlms", Map.of(), SECRET);

        for (String body :
                List.of(
                        "webhook_id=1\n",
                        " webhook_id=1",
                        "webhook_id=1&student_id=2",
                        "webhook_id=" + "1".repeat(21),
                        "webhook_id=1" + " ".repeat(300),
                        "webhook_id=",
                        "webhook_id=1x",
                        "{\"webhook_id\":1}",
                        "")) {
            assertThat(at(null, body)).as(body).isEqualTo(Answer.NO_PROOF);
        }
        assertThat(door.waiting()).doesNotHaveAnyElementsOfTypes(Delivery.Event.class);
    }

    @Test
    void pingToAUrlThatWouldNotTakeItsPostsIsNotAnswered() {
        save("lifterlms", Map.of(), SECRET);
        assertThat(at(SECRET, "webhook_id=1")).isEqualTo(Answer.UNKNOWN_SOURCE);

        save("lifterlms", Map.of("scheme", "path"), SECRET);
        door.clock.pass(Duration.ofMinutes(1));
        assertThat(at(null, "webhook_id=1")).isEqualTo(Answer.UNKNOWN_SOURCE);
        assertThat(at(SECRET, "webhook_id=1")).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void pingOfAnotherPlatformMustBeSigned() {
        save("learnomy", Map.of(), SECRET);

        assertThat(at(null, "webhook_id=1")).isEqualTo(Answer.NO_PROOF);
    }

    @Test
    void sourceAnswersAsItsPlatformWantsToHearIt() {
        for (int status : List.of(200, 201, 202, 204)) {
            save("teachable", Map.of("answer", Integer.toString(status)), SECRET);
            door.clock.pass(Duration.ofMinutes(1));

            Answer answer = at(SECRET, EMPTY);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.word()).isEqualTo("accepted");
            assertThat(answer.response().getStatusCode()).isEqualTo(status);
            assertThat(answer.response().getBody() == null).isEqualTo(status == 204);
        }
        assertThat(door.waiting()).hasSize(4);
    }

    @Test
    void pingIsAnsweredAsPostsAre() {
        save("lifterlms", Map.of("answer", "204"), SECRET);

        assertThat(at(null, "webhook_id=1")).isEqualTo(Answer.ACCEPTED_WITHOUT_A_WORD);
    }

    @Test
    void refusalIsTheSameWhateverASourceAnswers() {
        save("zapier", Map.of("answer", "202"), SECRET);

        assertThat(at(null, EMPTY)).isEqualTo(Answer.NO_PROOF);
    }

    @Test
    void formOfOpenEdxIsTakenAndReadable() {
        Source source = save("openedx-plugin", Map.of(), SECRET);

        Answer answer =
                door.receive(
                        door.source.value(),
                        SECRET,
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        sample("openedx-plugin-certificate-created-form.txt"),
                        false);

        assertThat(answer).isEqualTo(Answer.ACCEPTED);
        Delivery.Event event = (Delivery.Event) door.waiting().getFirst();
        assertThat(event.body()).contains("\"ada@example.org\"").doesNotContain("\"ada\"");
        assertThat(new EventReader(new Presets()).read(source, event).getFirst().reading())
                .isInstanceOfSatisfying(
                        Reading.Of.class,
                        reading -> {
                            assertThat(reading.event().person().email())
                                    .isEqualTo("ada@example.org");
                            assertThat(reading.event().occurredAt())
                                    .isEqualTo(Instant.parse("2026-01-15T09:30:00.123456Z"));
                        });
    }

    private Source save(String preset, Map<String, String> settings, String secret) {
        door.saveSource(preset, settings);
        door.saveSecrets(secret);
        return new Source(
                door.source,
                "Academy",
                preset,
                door.source.value(),
                settings,
                door.clock.instant(),
                door.clock.instant(),
                1);
    }

    private Answer at(@Nullable String key, String body) {
        return door.receive(door.source.value(), key, Map.of(), body, false);
    }

    private static String sample(String name) {
        try {
            return Files.readString(SAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
