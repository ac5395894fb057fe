package org.badgebridge.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Listener;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A worker may die at any of its AWS calls, before the call or after it: once time has passed, the
/// provider has what is wanted, our record agrees, nothing was issued twice, and every change was
/// told once.
@WithTestSystem
class SettlerCrashTest {

    /// They change nothing: to die after one is to die before it.
    private static final Set<String> READS = Set.of("BatchGetItem", "GetItem", "GetSecretValue");

    private final SettlingWorld world;

    SettlerCrashTest(TestSystem system) {
        world = new SettlingWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private interface Act {
        void on(BadgeId badge, Worker worker);
    }

    private interface Check {
        void of(BadgeId badge);
    }

    @Test
    void issuing() {
        everyCrash((_, _) -> {}, (badge, worker) -> worker.settle(badge), b -> issued(b, 1));
    }

    @Test
    void issuingWhenTheAnswerIsLost() {
        everyCrash(
                (badge, _) -> lost(Operation.ISSUE, badge, true),
                this::settledWithLookUps,
                b -> issued(b, 1));
    }

    @Test
    void issuingWhenTheRequestIsLost() {
        everyCrash(
                (badge, _) -> lost(Operation.ISSUE, badge, false),
                this::settledWithLookUps,
                b -> issued(b, 1));
    }

    @Test
    void standingOnWhatAnotherPlatformHadIssued() {
        everyCrash(
                (badge, worker) -> {
                    BadgeId twin = world.wantedByTwin(badge);
                    worker.settle(twin);
                    listed();
                },
                (badge, worker) -> worker.settle(badge),
                badge -> {
                    BadgeId twin = SettlingWorld.twinOf(badge);
                    assertThat(world.atProvider(badge)).isEmpty();
                    issued(twin, 1);
                    assertThat(have(badge).providerBadgeId())
                            .isEqualTo(have(twin).providerBadgeId());
                    assertThat(have(badge).shared()).isTrue();
                    assertTold(badge, Signal.Type.ISSUED);
                });
    }

    @Test
    void revoking() {
        everyCrash(
                (badge, worker) -> {
                    worker.settle(badge);
                    world.unwant(badge);
                },
                (badge, worker) -> worker.settle(badge),
                b -> revoked(b, 1));
    }

    @Test
    void revokingWhenTheAnswerIsLost() {
        everyCrash(
                (badge, worker) -> {
                    worker.settle(badge);
                    world.unwant(badge);
                    world.happens(
                            Fault.on(Operation.REVOKE, new Fault.Reset(true))
                                    .times(1)
                                    .onlyContaining(have(badge).providerBadgeId()));
                },
                this::settledWithLookUps,
                b -> revoked(b, 1));
    }

    @Test
    void replacingOnRenewal() {
        everyCrash(
                (badge, worker) -> {
                    worker.settle(badge);
                    renewed(badge);
                },
                (badge, worker) -> worker.settle(badge),
                b -> replaced(b));
    }

    @Test
    void replacingWhenTheAnswerIsLost() {
        everyCrash(
                (badge, worker) -> {
                    worker.settle(badge);
                    renewed(badge);
                    world.happens(
                            Fault.on(Operation.REPLACE, new Fault.Reset(true))
                                    .times(1)
                                    .onlyContaining(have(badge).providerBadgeId()));
                },
                this::settledWithLookUps,
                b -> replaced(b));
    }

    @Test
    void givingUpWhatAnotherBadgeStillWants() {
        everyCrash(
                (badge, worker) -> {
                    shared(badge, worker);
                    world.unwant(badge);
                },
                (badge, worker) -> worker.settle(badge),
                badge -> {
                    assertThat(world.badge(badge).have()).isNull();
                    issued(SettlingWorld.twinOf(badge), 1);
                    assertTold(badge, Signal.Type.ISSUED, Signal.Type.REVOKED);
                });
    }

    @Test
    void revokingWhatTwoBadgesStoodOn() {
        everyCrash(
                (badge, worker) -> {
                    shared(badge, worker);
                    world.unwant(badge);
                    world.unwant(SettlingWorld.twinOf(badge));
                },
                (badge, worker) -> {
                    worker.settle(badge);
                    worker.settle(SettlingWorld.twinOf(badge));
                },
                badge -> {
                    assertThat(world.liveAtProvider(SettlingWorld.twinOf(badge))).isEmpty();
                    for (BadgeId each : List.of(badge, SettlingWorld.twinOf(badge))) {
                        assertEnded(each);
                        assertTold(each, Signal.Type.ISSUED, Signal.Type.REVOKED);
                    }
                });
    }

    @Test
    void renewingWhatTwoBadgesStandOn() {
        everyCrash(
                (badge, worker) -> {
                    shared(badge, worker);
                    renewed(badge);
                },
                (badge, worker) -> worker.settle(badge),
                badge -> {
                    String provider = have(badge).providerBadgeId();
                    assertThat(world.liveAtProvider(badge)).containsExactly(provider);
                    assertThat(world.liveAtProvider(SettlingWorld.twinOf(badge))).isEmpty();
                    assertThat(have(SettlingWorld.twinOf(badge)).providerBadgeId())
                            .isEqualTo(provider);
                    for (BadgeId each : List.of(badge, SettlingWorld.twinOf(badge))) {
                        assertTold(each, Signal.Type.ISSUED, Signal.Type.REPLACED);
                    }
                });
    }

    @Test
    void changingTheMindTwice() {
        everyCrash(
                (_, _) -> {},
                (badge, worker) -> {
                    worker.settle(badge);
                    world.unwant(badge);
                    worker.settle(badge);
                    world.wantAnew(badge);
                    worker.settle(badge);
                },
                badge -> {
                    if (world.badge(badge).wanted().issued()) {
                        assertThat(world.liveAtProvider(badge))
                                .containsExactly(have(badge).providerBadgeId());
                    } else {
                        assertThat(world.liveAtProvider(badge)).isEmpty();
                        assertEnded(badge);
                    }
                });
    }

    /// Lets a worker do `act` without harm, to count its AWS calls, and then, on a badge of its own
    /// each, lets one die at every one of them. `check` must hold of every badge once it is calm.
    private void everyCrash(Act prepare, Act act, Check check) {
        BadgeId undisturbed = prepared(prepare);
        world.calls().reset();
        act.on(undisturbed, world.counted());
        List<String> calls = world.calls().operations();
        int count = calls.size();
        assertThat(count).as("calls of the undisturbed run").isPositive();

        Map<BadgeId, String> badges = new LinkedHashMap<>();
        badges.put(undisturbed, "undisturbed");
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= count; n++) {
                if (moment == Moment.AFTER_ANSWERED && READS.contains(calls.get(n - 1))) {
                    continue;
                }
                BadgeId badge = prepared(prepare);
                world.calls().reset();
                world.calls().crash(moment, n);
                Worker doomed = world.counted();
                assertThatExceptionOfType(Crash.class)
                        .as("%s call %d of %d", moment, n, count)
                        .isThrownBy(() -> act.on(badge, doomed));
                assertToldOfWhatIsThere(badge);
                List<String> operations = world.calls().operations();
                badges.put(badge, "%s call %d, %s".formatted(moment, n, operations.getLast()));
            }
        }
        world.calm();
        badges.forEach((badge, crash) -> {
            try {
                check.of(badge);
                assertThat(world.badge(badge).failed()).as("failed").isFalse();
                Listener listener = new Listener();
                listener.hear(world.told(badge));
                assertThat(listener.agrees(world.badge(badge))).as("told what is so").isTrue();
            } catch (AssertionError e) {
                throw new AssertionError(crash + ": " + world.worker().badges().history(badge), e);
            }
        });
        assertThat(world.control().mostLiveBadges()).isLessThanOrEqualTo(1);
        world.pass(Duration.ofDays(2));
        world.worker().wake();
        assertThat(world.received()).as("still due").isEmpty();
    }

    private BadgeId prepared(Act prepare) {
        BadgeId badge = world.wanted();
        prepare.on(badge, world.worker());
        return badge;
    }

    /// Settles as often as a badge in doubt takes, with the time between that look-ups need.
    private void settledWithLookUps(BadgeId badge, Worker worker) {
        for (int i = 0; i < 10 && world.badge(badge).settling().nextAttemptAt() != null; i++) {
            worker.settle(badge);
            world.pass(Duration.ofMinutes(2));
        }
    }

    private void lost(Operation operation, BadgeId badge, boolean stored) {
        world.happens(
                Fault.on(operation, new Fault.Reset(stored))
                        .times(1)
                        .onlyContaining(badge.learner().value()));
    }

    private void renewed(BadgeId badge) {
        world.pass(Duration.ofDays(2));
        world.wantAnew(badge);
    }

    private void shared(BadgeId badge, Worker worker) {
        BadgeId twin = world.wantedByTwin(badge);
        worker.settle(twin);
        listed();
        worker.settle(badge);
        assertThat(have(badge).shared()).isTrue();
    }

    /// Until the provider's lists show what was done.
    private void listed() {
        world.pass(SettlingWorld.LOOK_UP_LAG);
    }

    private void issued(BadgeId badge, int everMade) {
        standing(badge, everMade);
        assertTold(badge, Signal.Type.ISSUED);
    }

    private void replaced(BadgeId badge) {
        standing(badge, 2);
        assertTold(badge, Signal.Type.ISSUED, Signal.Type.REPLACED);
    }

    private void standing(BadgeId badge, int everMade) {
        assertThat(world.atProvider(badge)).as("made at the provider").hasSize(everMade);
        assertThat(world.liveAtProvider(badge)).containsExactly(have(badge).providerBadgeId());
        assertThat(have(badge).live()).isTrue();
        assertThat(world.badge(badge).extraIds()).isEmpty();
    }

    private void revoked(BadgeId badge, int everMade) {
        assertThat(world.atProvider(badge)).as("made at the provider").hasSize(everMade);
        assertThat(world.liveAtProvider(badge)).isEmpty();
        assertEnded(badge);
        assertTold(badge, Signal.Type.ISSUED, Signal.Type.REVOKED);
    }

    private void assertTold(BadgeId badge, Signal.Type... types) {
        assertThat(world.told(badge))
                .as("told of " + badge)
                .extracting(Signal::type)
                .containsExactly(types);
    }

    /// OX-40: nobody is told of an issue that the provider may not have seen yet.
    private void assertToldOfWhatIsThere(BadgeId badge) {
        assertThat(world.control().badges())
                .extracting(each -> each.id())
                .containsAll(
                        world.told(badge).stream()
                                .filter(signal -> signal.type() == Signal.Type.ISSUED)
                                .map(Signal::providerBadgeId)
                                .toList());
    }

    private void assertEnded(BadgeId badge) {
        Have have = world.badge(badge).have();
        assertThat(have == null || !have.live()).as("ended in our record").isTrue();
    }

    private Have have(BadgeId badge) {
        Badge now = world.badge(badge);
        Have have = now.have();
        assertThat(have).as("what the provider has").isNotNull();
        if (have == null) {
            throw new AssertionError("nothing at the provider");
        }
        return have;
    }
}
