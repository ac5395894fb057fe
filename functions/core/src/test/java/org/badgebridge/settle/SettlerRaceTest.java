package org.badgebridge.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Several workers, and wishes that change, while calls are out.
@WithTestSystem
class SettlerRaceTest {

    /// How long the provider keeps a call waiting that something is to overtake, unless it is let
    /// go on before.
    private static final long SLOW_MS = 20_000;

    /// A worker of this patience still hears the answer then.
    private static final Duration CALL_WITHIN = Duration.ofSeconds(30);

    private final SettlingWorld world;
    private final Worker worker;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SettlerRaceTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        threads.close();
        world.close();
    }

    @Test
    void manyWorkersAtOneBadgeIssueItOnce() throws Exception {
        List<BadgeId> badges = Stream.generate(world::wanted).limit(5).toList();
        for (BadgeId badge : badges) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (Worker each : List.of(world.worker(), world.worker(), worker, worker)) {
                running.add(
                        threads.submit(() -> {
                            start.await();
                            each.settle(badge);
                            return null;
                        }));
            }
            start.countDown();
            for (Future<?> each : running) {
                each.get();
            }
        }

        assertThat(world.control().calls(Operation.ISSUE)).isEqualTo(badges.size());
        assertThat(badges).allSatisfy(badge -> assertIssued(badge));
    }

    @Test
    void wishThatTurnsWhileTheBadgeIsIssuedEndsInItsRevocation() throws Exception {
        BadgeId badge = world.wanted();
        slow(Operation.ISSUE, badge, true);
        Future<?> issuing = settling(world.worker(CALL_WITHIN), badge, Operation.ISSUE, 1);
        world.unwant(badge);
        goesOn(issuing);
        world.calm();

        assertThat(world.atProvider(badge)).hasSize(1);
        assertThat(world.liveAtProvider(badge)).isEmpty();
        assertThat(have(badge).live()).isFalse();
    }

    @Test
    void wishThatTurnsWhileTheBadgeIsRevokedEndsInANewBadge() throws Exception {
        BadgeId badge = world.wanted();
        worker.settle(badge);
        world.unwant(badge);
        world.happens(Fault.on(Operation.REVOKE, new Fault.Latency(SLOW_MS, 0, true)).times(1));
        Future<?> revoking = settling(world.worker(CALL_WITHIN), badge, Operation.REVOKE, 1);
        world.wantAnew(badge);
        goesOn(revoking);
        world.calm();

        assertThat(world.atProvider(badge)).hasSize(2);
        assertIssued(badge);
    }

    @Test
    void successThatComesAfterItsLeaseLeavesOneBadge() throws Exception {
        BadgeId badge = world.wanted();
        slow(Operation.ISSUE, badge, true);
        Future<?> late = settling(world.worker(CALL_WITHIN), badge, Operation.ISSUE, 1);
        world.pass(Settler.LEASE.plus(SettlingWorld.LOOK_UP_LAG));
        worker.settle(badge);
        assertIssued(badge);
        goesOn(late);
        world.calm();

        assertThat(world.atProvider(badge)).hasSize(1);
        assertIssued(badge);
        assertThat(world.badge(badge).extraIds()).isEmpty();
    }

    @Test
    void secondBadgeOfALateSuccessIsShownAndTheFirstKept() throws Exception {
        TemplateId template = world.templateWithDuplicates();
        BadgeId badge = world.wanted(template);
        slow(Operation.ISSUE, badge, false);
        Future<?> late = settling(world.worker(CALL_WITHIN), badge, Operation.ISSUE, 1);
        for (int i = 0; i < 20 && world.badge(badge).have() == null; i++) {
            world.pass(Settler.LEASE);
            worker.settle(badge);
        }
        String first = have(badge).providerBadgeId();
        world.pass(Duration.ofMinutes(1));
        goesOn(late);
        world.calm();

        assertThat(world.liveAtProvider(badge)).hasSize(2).contains(first);
        assertThat(have(badge).providerBadgeId()).isEqualTo(first);
        assertThat(world.badge(badge).extraIds())
                .containsExactlyElementsOf(
                        world.liveAtProvider(badge).stream()
                                .filter(id -> !id.equals(first))
                                .toList());
    }

    @Test
    void workerThatIsStoppedWhileTheProviderIssuesDoublesNothing() throws Exception {
        BadgeId badge = world.wanted();
        slow(Operation.ISSUE, badge, false);
        Thread stopped = Thread.ofVirtual().unstarted(() -> world.worker().settle(badge));
        stopped.setUncaughtExceptionHandler((_, _) -> {});
        stopped.start();
        await(() -> world.control().calls(Operation.ISSUE) == 1);
        stopped.interrupt();
        stopped.join();
        world.control().clearFaults();
        await(() -> world.atProvider(badge).size() == 1);
        world.calm();

        assertThat(world.atProvider(badge)).hasSize(1);
        assertIssued(badge);
    }

    @Test
    void badgeThatIsBeingRevokedForOneIsNotGivenToAnother() throws Exception {
        BadgeId badge = world.wanted();
        worker.settle(badge);
        world.unwant(badge);
        world.pass(SettlingWorld.LOOK_UP_LAG);
        BadgeId twin = world.wantedByTwin(badge);
        world.happens(Fault.on(Operation.REVOKE, new Fault.Latency(SLOW_MS, 0, false)).times(1));
        Future<?> revoking = settling(world.worker(CALL_WITHIN), badge, Operation.REVOKE, 1);
        worker.settle(twin);
        assertThat(outcomes(twin)).contains("BUSY");
        assertThat(world.badge(twin).have()).isNull();
        goesOn(revoking);
        world.calm();

        assertThat(world.liveAtProvider(badge)).isEmpty();
        assertThat(have(badge).live()).isFalse();
        assertIssued(twin);
    }

    @Test
    void badgeThatStoodOnWhatALateRevocationEndedLearnsOfIt() throws Exception {
        BadgeId badge = world.wanted();
        BadgeId twin = world.wantedByTwin(badge);
        worker.settle(badge);
        world.pass(SettlingWorld.LOOK_UP_LAG);
        worker.settle(twin);
        world.unwant(badge);
        world.unwant(twin);
        world.happens(Fault.on(Operation.REVOKE, new Fault.Latency(SLOW_MS, 0, false)).times(1));
        Future<?> revoking = settling(world.worker(CALL_WITHIN), badge, Operation.REVOKE, 1);
        world.wantAgain(badge);
        world.wantAgain(twin);
        for (int i = 0; i < 5; i++) {
            world.pass(Settler.LEASE);
            worker.settle(badge);
            worker.settle(twin);
        }
        goesOn(revoking);
        world.calm();

        assertThat(outcomes(badge)).contains("LATE");
        assertThat(have(badge).live()).isTrue();
        assertThat(have(twin).live()).isTrue();
        assertThat(have(twin).providerBadgeId()).isEqualTo(have(badge).providerBadgeId());
        assertThat(liveAt(badge, twin)).containsExactly(have(badge).providerBadgeId());
    }

    private interface Condition {
        boolean holds();
    }

    /// Lets the provider take its time with the next such call about the badge's learner.
    private void slow(Operation operation, BadgeId badge, boolean stored) {
        world.happens(
                Fault.on(operation, new Fault.Latency(SLOW_MS, 0, stored))
                        .times(1)
                        .onlyContaining(badge.learner().value()));
    }

    /// Settles on another thread, as far as the provider hears of its `n`th such call.
    private Future<?> settling(Worker by, BadgeId badge, Operation operation, int n) {
        Future<?> future = threads.submit(() -> by.settle(badge));
        await(() -> world.control().calls(operation) >= n);
        return future;
    }

    /// Lets the provider answer what it kept waiting.
    private void goesOn(Future<?> call) throws Exception {
        world.control().clearFaults();
        call.get();
    }

    private static void await(Condition condition) {
        Instant giveUp = Instant.now().plusSeconds(20);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("waited in vain").isBefore(giveUp);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("stopped", e);
            }
        }
    }

    private List<String> liveAt(BadgeId one, BadgeId other) {
        return Stream.of(one, other).flatMap(id -> world.liveAtProvider(id).stream()).toList();
    }

    private List<String> outcomes(BadgeId badge) {
        return worker.badges().history(badge).stream().map(HistoryEntry::outcome).toList();
    }

    private void assertIssued(BadgeId badge) {
        assertThat(world.badge(badge).failed()).as("failed").isFalse();
        assertThat(have(badge).live()).isTrue();
        assertThat(world.liveAtProvider(badge)).containsExactly(have(badge).providerBadgeId());
    }

    private Have have(BadgeId id) {
        Badge badge = world.badge(id);
        Have have = badge.have();
        if (have == null) {
            throw new AssertionError("nothing at the provider: " + worker.badges().history(id));
        }
        return have;
    }
}
