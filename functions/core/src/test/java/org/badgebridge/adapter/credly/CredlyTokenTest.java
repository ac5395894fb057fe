package org.badgebridge.adapter.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.adapter.provider.ProviderContract.done;

import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Token;
import org.junit.jupiter.api.Test;

import java.time.Instant;

final class CredlyTokenTest {

    private static final String ADA = "ada@example.org";

    @Test
    void tokenThatWasRotatedIsReadAgain() {
        try (CredlyFixture world = new CredlyFixture()) {
            done(world.provider().test());
            Token fresh = world.control().createToken(world.organization());
            world.control().expireToken(world.token(), Instant.EPOCH);
            world.secrets().rotate(CredlyFixture.CONNECTION, fresh.token());

            done(world.provider().issue(world.award(ADA)));
            assertThat(world.calls(Operation.ISSUE)).isEqualTo(2);
            assertThat(world.liveBadges()).isEqualTo(1);

            done(world.provider().issue(world.award("grace@example.org")));
            assertThat(world.calls(Operation.ISSUE)).isEqualTo(3);
        }
    }

    @Test
    void newTokenThatIsNotValidYetLeavesTheOldOneInUse() {
        try (CredlyFixture world = new CredlyFixture()) {
            world.secrets().rotate(CredlyFixture.CONNECTION, "tok_not_yet", world.token().token());

            done(world.provider().issue(world.award(ADA)));
            assertThat(world.liveBadges()).isEqualTo(1);
        }
    }

    @Test
    void onlyTokenIsTriedOnce() {
        try (CredlyFixture world = new CredlyFixture()) {
            world.control().expireToken(world.token(), Instant.EPOCH);

            Outcome<ProviderBadge> outcome = world.provider().issue(world.award(ADA));
            assertThat(outcome).isInstanceOf(Outcome.Unauthorized.class);
            assertThat(outcome.said().status()).isEqualTo(401);
            assertThat(world.calls(Operation.ISSUE)).isEqualTo(1);
        }
    }

    @Test
    void neverMoreThanTwoTokensAreTried() {
        try (CredlyFixture world = new CredlyFixture()) {
            world.secrets()
                    .rotate(CredlyFixture.CONNECTION, "tok_1", "tok_2", world.token().token());

            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOf(Outcome.Unauthorized.class);
            assertThat(world.calls(Operation.ISSUE)).isEqualTo(2);
        }
    }

    @Test
    void tokenWithoutTheRightIsUnauthorized() {
        try (CredlyFixture world = new CredlyFixture()) {
            Token reading = world.control().createToken(world.organization(), true, false, false);
            world.secrets().rotate(CredlyFixture.CONNECTION, reading.token());

            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOfSatisfying(
                            Outcome.Unauthorized.class,
                            outcome -> assertThat(outcome.said().status()).isEqualTo(403));
            assertThat(world.provider().test()).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void missingTokenAsksForOne() {
        try (CredlyFixture world = new CredlyFixture()) {
            world.secrets().remove(CredlyFixture.CONNECTION);

            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOfSatisfying(
                            Outcome.Unauthorized.class,
                            outcome -> assertThat(outcome.said().words()).contains("save it here"));
            assertThat(world.calls(Operation.ANY)).isZero();
        }
    }

    @Test
    void tokenSavedAfterTheCacheFoundNoneIsSeenAtOnce() {
        try (CredlyFixture world = new CredlyFixture()) {
            world.secrets().remove(CredlyFixture.CONNECTION);
            world.provider().test();
            world.secrets().rotate(CredlyFixture.CONNECTION, world.token().token());

            assertThat(world.provider().test()).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void storeOfSecretsThatFailsSendsNothing() {
        try (CredlyFixture world = new CredlyFixture()) {
            world.secrets().reachable(false);

            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOf(Outcome.NotSent.class);
            assertThat(world.calls(Operation.ANY)).isZero();
        }
    }

    @Test
    void storeOfSecretsThatFailsAfterARefusalHasChangedNothing() {
        try (CredlyFixture world = new CredlyFixture()) {
            done(world.provider().test());
            world.secrets().reachable(false);
            world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(401)));

            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOf(Outcome.NotSent.class);
            assertThat(world.liveBadges()).isZero();
        }
    }
}
