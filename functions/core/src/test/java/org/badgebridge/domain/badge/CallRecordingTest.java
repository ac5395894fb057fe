package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.SAID;
import static org.badgebridge.domain.badge.Samples.attempt;
import static org.badgebridge.domain.badge.Samples.calls;
import static org.badgebridge.domain.badge.Samples.claimed;
import static org.badgebridge.domain.badge.Samples.done;
import static org.badgebridge.domain.badge.Samples.doubt;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.have;
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
import java.util.List;

class CallRecordingTest {

    private static final Instant LATER = NOW.plusSeconds(10);

    /// One badge claimed for each kind of call that changes something.
    private static List<Badge> eachCall() {
        World renewing = new World();
        renewing.renewal = Template.Renewal.REPLACE;
        Instant nextDay = NOW.plus(Duration.ofDays(1));
        return List.of(
                lost(),
                claimed(earnedAgain(issued(), nextDay, NOW), renewing, NOW),
                claimed(noLongerEarned(issued(), NOW), NOW));
    }

    @Test
    void aClaimIsWrittenWithItsFenceBeforeAnythingIsSent() {
        Attempt attempt = attempt(lost());
        assertThat(attempt.number()).isEqualTo(1);
        assertThat(attempt.leaseUntil()).isEqualTo(NOW.plusSeconds(90));
        assertThat(attempt.lookUpFrom()).isEqualTo(NOW.plusSeconds(75));
        assertThat(lost().settling().nextAttemptAt()).isEqualTo(NOW.plusSeconds(90));
        assertThat(attempt(claimed(lost(), NOW.plusSeconds(90))).number()).isEqualTo(2);
    }

    @Test
    void everyOutcomeEndsTheAttemptAndLeavesOneLineOfHistory() {
        for (Badge claimed : eachCall()) {
            for (Outcome<ProviderBadge> outcome : failures()) {
                Change change = calls().recorded(claimed, attempt(claimed), outcome, LATER);
                assertThat(change.badge().settling().attempt()).isNull();
                assertThat(change.entries())
                        .singleElement()
                        .satisfies(line -> {
                            assertThat(line.step()).isEqualTo(attempt(claimed).step().word());
                            assertThat(line.outcome()).isEqualTo(outcome.word());
                            assertThat(line.said()).isEqualTo(SAID);
                            assertThat(line.next())
                                    .isEqualTo(change.badge().settling().nextAttemptAt());
                        });
                assertThat(change.badge().have()).isEqualTo(claimed.have());
            }
        }
    }

    private static List<Outcome<ProviderBadge>> failures() {
        return List.of(
                new Outcome.AlreadyThere<>(SAID),
                new Outcome.Refused<>(SAID),
                new Outcome.Unauthorized<>(SAID),
                new Outcome.SlowDown<>(Duration.ofMinutes(3), SAID),
                new Outcome.NotSent<>(SAID),
                new Outcome.Unsure<>(SAID));
    }

    @Test
    void aDoneIssueStandsOnTheProvidersBadgeAndRests() {
        Badge issued = issued();
        assertThat(have(issued).providerBadgeId()).isEqualTo("p1");
        assertThat(have(issued).witness()).isEqualTo(Have.Witness.ANSWER);
        assertThat(issued.settling().nextAttemptAt()).isNull();
    }

    @Test
    void aDoneReplaceKeepsTheOldIdAsHistory() {
        Badge replaced =
                recorded(eachCall().get(1), done(said("p2", ProviderState.ACCEPTED, NOW)), LATER);
        assertThat(have(replaced).providerBadgeId()).isEqualTo("p2");
        assertThat(replaced.formerIds()).containsExactly("p1");
        assertThat(replaced.extraIds()).isEmpty();
    }

    @Test
    void aDoneRevokeEndsItForThatWishWhateverTheProvidersClockSays() {
        ProviderBadge said = said("p1", ProviderState.REVOKED, NOW.minusSeconds(3600));
        Badge revoked = recorded(eachCall().get(2), done(said), LATER);
        assertThat(have(revoked).state()).isEqualTo(ProviderState.REVOKED);
        assertThat(have(revoked).endedByUs()).isEqualTo(2);
        assertThat(revoked.settling().nextAttemptAt()).isNull();
    }

    @Test
    void aRevokeThatLeftItLiveIsNotBelieved() {
        Badge odd =
                recorded(eachCall().get(2), done(said("p1", ProviderState.ACCEPTED, LATER)), LATER);
        assertThat(doubt(odd).step()).isEqualTo(Step.Kind.REVOKE);
    }

    @Test
    void alreadyThereIsLookedUpAtOnce() {
        Badge badge = recorded(lost(), new Outcome.AlreadyThere<>(SAID), LATER);
        assertThat(doubt(badge).reason()).isEqualTo(Doubt.Reason.ALREADY_THERE);
        assertThat(badge.settling().nextAttemptAt()).isEqualTo(LATER);
    }

    @Test
    void refusedNeedsAPersonUnlessTheWishChangedMeanwhile() {
        Badge failed = recorded(lost(), new Outcome.Refused<>(SAID), LATER);
        assertThat(failed.failed()).isTrue();
        assertThat(failed.settling().nextAttemptAt()).isNull();
        Badge flipped = noLongerEarned(lost(), NOW);
        Badge other = recorded(flipped, new Outcome.Refused<>(SAID), LATER);
        assertThat(other.failed()).isFalse();
        assertThat(other.settling().nextAttemptAt()).isEqualTo(LATER);
    }

    @Test
    void slowDownPausesAsLongAsAskedUpToADay() {
        Badge badge = recorded(lost(), new Outcome.SlowDown<>(Duration.ofMinutes(3), SAID), LATER);
        assertThat(badge.settling().nextAttemptAt()).isEqualTo(LATER.plusSeconds(180));
        Badge patient =
                recorded(
                        lost(),
                        new Outcome.SlowDown<>(Duration.ofSeconds(Long.MAX_VALUE), SAID),
                        LATER);
        assertThat(patient.settling().nextAttemptAt()).isEqualTo(LATER.plus(Duration.ofDays(1)));
        Badge past = recorded(lost(), new Outcome.SlowDown<>(Duration.ofDays(-1), SAID), LATER);
        assertThat(past.settling().nextAttemptAt()).isAfter(LATER);
    }

    @Test
    void whatWasNotSentIsTriedAgainAfterAPauseAndDoubtsNothing() {
        for (Badge claimed : eachCall()) {
            Badge badge = recorded(claimed, new Outcome.NotSent<>(SAID), LATER);
            assertThat(badge.doubt()).isNull();
            assertThat(badge.settling().nextAttemptAt())
                    .isBetween(LATER.plusMillis(2500), LATER.plusSeconds(5));
        }
    }

    @Test
    void aRefusedTokenNeverBecomesAHotLoop() {
        Badge badge = recorded(lost(), new Outcome.Unauthorized<>(SAID), LATER);
        assertThat(badge.settling().nextAttemptAt()).isAfter(LATER);
        assertThat(badge.failed()).isFalse();
    }

    @Test
    void unsureIsLookedUpWhenTheProvidersListsCanTell() {
        for (Badge claimed : eachCall()) {
            Badge badge = recorded(claimed, new Outcome.Unsure<>(SAID), LATER);
            assertThat(doubt(badge).step()).isEqualTo(attempt(claimed).step());
            assertThat(badge.settling().nextAttemptAt()).isEqualTo(NOW.plusSeconds(75));
        }
    }

    @Test
    void aWishThatChangedDuringTheCallIsDueAtOnce() {
        Badge flipped = noLongerEarned(lost(), NOW);
        Badge badge = recorded(flipped, done(said("p1", ProviderState.PENDING, NOW)), LATER);
        assertThat(badge.settling().nextAttemptAt()).isEqualTo(LATER);
        assertThat(new World().stepOf(badge, LATER)).isEqualTo(new Step.Revoke("p1"));
    }

    @Test
    void issueRevokeIssueDuringOneCallEndsIssued() {
        Badge flipped = earnedAgain(noLongerEarned(lost(), NOW), NOW, NOW);
        Badge badge = recorded(flipped, done(said("p1", ProviderState.PENDING, NOW)), LATER);
        assertThat(new World().stepOf(badge, LATER)).isEqualTo(new Step.Nothing());

        Badge revoking = earnedAgain(eachCall().get(2), NOW, NOW);
        Badge ended = recorded(revoking, done(said("p1", ProviderState.REVOKED, LATER)), LATER);
        assertThat(new World().stepOf(ended, LATER)).isInstanceOf(Step.Issue.class);
    }

    @Test
    void retriesPauseLongerAndLongerForDaysThenAPersonIsAsked() {
        Badge badge = wanted();
        Instant now = NOW;
        int tries = 0;
        while (!badge.failed()) {
            badge = recorded(claimed(badge, now), new Outcome.NotSent<>(SAID), now);
            Instant next = badge.settling().nextAttemptAt();
            if (next != null) {
                assertThat(Duration.between(now, next))
                        .isBetween(Duration.ofMillis(2500), Duration.ofMinutes(15));
                now = next;
            }
            tries++;
        }
        assertThat(Duration.between(NOW, now)).isGreaterThan(Duration.ofDays(7));
        assertThat(tries).isBetween(600, 1500);
        Badge retried = badge.retried(Samples.ADMIN, now).badge();
        assertThat(new World().stepOf(retried, now)).isInstanceOf(Step.Issue.class);
        Badge again = recorded(claimed(retried, now), new Outcome.NotSent<>(SAID), now);
        assertThat(again.failed()).isFalse();
    }

    @Test
    void timeInAHoldDoesNotUseUpPatience() {
        Badge badge = recorded(lost(), new Outcome.NotSent<>(SAID), NOW);
        Instant month = NOW.plus(Duration.ofDays(30));
        badge = badge.held(Hold.CONNECTION_DISABLED, month, LATER).badge();
        badge = recorded(claimed(badge, month), new Outcome.NotSent<>(SAID), month);
        assertThat(badge.failed()).isFalse();
    }

    @Test
    void aLateSuccessIsKeptAndLookedUp() {
        Badge lost = lost();
        Badge taken = claimed(lost, NOW.plusSeconds(90));
        Badge nothing = Samples.found(taken, NOW.plusSeconds(91));
        Badge late = late(nothing, lost, "p1");
        assertThat(have(late).providerBadgeId()).isEqualTo("p1");
        assertThat(doubt(late).step()).isEqualTo(Step.Kind.ISSUE);
        assertThat(late.settling().nextAttemptAt()).isNotNull();
    }

    @Test
    void aLateSuccessReopensABadgeThatWasGivenToAPerson() {
        Badge lost = lost();
        Badge failed = recorded(lost, new Outcome.Refused<>(SAID), NOW);
        Badge late = late(failed, lost, "p1");
        assertThat(late.failed()).isFalse();
        assertThat(late.settling().nextAttemptAt()).isNotNull();
    }

    @Test
    void aSecondLiveBadgeIsShownAndNotHiddenAsAFormerOne() {
        Badge late = late(issued(), lost(), "p2");
        assertThat(have(late).providerBadgeId()).isEqualTo("p1");
        assertThat(late.extraIds()).containsExactly("p2");
        assertThat(late.formerIds()).isEmpty();
        assertThat(late.doubt()).isNotNull();

        Badge lateDuringACall = late(lost(), lost(), "p1");
        Badge second = recorded(lateDuringACall, done(said("p2", ProviderState.PENDING, NOW)), NOW);
        assertThat(have(second).providerBadgeId()).isEqualTo("p1");
        assertThat(second.extraIds()).containsExactly("p2");
        assertThat(second.doubt()).isNotNull();
    }

    @Test
    void aLateAnswerNeverHidesTheCallThatIsStillOut() {
        Badge revoking = claimed(noLongerEarned(issued(), NOW), NOW);
        Badge late = late(revoking, lost(), "p1");
        assertThat(doubt(late).step()).isEqualTo(Step.Kind.REVOKE);
        assertThat(late.settling().nextAttemptAt()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void aLateWordOnASupersededBadgeIsHistoryOnly() {
        Badge replaced =
                recorded(eachCall().get(1), done(said("p2", ProviderState.ACCEPTED, NOW)), LATER);
        Badge late = late(replaced, lost(), "p1");
        assertThat(late.have()).isEqualTo(replaced.have());
        assertThat(late.extraIds()).isEmpty();
        assertThat(late.settling()).isEqualTo(replaced.settling());
        assertThat(late.history().size()).isEqualTo(replaced.history().size() + 1);
    }

    @Test
    void aLateIssueDoesNotBringBackWhatWasRevoked() {
        Badge late = late(revoked(), lost(), "p1");
        assertThat(have(late).live()).isFalse();
    }

    private static Badge late(Badge badge, Badge claimedBefore, String id) {
        ProviderBadge got = said(id, ProviderState.PENDING, NOW);
        return calls().late(badge, attempt(claimedBefore), got, NOW.plusSeconds(120)).badge();
    }
}
