package org.badgebridge.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

@WithTestSystem
class WakerTest {

    private final SettlingWorld world;
    private final Worker worker;

    WakerTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyDueBadgeIsWokenOnceInAQuarterOfAnHour() {
        List<BadgeId> badges = Stream.generate(world::wanted).limit(20).toList();
        worker.wake();
        worker.wake();
        assertThat(world.received()).containsExactlyInAnyOrderElementsOf(badges);
        assertThat(badges)
                .allSatisfy(badge ->
                        assertThat(world.badge(badge).settling().nextAttemptAt())
                                .isEqualTo(world.clock().instant().plus(Waker.AGAIN)));

        world.pass(Waker.AGAIN.minusSeconds(1));
        worker.wake();
        assertThat(world.received()).isEmpty();

        world.pass(Duration.ofSeconds(1));
        worker.wake();
        assertThat(world.received()).containsExactlyInAnyOrderElementsOf(badges);
        badges.forEach(worker::settle);
        world.pass(Duration.ofDays(1));
        worker.wake();
        assertThat(world.received()).as("woken after they were settled").isEmpty();
    }

    @Test
    void nothingIsWokenWhileEverythingIsPaused() {
        BadgeId badge = world.wanted();
        worker.accounts().pause(true);
        try {
            assertThat(worker.wake()).isZero();
            assertThat(world.received()).isEmpty();
        } finally {
            worker.accounts().pause(false);
        }
        worker.wake();
        assertThat(world.received()).containsExactly(badge);
    }

    @Test
    void badgeThatIsWokenIsStillTheWorkersToClaim() {
        BadgeId badge = world.wanted();
        long version = world.badge(badge).version();
        worker.wake();
        assertThat(world.badge(badge).version()).isEqualTo(version);
    }
}
