package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.ProviderState.EXPIRED;
import static org.badgebridge.domain.badge.ProviderState.PUBLISHED;
import static org.badgebridge.domain.badge.ProviderState.UNPUBLISHED;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.claimed;
import static org.badgebridge.domain.badge.Samples.done;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.found;
import static org.badgebridge.domain.badge.Samples.have;
import static org.badgebridge.domain.badge.Samples.noLongerEarned;
import static org.badgebridge.domain.badge.Samples.recorded;
import static org.badgebridge.domain.badge.Samples.said;
import static org.badgebridge.domain.badge.Samples.wanted;

import org.badgebridge.domain.badge.Hearing.Word;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Badges at providers that make first and publish then, and that end a badge by its date.
final class UnpublishedTest {

    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Instant NEXT_DAY = NOW.plus(Duration.ofDays(1));

    private final World world = new World();

    /// Made at NOW, and not published, for a reason.
    private static Badge unpublished() {
        ProviderBadge made = said("p1", UNPUBLISHED, NOW);
        ProviderBadge noted =
                new ProviderBadge(
                        made.id(),
                        made.organizationId(),
                        made.templateId(),
                        made.earnerId(),
                        made.email(),
                        made.state(),
                        made.asOf(),
                        made.createdAt(),
                        made.issuedAt(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "There are no credits left.");
        return recorded(claimed(wanted(), NOW), done(noted), NOW);
    }

    private BadgeState.Seen seen(Badge badge, Instant now) {
        return BadgeState.of(world.around(badge, now));
    }

    @Test
    void whatIsMadeAndNotPublishedIsSeenSoWithItsReason() {
        Badge badge = unpublished();

        assertThat(seen(badge, NOW).state()).isEqualTo(BadgeState.UNPUBLISHED);
        assertThat(seen(badge, NOW).reason()).isEqualTo("There are no credits left.");
        assertThat(seen(badge, NOW).code()).isEqualTo("unpublished");
        assertThat(seen(badge, NEXT_DAY).state()).isEqualTo(BadgeState.UNPUBLISHED);
        assertThat(Phase.of(badge)).isEqualTo(Phase.OPEN);
        assertThat(Decision.REISSUE.objection(badge)).isPresent();
    }

    @Test
    void itIsPublishedLaterLessAndLessOften() {
        Badge badge = unpublished();
        Instant now = NOW;
        for (int minutes : List.of(30, 60, 120, 240, 480, 960, 960)) {
            assertThat(badge.settling().nextAttemptAt()).isEqualTo(now.plusSeconds(minutes * 60L));
            assertThat(world.stepOf(badge, now)).isInstanceOf(Step.Wait.class);
            now = now.plusSeconds(minutes * 60L);
            assertThat(world.stepOf(badge, now)).isEqualTo(new Step.Publish("p1"));
            badge = recorded(claimed(badge, now), done(said("p1", UNPUBLISHED, now)), now);
        }

        Badge published = recorded(claimed(badge, LATE), done(said("p1", PUBLISHED, LATE)), LATE);
        assertThat(seen(published, LATE).state()).isEqualTo(BadgeState.ISSUED);
        assertThat(published.settling().nextAttemptAt()).isNull();
        assertThat(have(published).note()).isNull();
    }

    private static final Instant LATE = NOW.plus(Duration.ofDays(30));

    @Test
    void publishingIsHeldByWhatHoldsIssuing() {
        world.active = false;
        assertThat(world.stepOf(unpublished(), NEXT_DAY))
                .isEqualTo(new Step.Held(Hold.TEMPLATE_NOT_ACTIVE));
    }

    @Test
    void doubtfulPublishingIsLookedUpAndTriedAgainWhenItDidNotHappen() {
        Badge lost =
                recorded(
                        claimed(unpublished(), NEXT_DAY),
                        new Outcome.Unsure<>(Samples.SAID),
                        NEXT_DAY);
        Instant later = NEXT_DAY.plus(Duration.ofHours(1));
        assertThat(world.stepOf(lost, later)).isInstanceOf(Step.LookUp.class);

        Badge happened = found(claimed(lost, later), later, said("p1", PUBLISHED, NEXT_DAY));
        assertThat(seen(happened, later).state()).isEqualTo(BadgeState.ISSUED);

        Badge not = found(claimed(lost, later), later, said("p1", UNPUBLISHED, NOW));
        Instant last = later.plus(Duration.ofHours(1));
        not = found(claimed(not, last), last, said("p1", UNPUBLISHED, NOW));
        assertThat(world.stepOf(not, last)).isEqualTo(new Step.Publish("p1"));
    }

    @Test
    void wordThatItWasPublishedEndsTheTrying() {
        Word word =
                new Word(
                        said("p1", PUBLISHED, LATER),
                        Have.Witness.READ_BACK,
                        LATER,
                        Cause.system("reconcile", LATER));
        Badge heard = Hearing.heard(unpublished(), Samples.SOUGHT, word, LATER).badge();
        assertThat(seen(heard, LATER).state()).isEqualTo(BadgeState.ISSUED);
        assertThat(heard.settling().nextAttemptAt()).isNull();
    }

    @Test
    void listThatSaysNoMoreThanThatItIsUnpublishedLeavesTheReason() {
        Word word =
                new Word(
                        said("p1", UNPUBLISHED, LATER),
                        Have.Witness.READ_BACK,
                        LATER,
                        Cause.system("reconcile", LATER));
        Badge heard = Hearing.heard(unpublished(), Samples.SOUGHT, word, LATER).badge();
        assertThat(have(heard).note()).isEqualTo("There are no credits left.");
    }

    @Test
    void issuedIsToldOnceItIsPublished() {
        Badge made = unpublished();
        assertThat(Signalled.NOTHING.until(made.facts())).isEmpty();
        Badge published =
                recorded(claimed(made, NEXT_DAY), done(said("p1", PUBLISHED, NEXT_DAY)), NEXT_DAY);
        assertThat(made.facts().until(published.facts())).containsExactly(Signal.Type.ISSUED);
    }

    /// What is not published still is a badge there, and goes when it is not wanted any more.
    @Test
    void itIsRevokedWhenItIsNoLongerEarned() {
        assertThat(world.stepOf(noLongerEarned(unpublished(), LATER), LATER))
                .isEqualTo(new Step.Revoke("p1"));
    }

    /// Ended by its date, it stands in the way of another: earning again reverses that.
    @Test
    void badgeThatWeEndedByItsDateIsRevivedWhenEarnedAgain() {
        Badge issued = recorded(claimed(wanted(), NOW), done(said("p1", PUBLISHED, NOW)), NOW);
        Badge ended =
                recorded(
                        claimed(noLongerEarned(issued, LATER), LATER),
                        done(said("p1", EXPIRED, LATER)),
                        LATER);
        assertThat(seen(ended, LATER).state()).isEqualTo(BadgeState.REVOKED);
        assertThat(issued.facts().until(ended.facts())).containsExactly(Signal.Type.REVOKED);

        Word again =
                new Word(
                        said("p1", EXPIRED, NEXT_DAY),
                        Have.Witness.READ_BACK,
                        NEXT_DAY,
                        Cause.system("reconcile", NEXT_DAY));
        Badge readBack = Hearing.heard(ended, Samples.SOUGHT, again, NEXT_DAY).badge();
        Badge earned = earnedAgain(readBack, NEXT_DAY, NEXT_DAY);
        assertThat(world.stepOf(earned, NEXT_DAY))
                .isEqualTo(new Step.Replace("p1", Samples.terms(NEXT_DAY)));

        Badge back =
                recorded(
                        claimed(earned, NEXT_DAY), done(said("p1", PUBLISHED, NEXT_DAY)), NEXT_DAY);
        assertThat(seen(back, NEXT_DAY).state()).isEqualTo(BadgeState.ISSUED);
        assertThat(have(back).providerBadgeId()).isEqualTo("p1");
        assertThat(back.formerIds()).isEmpty();
        assertThat(ended.facts().until(back.facts())).contains(Signal.Type.ISSUED);
    }
}
