package org.badgebridge.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Token;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

@WithTestSystem
class SettlerTest {

    private final SettlingWorld world;
    private final Worker worker;

    SettlerTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void answerThatComesTooLateDoublesNothing() {
        BadgeId badge = world.wanted();
        world.happens(Fault.on(Operation.ISSUE, new Fault.Latency(1200, 0, true)).times(1));
        world.worker(Duration.ofMillis(600)).settle(badge);
        assertThat(world.badge(badge).doubt()).isNotNull();
        world.calm();

        assertThat(world.atProvider(badge)).hasSize(1);
        assertIssued(badge);
    }

    /// OX-40.
    @Test
    void nobodyIsToldOfAnIssueBeforeTheProviderSaidThatItHasIt() {
        world.autoPush(false);
        BadgeId badge = world.wanted();
        worker.settle(badge);
        assertThat(told(badge)).as("held").containsExactly(Signal.Type.HELD);
        world.autoPush(true);
        world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(429)).times(1));
        worker.settle(badge);
        assertThat(told(badge)).as("refused").containsExactly(Signal.Type.HELD);
        world.pass(Duration.ofHours(1));
        world.happens(Fault.on(Operation.ISSUE, new Fault.Reset(true)).times(1));
        worker.settle(badge);
        assertThat(world.badge(badge).doubt()).isNotNull();
        assertThat(told(badge)).as("unsure").containsExactly(Signal.Type.HELD);

        world.calm();

        assertThat(told(badge)).containsExactly(Signal.Type.HELD, Signal.Type.ISSUED);
        assertThat(world.told(badge).getLast().providerBadgeId())
                .isEqualTo(have(badge).providerBadgeId());
        assertThat(world.atProvider(badge)).hasSize(1);
    }

    private List<Signal.Type> told(BadgeId badge) {
        return world.told(badge).stream().map(Signal::type).toList();
    }

    @Test
    void downProviderIsProbedOnceAMinuteWhateverWaits() {
        List<BadgeId> badges = Stream.generate(world::wanted).limit(12).toList();
        world.happens(Fault.on(Operation.ANY, Fault.Status.of(503)));
        badges.forEach(worker::settle);
        assertThat(providerCalls()).as("calls until the circuit opened").isEqualTo(5);
        for (int minute = 1; minute <= 4; minute++) {
            world.pass(Duration.ofMinutes(1));
            badges.forEach(worker::settle);
            badges.forEach(world.worker()::settle);
            assertThat(providerCalls()).as("after %d minutes", minute).isEqualTo(5 + minute);
        }
        assertThat(worker.accounts().health(world.connection()).circuitOpen()).isTrue();

        world.calm();

        assertThat(worker.accounts().health(world.connection()).circuitOpen()).isFalse();
        assertThat(badges).allSatisfy(badge -> assertIssued(badge));
        assertThat(world.control().mostLiveBadges()).isLessThanOrEqualTo(1);
    }

    @Test
    void refusedTokenHoldsEverythingUntilAGoodOneIsSaved() {
        BadgeId first = world.wanted();
        BadgeId second = world.wanted();
        world.control().removeToken(world.token());
        worker.settle(first);
        world.pass(Duration.ofMinutes(2));
        worker.settle(first);
        worker.settle(second);
        assertThat(world.badge(first).settling().waitsOn()).isEqualTo(Hold.TOKEN_REFUSED);
        assertThat(world.badge(second).settling().waitsOn()).isEqualTo(Hold.TOKEN_REFUSED);
        worker.tokenCheck().check(worker.deadline());
        assertThat(world.received()).as("released by a token still refused").isEmpty();

        Token good = world.control().createToken(world.organization());
        world.worker()
                .secrets()
                .store(world.connection(), List.of(new Secret("t-2", good.token(), null)));
        world.pass(Duration.ofMinutes(1));
        worker.tokenCheck().check(worker.deadline());
        List<BadgeId> released = world.received();
        assertThat(released).containsExactlyInAnyOrder(first, second);
        released.forEach(worker::settle);

        assertIssued(first);
        assertIssued(second);
    }

    @Test
    void patienceThatTheProviderAsksForIsKeptByEveryBadge() {
        List<BadgeId> badges = Stream.generate(world::wanted).limit(4).toList();
        world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(429).retryAfter("600")).times(1));
        badges.forEach(worker::settle);
        world.pass(Duration.ofSeconds(599));
        badges.forEach(worker::settle);
        badges.forEach(world.worker()::settle);
        assertThat(providerCalls()).isEqualTo(1);

        world.pass(Duration.ofSeconds(1));
        badges.forEach(worker::settle);

        assertThat(badges).allSatisfy(badge -> assertIssued(badge));
    }

    @Test
    void badgeWaitsForAPushWhereNothingIsPushedByItself() {
        world.autoPush(false);
        BadgeId badge = world.wanted();
        worker.settle(badge);
        assertThat(world.badge(badge).settling().waitsOn()).isEqualTo(Hold.AUTO_PUSH_OFF);
        assertThat(world.atProvider(badge)).isEmpty();

        assertThat(worker.pusher().push(badge, "admin")).isTrue();
        List<BadgeId> asked = world.received();
        assertThat(asked).containsExactly(badge);
        asked.forEach(worker::settle);

        assertIssued(badge);
    }

    @Test
    void releaseThatComesJustBeforeTheHoldIsWrittenIsNotMissed() {
        world.autoPush(false);
        BadgeId badge = world.wanted();
        AtomicBoolean released = new AtomicBoolean();
        ExecutionInterceptor release =
                new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(
                            Context.BeforeExecution context, ExecutionAttributes attributes) {
                        if (context.request() instanceof TransactWriteItemsRequest
                                && released.compareAndSet(false, true)) {
                            world.autoPush(true);
                            worker.jobRunner()
                                    .release(world.connection(), null, "admin", worker.deadline());
                        }
                    }
                };
        try (Worker.Aws aws = Worker.Aws.of(world.system(), release)) {
            world.worker(aws).settle(badge);
        }

        assertThat(released).isTrue();
        assertThat(world.received()).as("found by the release").isEmpty();
        assertIssued(badge);
    }

    @Test
    void badgeThatAnotherCameToStandOnIsNotRevoked() {
        BadgeId badge = world.wanted();
        worker.settle(badge);
        world.pass(SettlingWorld.LOOK_UP_LAG);
        BadgeId twin = world.wantedByTwin(badge);
        worker.settle(twin);
        world.unwant(badge);
        worker.settle(badge);

        assertThat(world.control().calls(Operation.REVOKE)).isZero();
        assertThat(world.badge(badge).have()).isNull();
        assertThat(world.liveAtProvider(badge)).containsExactly(have(twin).providerBadgeId());

        world.unwant(twin);
        worker.settle(twin);
        assertThat(world.liveAtProvider(badge)).isEmpty();
    }

    @Test
    void renewalOfASharedBadgeTakesBothAlong() {
        BadgeId badge = world.wanted();
        BadgeId twin = world.wantedByTwin(badge);
        worker.settle(badge);
        world.pass(SettlingWorld.LOOK_UP_LAG);
        worker.settle(twin);
        world.pass(Duration.ofDays(2));
        world.wantAnew(badge);
        worker.settle(badge);

        assertThat(liveAt(badge, twin)).containsExactly(have(badge).providerBadgeId());
        assertThat(have(twin).providerBadgeId()).isEqualTo(have(badge).providerBadgeId());

        world.unwant(badge);
        worker.settle(badge);
        assertThat(liveAt(badge, twin)).containsExactly(have(twin).providerBadgeId());
    }

    @Test
    void runThatIsTooShortForACallSendsTheBadgeOnInstead() {
        BadgeId badge = world.wanted();
        worker.settle(badge, Duration.ofSeconds(4));

        assertThat(world.received()).containsExactly(badge);
        assertThat(providerCalls()).isZero();
        assertThat(world.badge(badge).settling().attempts()).isZero();
    }

    @Test
    void serverThatIsNoLongerAllowedIsNotCalledUntilItIsAgain() {
        BadgeId badge = world.wanted();
        world.disallowing().settle(badge);

        assertThat(providerCalls()).isZero();
        assertThat(worker.badges().history(badge).getLast().said())
                .isNotNull()
                .satisfies(said -> assertThat(said.words()).contains("ProviderOrigins"));

        world.calm();
        assertIssued(badge);
    }

    private long providerCalls() {
        return Stream.of(Operation.values())
                .filter(operation -> operation != Operation.ANY)
                .mapToLong(world.control()::calls)
                .sum();
    }

    private List<String> liveAt(BadgeId one, BadgeId other) {
        return Stream.of(one, other).flatMap(id -> world.liveAtProvider(id).stream()).toList();
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
