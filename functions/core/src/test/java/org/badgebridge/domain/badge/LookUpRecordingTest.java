package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.SAID;
import static org.badgebridge.domain.badge.Samples.SOUGHT;
import static org.badgebridge.domain.badge.Samples.claimed;
import static org.badgebridge.domain.badge.Samples.done;
import static org.badgebridge.domain.badge.Samples.doubt;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.found;
import static org.badgebridge.domain.badge.Samples.have;
import static org.badgebridge.domain.badge.Samples.issued;
import static org.badgebridge.domain.badge.Samples.lookUps;
import static org.badgebridge.domain.badge.Samples.lost;
import static org.badgebridge.domain.badge.Samples.noLongerEarned;
import static org.badgebridge.domain.badge.Samples.recorded;
import static org.badgebridge.domain.badge.Samples.revoked;
import static org.badgebridge.domain.badge.Samples.said;

import org.badgebridge.domain.account.Template;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class LookUpRecordingTest {

    private static final Instant LATER = NOW.plusSeconds(90);
    private static final Duration LAG = Duration.ofSeconds(60);

    private static Badge unsureIssue() {
        return claimed(lost(), LATER);
    }

    private static Badge alreadyThere(Badge claimed) {
        return claimed(recorded(claimed, new Outcome.AlreadyThere<>(SAID), LATER), LATER);
    }

    private static Badge unsureReplace() {
        World renewing = new World();
        renewing.renewal = Template.Renewal.REPLACE;
        Badge replacing = claimed(earnedAgain(issued(), LATER, NOW), renewing, NOW);
        return claimed(replacing, LATER);
    }

    private static Badge unsureRevoke() {
        return claimed(claimed(noLongerEarned(issued(), NOW), NOW), LATER);
    }

    private static ProviderBadge made(
            String id, Instant createdAt, @Nullable String replaces, @Nullable String replacedBy) {
        return said(id, ProviderState.PENDING, createdAt, createdAt, replaces, replacedBy);
    }

    @Test
    void aLiveHitIsAdopted() {
        Badge badge = found(unsureIssue(), LATER, said("p1", ProviderState.ACCEPTED, NOW));
        assertThat(have(badge).providerBadgeId()).isEqualTo("p1");
        assertThat(have(badge).witness()).isEqualTo(Have.Witness.READ_BACK);
        assertThat(badge.doubt()).isNull();
        assertThat(badge.settling().nextAttemptAt()).isNull();
    }

    @Test
    void aHitThatIsNotOursIsNotAdoptedThoughTheProviderReturnsIt() {
        ProviderBadge theirs = said("p1", ProviderState.PENDING, NOW);
        List<ProviderBadge> strangers =
                List.of(
                        of(theirs, "other", "welder", "AAAAAAAAAAAAAAAAAAAAAA", "x@example.org"),
                        of(theirs, "organization", "other", "AAAAAAAAAAAAAAAAAAAAAA", null),
                        of(theirs, "organization", "welder", "BBBBBBBBBBBBBBBBBBBBBB", null),
                        of(theirs, "organization", "welder", null, "bob@example.org"));
        for (ProviderBadge stranger : strangers) {
            assertThat(found(unsureIssue(), LATER, stranger).have()).isNull();
        }
    }

    @Test
    void aHitIsOursByEarnerIdOrByEmailInAnyCase() {
        ProviderBadge hit = said("p1", ProviderState.PENDING, NOW);
        String earner = World.LEARNER.value();
        for (ProviderBadge ours :
                List.of(
                        of(hit, "organization", "welder", earner, "old@example.org"),
                        of(hit, "organization", "welder", null, "ADA@Example.org"))) {
            assertThat(found(unsureIssue(), LATER, ours).have()).isNotNull();
        }
    }

    private static ProviderBadge of(
            ProviderBadge like,
            String organization,
            String template,
            @Nullable String earner,
            @Nullable String email) {
        return new ProviderBadge(
                like.id(),
                organization,
                template,
                earner,
                email,
                like.state(),
                like.asOf(),
                like.createdAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void ofTwoLiveHitsTheOldestIsKeptAndTheOtherShown() {
        Badge badge =
                found(
                        unsureIssue(),
                        LATER,
                        made("p2", NOW.plusSeconds(2), null, null),
                        made("p1", NOW.plusSeconds(1), null, null),
                        made("p0", NOW, null, "p1"));
        assertThat(have(badge).providerBadgeId()).isEqualTo("p1");
        assertThat(badge.extraIds()).containsExactly("p2");
        assertThat(BadgeState.of(new World().around(badge, LATER)).reason()).isNotBlank();
    }

    @Test
    void whatTheCallMadeAndTheLearnerRejectedMeanwhileIsKnownAsEndedThere() {
        Badge badge = found(unsureIssue(), LATER, said("p1", ProviderState.REJECTED, LATER));
        assertThat(have(badge).state()).isEqualTo(ProviderState.REJECTED);
        assertThat(new World().stepOf(badge, LATER)).isEqualTo(new Step.Nothing());
    }

    @Test
    void whatEndedLongBeforeTheCallTellsNothing() {
        Instant old = NOW.minus(Duration.ofDays(9));
        Badge badge =
                found(
                        unsureIssue(),
                        LATER,
                        said("p1", ProviderState.REVOKED, old, old, null, null));
        assertThat(badge.have()).isNull();
        assertThat(doubt(badge).empties()).isEqualTo(1);
    }

    @Test
    void whatWeEndedAMinuteAgoIsNotTakenForWhatTheNewCallMade() {
        Badge again = claimed(claimed(earnedAgain(revoked(), NOW, NOW), NOW), LATER);
        Badge lagging = found(again, LATER, said("p1", ProviderState.PENDING, NOW));
        Badge current = found(again, LATER, said("p1", ProviderState.REVOKED, LATER));
        for (Badge badge : List.of(lagging, current)) {
            assertThat(have(badge).live()).isFalse();
            assertThat(doubt(badge).empties()).isEqualTo(1);
        }
    }

    @Test
    void whatWasSupersededIsNotAdoptedAgainFromALaggingList() {
        Badge replaced = found(unsureReplace(), LATER, made("p2", LATER, "p1", null));
        Badge revoking = claimed(noLongerEarned(replaced, LATER), LATER);
        Badge ended = recorded(revoking, done(said("p2", ProviderState.REVOKED, LATER)), LATER);
        Instant then = LATER.plusSeconds(90);
        Badge again = claimed(claimed(earnedAgain(ended, LATER, LATER), LATER), then);
        Badge badge = found(again, then, made("p1", NOW, null, null));
        assertThat(have(badge).live()).isFalse();
        assertThat(doubt(badge).empties()).isEqualTo(1);
    }

    @Test
    void issuesAgainOnlyAfterTwoEmptyLookUpsApart() {
        Badge once = found(unsureIssue(), LATER);
        assertThat(once.settling().nextAttemptAt()).isEqualTo(LATER.plus(LAG));
        Instant then = LATER.plus(LAG);
        Badge twice = found(claimed(once, then), then);
        assertThat(twice.doubt()).isNull();
        assertThat(new World().stepOf(twice, then)).isInstanceOf(Step.Issue.class);
    }

    @Test
    void issuesAgainOnlyAfterFourWhereDuplicatesAreAllowed() {
        Badge badge = lost();
        Instant now = LATER;
        for (int empties = 1; empties <= 4; empties++) {
            Badge claimed = claimed(badge, now);
            badge =
                    lookUps()
                            .recorded(claimed, doubt(claimed), SOUGHT, done(List.of()), true, now)
                            .badge();
            assertThat(badge.doubt() == null).isEqualTo(empties == 4);
            now = now.plus(LAG);
        }
    }

    @Test
    void alreadyThereButNowhereToBeSeenIsGivenToAPersonWithTheRemedy() {
        Badge badge = alreadyThere(lost());
        Instant now = LATER;
        badge = found(badge, now);
        for (int i = 0; i < 2; i++) {
            now = now.plus(LAG);
            assertThat(badge.failed()).isFalse();
            badge = found(claimed(badge, now), now);
        }
        assertThat(badge.failed()).isTrue();
        assertThat(BadgeState.of(new World().around(badge, now)).reason())
                .contains("Look for it at the provider");
    }

    @Test
    void alreadyThereThatEndedSinceIsIssuedAgainAfterAPause() {
        ProviderBadge ended = said("p0", ProviderState.REVOKED, LATER, NOW, null, null);
        Badge badge = found(alreadyThere(lost()), LATER, ended);
        Instant paused = badge.settling().nextAttemptAt();
        assertThat(paused).isNotNull().isAfter(LATER);
        assertThat(badge.settling().revive()).isNull();
        assertThat(new World().stepOf(badge, LATER.plus(LAG))).isInstanceOf(Step.Issue.class);
    }

    @Test
    void alreadyThereAndOnlyEndedIsReplacedOnce() {
        Instant old = NOW.minus(Duration.ofDays(9));
        ProviderBadge ended = said("p0", ProviderState.REVOKED, old, old, null, null);
        Badge once = found(alreadyThere(lost()), LATER, ended);
        assertThat(doubt(once).empties()).as("a live one may be too new to be listed").isOne();
        Instant listed = LATER.plus(LAG);
        Badge badge = found(claimed(once, listed), listed, ended);
        assertThat(new World().stepOf(badge, listed))
                .isInstanceOfSatisfying(
                        Step.Replace.class, r -> assertThat(r.target()).isEqualTo("p0"));

        Badge refusedAgain = found(alreadyThere(claimed(badge, LATER)), LATER, ended);
        assertThat(doubt(refusedAgain).empties()).isEqualTo(1);

        Badge revived =
                recorded(
                        claimed(badge, LATER),
                        done(said("p1", ProviderState.PENDING, LATER)),
                        LATER);
        assertThat(have(revived).providerBadgeId()).isEqualTo("p1");
        assertThat(revived.formerIds()).containsExactly("p0");
        assertThat(revived.settling().revive()).isNull();
    }

    @Test
    void anUnsureReplaceLooksForWhatReplacesTheOld() {
        ProviderBadge old = made("p1", NOW, null, null);
        Badge empty = found(unsureReplace(), LATER, old);
        assertThat(have(empty).providerBadgeId()).isEqualTo("p1");
        assertThat(doubt(empty).empties()).isEqualTo(1);

        Badge badge = found(unsureReplace(), LATER, old, made("p2", LATER, "p1", null));
        assertThat(have(badge).providerBadgeId()).isEqualTo("p2");
        assertThat(badge.formerIds()).containsExactly("p1");
        assertThat(badge.extraIds()).isEmpty();
    }

    @Test
    void anUnsureRevokeIsDoneWhenTheBadgeIsSeenEndedWhateverTheClocksSay() {
        ProviderBadge ended = said("p1", ProviderState.REVOKED, NOW.minusSeconds(3600));
        Badge badge = found(unsureRevoke(), LATER, ended);
        assertThat(have(badge).endedByUs()).isEqualTo(2);
        assertThat(have(badge).live()).isFalse();
        assertThat(badge.settling().nextAttemptAt()).isNull();

        Badge still = found(unsureRevoke(), LATER, said("p1", ProviderState.PENDING, NOW));
        assertThat(doubt(still).empties()).isEqualTo(1);
    }

    @Test
    void aLookUpThatFailsKeepsTheDoubtAndPauses() {
        for (Outcome<List<ProviderBadge>> outcome :
                List.<Outcome<List<ProviderBadge>>>of(
                        new Outcome.NotSent<>(SAID),
                        new Outcome.Unsure<>(SAID),
                        new Outcome.Unauthorized<>(SAID),
                        new Outcome.SlowDown<>(Duration.ofSeconds(5), SAID))) {
            Badge claimed = unsureIssue();
            Badge badge =
                    lookUps()
                            .recorded(claimed, doubt(claimed), SOUGHT, outcome, false, LATER)
                            .badge();
            assertThat(doubt(badge)).isEqualTo(doubt(claimed));
            assertThat(badge.settling().attempt()).isNull();
            assertThat(badge.settling().nextAttemptAt()).isAfter(LATER);
        }
    }

    @Test
    void aRefusedLookUpIsGivenToAPersonAndTheDoubtOutlivesTheRetry() {
        Badge claimed = unsureIssue();
        Badge failed =
                lookUps()
                        .recorded(
                                claimed,
                                doubt(claimed),
                                SOUGHT,
                                new Outcome.Refused<>(SAID),
                                false,
                                LATER)
                        .badge();
        assertThat(failed.failed()).isTrue();
        Badge retried = failed.retried(Samples.ADMIN, LATER).badge();
        assertThat(new World().stepOf(retried, LATER)).isInstanceOf(Step.LookUp.class);
    }

    @Test
    void emptyLookUpsInARowAreOneLineWithACount() {
        Badge once = found(unsureIssue(), LATER);
        Badge claimed = claimed(once, LATER.plus(LAG));
        Change change =
                lookUps()
                        .recorded(
                                claimed,
                                doubt(claimed),
                                SOUGHT,
                                done(List.of()),
                                true,
                                LATER.plus(LAG));
        assertThat(change.entries())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.count()).isEqualTo(2);
                    assertThat(line.firstAt()).isEqualTo(LATER);
                    assertThat(line.number()).isEqualTo(once.history().size());
                });
    }

    @Test
    void whatAnotherBadgeIsJustEndingIsLookedAtAgainShortly() {
        Badge claimed = unsureIssue();
        Badge busy = lookUps().busy(claimed, doubt(claimed), LATER).badge();
        assertThat(busy.doubt()).isNotNull();
        assertThat(busy.settling().nextAttemptAt()).isEqualTo(LATER.plusSeconds(30));
    }
}
