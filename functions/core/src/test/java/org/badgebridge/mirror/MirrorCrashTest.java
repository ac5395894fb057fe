package org.badgebridge.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Event;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/// Whoever hears of an event may die at any of their AWS calls: the message comes back, and then it
/// is as if nobody had died. So may whoever makes the call that the event tells of.
@WithTestSystem
class MirrorCrashTest {

    private final MirrorWorld world;
    private final SettlingWorld settling;

    MirrorCrashTest(TestSystem system) {
        world = new MirrorWorld(system);
        settling = world.settling();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void hearingThatABadgeWasRevokedByHand() {
        everyCrash(
                () -> {
                    BadgeId badge = world.issued();
                    settling.control().revokeByHand(world.providerId(badge), "mistaken");
                    return badge;
                },
                badge -> {
                    assertThat(world.have(badge).state()).isEqualTo(ProviderState.REVOKED);
                    assertThat(settling.atProvider(badge)).hasSize(1);
                    assertThat(world.outcomes(badge)).containsOnlyOnce("REVOKED");
                });
    }

    @Test
    void hearingOfAReplacementByHand() {
        everyCrash(
                () -> {
                    BadgeId badge = world.issued();
                    world.replaceByHand(badge);
                    return badge;
                },
                badge -> {
                    assertThat(settling.liveAtProvider(badge))
                            .containsExactly(world.providerId(badge));
                    assertOwned(badge);
                    assertThat(world.outcomes(badge)).containsOnlyOnce("REPLACED");
                });
    }

    @Test
    void hearingOfWhatWasIssuedByHandWhereNothingStood() {
        everyCrash(
                () -> {
                    settling.autoPush(false);
                    BadgeId badge = settling.wanted();
                    world.worker().settle(badge);
                    world.issueByHand(badge.template(), world.email(badge));
                    settling.autoPush(true);
                    return badge;
                },
                badge -> {
                    assertOwned(badge);
                    assertThat(settling.atProvider(badge)).as("issued by us").isEmpty();
                    assertThat(world.outcomes(badge)).containsOnlyOnce("ADOPTED");
                });
    }

    @Test
    void hearingWhatTheProviderCannotTellNow() {
        everyCrash(
                () -> {
                    BadgeId badge = world.issued();
                    settling.control().accept(world.providerId(badge));
                    settling.happens(Fault.on(Operation.EVENTS, Fault.Status.of(503)).times(1));
                    return badge;
                },
                badge -> assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED));
    }

    /// The webhook comes while the worker that issued is dead or dying, at any of its calls.
    @Test
    void issuingWhoseWebhookComesBeforeItsAnswerIsRecorded() {
        BadgeId undisturbed = settling.wanted();
        settling.calls().reset();
        settling.counted().settle(undisturbed);
        int count = settling.calls().count();

        List<BadgeId> badges = new ArrayList<>(List.of(undisturbed));
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= count; n++) {
                BadgeId badge = settling.wanted();
                settling.calls().reset();
                settling.calls().crash(moment, n);
                Worker doomed = settling.counted();
                assertThatExceptionOfType(Crash.class).isThrownBy(() -> doomed.settle(badge));
                badges.add(badge);
                hearEverythingOf(badge, world.worker());
            }
        }
        settling.calm();
        badges.forEach(badge -> hearEverythingOf(badge, world.worker()));
        badges.forEach(badge -> {
            Badge now = settling.badge(badge);
            assertThat(settling.atProvider(badge)).hasSize(1);
            assertThat(settling.liveAtProvider(badge)).containsExactly(world.providerId(badge));
            assertThat(now.doubt()).isNull();
            assertThat(now.extraIds()).isEmpty();
            assertThat(now.failed()).isFalse();
            assertOwned(badge);
        });
    }

    @Test
    void webhookThatOvertakesTheAnswerOfALivingWorker() throws InterruptedException {
        BadgeId badge = settling.wanted();
        settling.happens(Fault.on(Operation.ISSUE, new Fault.Latency(20_000, 0, true)).times(1));
        Worker patient = settling.worker(Duration.ofSeconds(30));
        Thread issuing = Thread.ofVirtual().start(() -> patient.settle(badge));
        while (eventsOf(badge).isEmpty()) {
            Thread.sleep(10);
        }
        hearEverythingOf(badge, settling.worker());
        assertThat(settling.badge(badge).settling().attempt()).as("still calling").isNotNull();
        assertThat(world.have(badge).live()).isTrue();
        settling.control().clearFaults();
        issuing.join();

        Badge now = settling.badge(badge);
        assertThat(now.settling().attempt()).isNull();
        assertThat(now.doubt()).isNull();
        assertThat(now.extraIds()).isEmpty();
        assertThat(now.settling().nextAttemptAt()).isNull();
        assertThat(settling.liveAtProvider(badge)).containsExactly(world.providerId(badge));
    }

    private interface Prepare {
        BadgeId badge();
    }

    private void everyCrash(Prepare prepare, Consumer<BadgeId> check) {
        BadgeId undisturbed = prepare.badge();
        String event = world.lastEvent();
        settling.calls().reset();
        settling.counted().hear(settling.connection(), event);
        int count = settling.calls().count();
        assertThat(count).isPositive();
        List<BadgeId> badges = new ArrayList<>(List.of(undisturbed));
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= count; n++) {
                BadgeId badge = prepare.badge();
                String told = world.lastEvent();
                settling.calls().reset();
                settling.calls().crash(moment, n);
                Worker doomed = settling.counted();
                assertThatExceptionOfType(Crash.class)
                        .as("%s call %d of %d", moment, n, count)
                        .isThrownBy(() -> doomed.hear(settling.connection(), told));
                // The message comes back.
                world.worker().hear(settling.connection(), told);
                badges.add(badge);
            }
        }
        settling.calm();
        settling.pass(Duration.ofMinutes(15));
        world.worker().mirror().hearAgain(world.worker().deadline());
        settling.calm();
        badges.forEach(check);
        assertThat(settling.control().mostLiveBadges()).isLessThanOrEqualTo(1);
    }

    private void assertOwned(BadgeId badge) {
        assertThat(
                        world.worker()
                                .badges()
                                .ownership(settling.connection(), world.providerId(badge))
                                .owners())
                .containsExactly(badge.toString());
    }

    private List<Event> eventsOf(BadgeId badge) {
        Function<Event, String> earner =
                event ->
                        event.badge() == null
                                ? ""
                                : Objects.requireNonNullElse(
                                        event.badge().recipient().issuerEarnerId(), "");
        return world.events().stream()
                .filter(event -> earner.apply(event).equals(badge.learner().value()))
                .toList();
    }

    private void hearEverythingOf(BadgeId badge, Worker worker) {
        eventsOf(badge).forEach(event -> worker.hear(settling.connection(), event.id()));
    }
}
