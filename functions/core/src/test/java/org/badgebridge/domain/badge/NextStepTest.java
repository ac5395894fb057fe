package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.claimed;
import static org.badgebridge.domain.badge.Samples.done;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.issued;
import static org.badgebridge.domain.badge.Samples.lost;
import static org.badgebridge.domain.badge.Samples.noLongerEarned;
import static org.badgebridge.domain.badge.Samples.recorded;
import static org.badgebridge.domain.badge.Samples.revoked;
import static org.badgebridge.domain.badge.Samples.said;
import static org.badgebridge.domain.badge.Samples.wanted;

import org.badgebridge.domain.account.Template;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class NextStepTest {

    private static final Instant NEXT_DAY = NOW.plus(Duration.ofDays(1));

    private final World world = new World();

    @Test
    void aWantedBadgeIsIssued() {
        assertThat(world.stepOf(wanted(), NOW)).isInstanceOf(Step.Issue.class);
    }

    @Test
    void anIssuedBadgeIsLeftAlone() {
        assertThat(world.stepOf(issued(), NOW)).isEqualTo(new Step.Nothing());
    }

    @Test
    void anUnfinishedAttemptIsLeftToItsWorkerUntilTheLeaseEnds() {
        assertThat(world.stepOf(lost(), NOW.plusSeconds(89)))
                .isInstanceOfSatisfying(
                        Step.Wait.class, w -> assertThat(w.until()).isEqualTo(NOW.plusSeconds(90)));
    }

    @Test
    void anUnfinishedAttemptIsLookedUpAfterItsLeaseAndNeverRepeatedBlind() {
        assertThat(world.stepOf(lost(), NOW.plusSeconds(90))).isInstanceOf(Step.LookUp.class);
    }

    @Test
    void anUnsureCallIsLookedUpNotBeforeTheProvidersListsCanShowIt() {
        Badge unsure = recorded(lost(), new Outcome.Unsure<>(Samples.SAID), NOW.plusSeconds(15));
        assertThat(world.stepOf(unsure, NOW.plusSeconds(74))).isInstanceOf(Step.Wait.class);
        assertThat(world.stepOf(unsure, NOW.plusSeconds(75))).isInstanceOf(Step.LookUp.class);
    }

    @Test
    void aDoubtIsLookedUpAlsoWhenTheBadgeIsNoLongerWanted() {
        Badge flipped = noLongerEarned(lost(), NOW.plusSeconds(1));
        assertThat(world.stepOf(flipped, NEXT_DAY)).isInstanceOf(Step.LookUp.class);
    }

    @Test
    void aFailedBadgeIsLeftToAPersonAlsoWithADoubt() {
        Badge failed = recorded(lost(), new Outcome.Refused<>(Samples.SAID), NOW);
        assertThat(world.stepOf(failed, NEXT_DAY)).isEqualTo(new Step.Nothing());
    }

    @Test
    void theConnectionsPatienceComesBeforeAHold() {
        world.health = world.health.slowedDown(NOW, Duration.ofMinutes(2));
        world.paused = true;
        assertThat(world.stepOf(wanted(), NOW))
                .isInstanceOfSatisfying(
                        Step.Wait.class,
                        w -> assertThat(w.until()).isEqualTo(NOW.plusSeconds(120)));
        assertThat(world.stepOf(wanted(), NOW.plusSeconds(120)))
                .isEqualTo(new Step.Held(Hold.PAUSED));
    }

    @Test
    void anOpenCircuitIsWaitedForUntilAProbeIsDue() {
        world.health = world.health.opened(NOW, "down");
        assertThat(world.stepOf(wanted(), NOW.plusSeconds(59))).isInstanceOf(Step.Wait.class);
        assertThat(world.stepOf(wanted(), NOW.plusSeconds(60))).isInstanceOf(Step.Issue.class);
    }

    @Test
    void aFailedTryPausesTheBadge() {
        Badge paused = recorded(lost(), new Outcome.NotSent<>(Samples.SAID), NOW);
        assertThat(world.stepOf(paused, NOW)).isInstanceOf(Step.Wait.class);
        assertThat(world.stepOf(paused, NOW.plusSeconds(5))).isInstanceOf(Step.Issue.class);
    }

    @Test
    void aBadgeWithNothingToDoIsNeitherHeldNorWaiting() {
        world.paused = true;
        world.enabled = false;
        world.autoPush = false;
        world.active = false;
        world.email = null;
        world.blocked = true;
        world.health =
                world.health
                        .slowedDown(NOW, Duration.ofHours(1))
                        .opened(NOW, "down")
                        .tokenRefused(NOW, "no");
        assertThat(world.stepOf(issued(), NOW)).isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(revoked(), NOW)).isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(noLongerEarned(wanted(), NOW), NOW)).isEqualTo(new Step.Nothing());
    }

    @Test
    void newerDatesReplaceALiveBadgeOnlyWhereRenewalSaysSo() {
        Badge renewed = earnedAgain(issued(), NEXT_DAY, NEXT_DAY);
        assertThat(world.stepOf(renewed, NEXT_DAY)).isEqualTo(new Step.Nothing());
        world.renewal = Template.Renewal.REPLACE;
        assertThat(world.stepOf(renewed, NEXT_DAY))
                .isInstanceOfSatisfying(
                        Step.Replace.class, r -> assertThat(r.target()).isEqualTo("p1"));
    }

    @Test
    void aReplacedBadgeIsNotReplacedAgainWhateverDatesTheProviderTells() {
        world.renewal = Template.Renewal.REPLACE;
        Badge claimed = claimed(earnedAgain(issued(), NEXT_DAY, NEXT_DAY), world, NEXT_DAY);
        Badge replaced =
                recorded(claimed, done(said("p2", ProviderState.PENDING, NEXT_DAY)), NEXT_DAY);
        assertThat(world.stepOf(replaced, NEXT_DAY)).isEqualTo(new Step.Nothing());
    }

    @Test
    void olderOrSameDatesReplaceNothing() {
        world.renewal = Template.Renewal.REPLACE;
        assertThat(world.stepOf(earnedAgain(issued(), NOW.minusSeconds(9), NOW), NOW))
                .isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(earnedAgain(issued(), NOW.plusMillis(900), NOW), NOW))
                .isEqualTo(new Step.Nothing());
    }

    @Test
    void aProviderThatKeepsDaysOnlyIsNotRenewedForAnHourOfTheSameDay() {
        world.renewal = Template.Renewal.REPLACE;
        Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
        Badge daily = withIssuedAt(issued(), midnight);
        assertThat(world.stepOf(earnedAgain(daily, NOW.plusSeconds(3600), NOW), NOW))
                .isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(earnedAgain(daily, midnight.plus(Duration.ofDays(1)), NOW), NOW))
                .isInstanceOf(Step.Replace.class);
    }

    @Test
    void whatWeEndedIsIssuedAnewWhenEarnedAgain() {
        assertThat(world.stepOf(earnedAgain(revoked(), NEXT_DAY, NEXT_DAY), NEXT_DAY))
                .isInstanceOf(Step.Issue.class);
    }

    @Test
    void whatEndedAtTheProviderIsNotIssuedAgainByRules() {
        for (ProviderState over :
                new ProviderState[] {
                    ProviderState.REJECTED, ProviderState.REVOKED, ProviderState.DELETED
                }) {
            Badge ended = endedThere(over);
            assertThat(world.stepOf(ended, NOW)).isEqualTo(new Step.Nothing());
            assertThat(world.stepOf(earnedAgain(ended, NEXT_DAY, NEXT_DAY), NEXT_DAY))
                    .isEqualTo(new Step.Nothing());
        }
    }

    @Test
    void whatEndedAtTheProviderIsIssuedAnewOnceOnAPersonsWord() {
        Badge ended = endedThere(ProviderState.REJECTED).rested(NOW);
        Wanted again = ended.wanted().byPerson(Wanted.Kind.ISSUED, Samples.ADMIN);
        Badge asked = ended.wanting(again, NOW).badge();
        assertThat(world.stepOf(asked, NOW)).isInstanceOf(Step.Issue.class);

        Badge rejectedAgain =
                recorded(claimed(asked, NOW), done(said("p2", ProviderState.REJECTED, NOW)), NOW);
        assertThat(world.stepOf(rejectedAgain, NEXT_DAY)).isEqualTo(new Step.Nothing());
    }

    @Test
    void aLiveBadgeNoLongerWantedIsRevoked() {
        assertThat(world.stepOf(noLongerEarned(issued(), NOW), NOW))
                .isEqualTo(new Step.Revoke("p1"));
    }

    @Test
    void aLiveBadgeThatAnotherOfOursWantsIsGivenUpEvenWhilePaused() {
        world.othersWant = true;
        world.paused = true;
        assertThat(world.stepOf(noLongerEarned(issued(), NOW), NOW))
                .isEqualTo(new Step.GiveUp("p1"));
    }

    @Test
    void nothingIsRevokedWhereNothingLives() {
        assertThat(world.stepOf(noLongerEarned(wanted(), NOW), NOW)).isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(noLongerEarned(endedThere(ProviderState.DELETED), NOW), NOW))
                .isEqualTo(new Step.Nothing());
    }

    private static Badge endedThere(ProviderState over) {
        return recorded(lost(), done(said("p1", over, NOW)), NOW);
    }

    private static Badge withIssuedAt(Badge badge, Instant issuedAt) {
        Have have = Samples.have(badge);
        return badge.having(
                new Have(
                        have.providerBadgeId(),
                        have.state(),
                        have.asOf(),
                        have.witness(),
                        issuedAt,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null),
                badge.formerIds(),
                badge.extraIds(),
                NOW);
    }
}
