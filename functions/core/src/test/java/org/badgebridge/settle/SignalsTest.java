package org.badgebridge.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Whatever is delivered again, by however many workers: one signal for each change.
@WithTestSystem
class SignalsTest {

    private final SettlingWorld world;
    private final Worker worker;

    SignalsTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void badgeThatIsSettledAgainAndAgainIsToldOnceForEachChange() {
        BadgeId badge = world.wanted();
        settleOften(badge);
        Signal issued = world.told(badge).getFirst();
        world.unwant(badge);
        settleOften(badge);

        assertTold(badge, Signal.Type.ISSUED, Signal.Type.REVOKED);
        assertThat(issued.providerBadgeId()).isEqualTo(world.atProvider(badge).getFirst().id());
        assertThat(issued.acceptUrl()).isNotBlank();
        assertThat(issued.cause()).isNotEqualTo(world.badge(badge).wanted().by());
        assertThat(world.told(badge).getLast().cause()).isEqualTo(world.badge(badge).wanted().by());
    }

    @Test
    void manyWorkersAtOneBadgeTellOfItOnce() throws Exception {
        BadgeId badge = world.wanted();
        List<Callable<Void>> running = new ArrayList<>();
        for (Worker each : List.of(world.worker(), world.worker(), worker, worker)) {
            running.add(() -> {
                each.settle(badge);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> each : threads.invokeAll(running)) {
                each.get();
            }
        }
        world.calm();

        assertTold(badge, Signal.Type.ISSUED);
    }

    @Test
    void holdIsToldOnceHoweverOftenItIsLookedAtAndAnotherHoldAnew() {
        world.autoPush(false);
        BadgeId badge = world.wanted();
        settleOften(badge);
        assertTold(badge, Signal.Type.HELD);
        assertThat(world.told(badge).getFirst().reason()).startsWith(Hold.AUTO_PUSH_OFF.reason());

        worker.accounts().pause(true);
        try {
            settleOften(badge);
        } finally {
            worker.accounts().pause(false);
        }
        assertTold(badge, Signal.Type.HELD, Signal.Type.HELD);

        worker.pusher().push(badge, "admin");
        settleOften(badge);
        assertTold(badge, Signal.Type.HELD, Signal.Type.HELD, Signal.Type.ISSUED);
    }

    @Test
    void failureIsToldOnceAndTheNextOneAfterARetryAgain() {
        world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(400)));
        BadgeId badge = world.wanted();
        settleOften(badge);
        assertTold(badge, Signal.Type.FAILED);
        assertThat(world.told(badge).getFirst().cause().kind()).isEqualTo(Cause.Kind.EVENT);

        worker.pusher().retry(badge, "admin");
        settleOften(badge);
        assertTold(badge, Signal.Type.FAILED, Signal.Type.FAILED);

        world.control().clearFaults();
        worker.pusher().retry(badge, "admin");
        settleOften(badge);
        assertTold(badge, Signal.Type.FAILED, Signal.Type.FAILED, Signal.Type.ISSUED);
    }

    /// As when its message is delivered again, and when the safety net finds it.
    private void settleOften(BadgeId badge) {
        for (int i = 0; i < 3; i++) {
            worker.settle(badge);
            world.worker().settle(badge);
            world.pass(Duration.ofDays(2));
        }
    }

    private void assertTold(BadgeId badge, Signal.Type... types) {
        assertThat(world.told(badge)).extracting(Signal::type).containsExactly(types);
    }
}
