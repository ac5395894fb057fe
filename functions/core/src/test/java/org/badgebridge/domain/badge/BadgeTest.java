package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.ADMIN;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.SAID;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.have;
import static org.badgebridge.domain.badge.Samples.issued;
import static org.badgebridge.domain.badge.Samples.lost;
import static org.badgebridge.domain.badge.Samples.noLongerEarned;
import static org.badgebridge.domain.badge.Samples.recorded;
import static org.badgebridge.domain.badge.Samples.revoked;
import static org.badgebridge.domain.badge.Samples.terms;
import static org.badgebridge.domain.badge.Samples.wanted;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

class BadgeTest {

    private static final Instant LATER = NOW.plusSeconds(3600);

    @Test
    void rulesThatSayTheSameChangeNothing() {
        Wanted wanted = wanted().wanted();
        assertThat(wanted.byRules(ADMIN, terms(NOW))).isSameAs(wanted);
        assertThat(wanted().wanting(wanted, LATER).entries()).isEmpty();
    }

    @Test
    void aPersonsDecisionOutranksRules() {
        Wanted revoked = wanted().wanted().byPerson(Wanted.Kind.REVOKED, ADMIN);
        assertThat(revoked.byRules(ADMIN, terms(LATER))).isSameAs(revoked);
    }

    @Test
    void aChangedWishForgetsFailureAndTroubleAndIsDueNow() {
        Badge failed = recorded(lost(), new Outcome.Refused<>(SAID), NOW);
        Badge badge = earnedAgain(failed, LATER, LATER);
        assertThat(badge.failed()).isFalse();
        assertThat(badge.settling().nextAttemptAt()).isEqualTo(LATER);
    }

    @Test
    void anUnusedPushGoesOnToNewerDatesOfTheSameAward() {
        World manual = new World();
        manual.autoPush = false;
        Badge pushed = wanted().pushed(ADMIN, NOW).badge();
        Badge renewed = earnedAgain(pushed, LATER, LATER);
        assertThat(manual.stepOf(renewed, LATER)).isInstanceOf(Step.Issue.class);
    }

    @Test
    void aPushLapsesWithTheAwardItWasGivenFor() {
        World manual = new World();
        manual.autoPush = false;
        Badge pushed = wanted().pushed(ADMIN, NOW).badge();
        Badge again = earnedAgain(noLongerEarned(pushed, NOW), LATER, LATER);
        assertThat(manual.stepOf(again, LATER)).isEqualTo(new Step.Held(Hold.AUTO_PUSH_OFF));
    }

    @Test
    void aHoldIsToldOnceAndLookedAtAgainAllTheSame() {
        Change first = wanted().held(Hold.PAUSED, LATER, NOW);
        Change second = first.badge().held(Hold.PAUSED, LATER.plusSeconds(9), LATER);
        assertThat(first.entries()).hasSize(1);
        assertThat(second.entries()).isEmpty();
        assertThat(second.badge().settling().nextAttemptAt()).isEqualTo(LATER.plusSeconds(9));
        assertThat(second.badge().settling().waitsOn()).isEqualTo(Hold.PAUSED);
    }

    @Test
    void whatPersonsAndEventsDidIsAlwaysALineOfItsOwn() {
        Badge pushed = wanted().pushed(ADMIN, NOW).badge();
        Cause other = Cause.person("other admin", null, NOW);
        HistoryEntry line = pushed.pushed(other, NOW).entries().getFirst();
        assertThat(line.count()).isEqualTo(1);
        assertThat(line.by()).isEqualTo(other);
        assertThat(line.number()).isEqualTo(pushed.history().size() + 1);
    }

    @Test
    void aRetryLooksUpADoubtFirst() {
        Badge unsure = recorded(lost(), new Outcome.Unsure<>(SAID), NOW);
        Badge retried = unsure.retried(ADMIN, LATER).badge();
        assertThat(new World().stepOf(retried, LATER)).isInstanceOf(Step.LookUp.class);
    }

    @Test
    void aFailedBadgeThatIsLookedAtStaysToBeSettled() {
        Badge failed = recorded(lost(), new Outcome.Refused<>(SAID), NOW);
        Badge retried = failed.rested(NOW).retried(ADMIN, LATER).badge();
        assertThat(retried.settling().nextAttemptAt()).isEqualTo(LATER);
        assertThat(new World().stepOf(retried, LATER)).isInstanceOf(Step.Issue.class);
    }

    @Test
    void aSharedBadgeIsGivenUpAndMayBeStoodOnAgain() {
        Change change = noLongerEarned(issued(), NOW).gaveUp(LATER);
        Badge badge = change.badge();
        assertThat(badge.have()).isNull();
        assertThat(badge.formerIds()).isEmpty();
        assertThat(badge.settling().nextAttemptAt()).isNull();
        assertThat(change.entries())
                .singleElement()
                .satisfies(line -> assertThat(line.said()).isNotNull());
        assertThat(new World().stepOf(earnedAgain(badge, LATER, LATER), LATER))
                .isInstanceOf(Step.Issue.class);
    }

    @Test
    void whatAnotherBadgeEndedIsIssuedAnewWhereStillWanted() {
        Badge beside = issued().endedBeside(have(revoked()).providerBadgeId(), LATER).badge();
        assertThat(beside.settling().nextAttemptAt()).isEqualTo(LATER);
        assertThat(new World().stepOf(beside, LATER)).isInstanceOf(Step.Issue.class);
    }

    @Test
    void everyStateOfABadgeHasItsWord() {
        World world = new World();
        Badge unsure = recorded(lost(), new Outcome.Unsure<>(SAID), NOW);
        assertThat(seen(world, wanted(), NOW)).isEqualTo(BadgeState.QUEUED);
        assertThat(seen(world, lost(), NOW)).isEqualTo(BadgeState.ISSUING);
        assertThat(seen(world, lost(), LATER)).isEqualTo(BadgeState.UNSURE);
        assertThat(seen(world, unsure, NOW)).isEqualTo(BadgeState.UNSURE);
        assertThat(seen(world, recorded(lost(), new Outcome.NotSent<>(SAID), NOW), NOW))
                .isEqualTo(BadgeState.RETRYING);
        assertThat(seen(world, recorded(lost(), new Outcome.Refused<>(SAID), NOW), NOW))
                .isEqualTo(BadgeState.FAILED);
        assertThat(seen(world, issued(), NOW)).isEqualTo(BadgeState.ISSUED);
        assertThat(seen(world, noLongerEarned(issued(), NOW), NOW)).isEqualTo(BadgeState.REVOKING);
        assertThat(seen(world, revoked(), NOW)).isEqualTo(BadgeState.REVOKED);
        world.paused = true;
        assertThat(seen(world, wanted(), NOW)).isEqualTo(BadgeState.HELD);
        assertThat(seen(world, issued(), NOW)).isEqualTo(BadgeState.ISSUED);
    }

    private static BadgeState seen(World world, Badge badge, Instant now) {
        return BadgeState.of(world.around(badge, now)).state();
    }

    @Test
    void pausesAreJitteredAndBounded() {
        Backoff backoff = new Backoff(new Random(3));
        for (int tries : new int[] {-1, 0, 1, 2, 8, 9, 100, Integer.MAX_VALUE}) {
            for (int i = 0; i < 200; i++) {
                assertThat(backoff.after(tries))
                        .isBetween(Duration.ofMillis(2500), Duration.ofMinutes(15));
            }
        }
        assertThat(backoff.after(1)).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(30)).isGreaterThanOrEqualTo(Duration.ofSeconds(450));
    }

    @Test
    void olderWordNeverOverwritesNewer() {
        Have newer =
                Have.of(
                        Samples.said("p1", ProviderState.ACCEPTED, LATER),
                        Have.Witness.ANSWER,
                        LATER);
        assertThat(
                        newer.heard(
                                Samples.said("p1", ProviderState.PENDING, NOW),
                                Have.Witness.READ_BACK,
                                LATER))
                .isSameAs(newer);
        assertThat(
                        newer.heard(
                                Samples.said("p2", ProviderState.REVOKED, LATER.plusSeconds(1)),
                                Have.Witness.READ_BACK,
                                LATER))
                .isSameAs(newer);
    }
}
