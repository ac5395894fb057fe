package org.badgebridge.function.certificatewebhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.port.Delivery;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What is put aside at the door of a source whose settings are still to be found.
@WithTestSystem
final class CapturingTest {

    private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Door door;

    CapturingTest(TestSystem system) {
        door = new Door(system);
        door.saveSource("learnomy", Map.of());
        door.saveSecrets(SECRET);
        door.capture(HOUR);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void goodPostIsPutAsideWithTheSettingsThatProveIt() {
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);

        Delivery.Captured captured = captured().getFirst();
        assertThat(captured.proof()).containsEntry("scheme", "hmac-sha256");
        assertThat(captured.event().secretId()).isEqualTo("s-" + SECRET);
        assertThat(captured.event().body()).contains("certificate.issued").doesNotContain("hidden");
    }

    @Test
    void secretThatWasAddedAMomentAgoIsTried() {
        door.post("another-secret-of-the-platform");
        door.saveSecrets(SECRET, "another-secret-of-the-platform");
        door.clock.pass(Duration.ofSeconds(2));

        door.post("another-secret-of-the-platform");

        assertThat(captured())
                .extracting(captured -> captured.proof().isEmpty())
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void onlySoManyPostsThatNothingProvesAreKept() {
        for (int i = 0; i < 25; i++) {
            door.post("{\"n\":" + i + "}", Map.of("x-foo", "bar"));
        }

        assertThat(captured()).hasSize(20);
        assertThat(door.post("{}", Map.of())).isEqualTo(Answer.NO_PROOF);
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void afterItsTimePostsAreProcessedAgain() {
        door.post(SECRET);
        door.waiting();

        door.clock.pass(HOUR.plusSeconds(1));
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.waiting()).singleElement().isInstanceOf(Delivery.Event.class);
        assertThat(door.post("wrong-secret-of-nobody-here")).isEqualTo(Answer.NO_PROOF);
    }

    private List<Delivery.Captured> captured() {
        return door.waiting().stream().map(Delivery.Captured.class::cast).toList();
    }
}
