package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.ADMIN;
import static org.badgebridge.domain.badge.Samples.ID;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.SAID;
import static org.badgebridge.domain.badge.Samples.SOUGHT;
import static org.badgebridge.domain.badge.Samples.claimed;
import static org.badgebridge.domain.badge.Samples.done;
import static org.badgebridge.domain.badge.Samples.earnedAgain;
import static org.badgebridge.domain.badge.Samples.expiring;
import static org.badgebridge.domain.badge.Samples.found;
import static org.badgebridge.domain.badge.Samples.have;
import static org.badgebridge.domain.badge.Samples.issued;
import static org.badgebridge.domain.badge.Samples.lost;
import static org.badgebridge.domain.badge.Samples.noLongerEarned;
import static org.badgebridge.domain.badge.Samples.recorded;
import static org.badgebridge.domain.badge.Samples.revoked;
import static org.badgebridge.domain.badge.Samples.said;
import static org.badgebridge.domain.badge.Samples.wanted;

import org.badgebridge.domain.account.Template;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class HearingTest {

    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Instant NEXT_DAY = NOW.plus(Duration.ofDays(1));
    private static final Cause EVENT = Cause.event("event-1", LATER);

    private final World world = new World();

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTED", "REJECTED", "REVOKED", "DELETED"})
    void newerWordOfOurBadgeIsTakenAndToldWithWhoseWordItWas(ProviderState state) {
        Change change = webhook(issued(), said("p1", state, LATER));
        assertThat(have(change.badge()).state()).isEqualTo(state);
        assertThat(have(change.badge()).witness()).isEqualTo(Have.Witness.WEBHOOK);
        assertThat(change.entries())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.outcome()).isEqualTo(state.name());
                    assertThat(line.by()).isEqualTo(EVENT);
                    assertThat(String.valueOf(line.said()))
                            .contains("Provider badge p1, told by webhook");
                });
    }

    @Test
    void olderOrRepeatedWordChangesNothing() {
        Badge accepted = webhook(issued(), said("p1", ProviderState.ACCEPTED, LATER)).badge();
        assertNothing(accepted, webhook(accepted, said("p1", ProviderState.PENDING, NOW)));
        assertNothing(accepted, webhook(accepted, said("p1", ProviderState.ACCEPTED, LATER)));
        assertNothing(accepted, readBack(accepted, said("p1", ProviderState.ACCEPTED, LATER)));
    }

    @Test
    void whatTheLearnerShowsFollowsTheTimeAtWhichItWasSaid() {
        Badge open = hear(issued(), seen(true), LATER).badge();
        Change hidden = hear(open, seen(false), LATER.plusSeconds(9));
        assertThat(hidden.entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly("MADE_PRIVATE");
        assertNothing(hidden.badge(), hear(hidden.badge(), seen(true), LATER.plusSeconds(5)));
        assertThat(hear(hidden.badge(), seen(true), NEXT_DAY).entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly("MADE_PUBLIC");
    }

    @Test
    void whatEndedThereByHandIsNotIssuedAgainByItself() {
        Badge ended = webhook(issued(), said("p1", ProviderState.REVOKED, LATER)).badge();
        assertThat(ended.settling().nextAttemptAt()).isNull();
        assertThat(world.stepOf(ended, NEXT_DAY)).isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(earnedAgain(ended, NEXT_DAY, NEXT_DAY), NEXT_DAY))
                .isEqualTo(new Step.Nothing());
    }

    @Test
    void ourOwnRevocationToldBeforeItsAnswerIsOursAllTheSame() {
        Badge claimed = claimed(noLongerEarned(issued(), NOW), NOW);
        Badge told = webhook(claimed, said("p1", ProviderState.REVOKED, LATER)).badge();
        Badge answered = recorded(told, done(said("p1", ProviderState.REVOKED, LATER)), LATER);
        assertThat(have(answered).endedByUs()).isEqualTo(2);

        Badge lookingUp = claimed(told, LATER);
        Badge lookedUp = found(lookingUp, LATER, said("p1", ProviderState.REVOKED, LATER));
        assertThat(have(lookedUp).endedByUs()).isEqualTo(2);
    }

    @Test
    void whatFailedToBeRevokedAndIsRevokedByHandNeedsNobodyAnyMore() {
        Badge failed =
                recorded(
                        claimed(noLongerEarned(issued(), NOW), NOW),
                        new Outcome.Refused<>(SAID),
                        NOW);
        Badge ended = webhook(failed, said("p1", ProviderState.REVOKED, LATER)).badge();
        assertThat(ended.failed()).isFalse();
        assertThat(world.stepOf(ended, LATER)).isEqualTo(new Step.Nothing());
    }

    @Test
    void wordOfAFormerBadgeIsHistoryAndNeverTruth() {
        Badge renewed = webhook(issued(), successor("p2", "p1")).badge();
        assertThat(renewed.formerIds()).containsExactly("p1");

        Change told = webhook(renewed, said("p1", ProviderState.REVOKED, NEXT_DAY));
        assertThat(have(told.badge())).isEqualTo(have(renewed));
        assertThat(told.entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly("FORMER_REVOKED");
        Badge after = told.badge();
        assertNothing(after, webhook(after, said("p1", ProviderState.REVOKED, NEXT_DAY)));
        assertNothing(after, readBack(after, said("p1", ProviderState.REVOKED, NEXT_DAY)));
        assertNothing(after, webhook(after, said("p1", ProviderState.ACCEPTED, NEXT_DAY)));
    }

    @Test
    void aSuccessorIsStoodOnWhicheverOfTheTwoTellsOfIt() {
        ProviderBadge old = said("p1", ProviderState.PENDING, NOW, NOW, null, "p2");
        for (ProviderBadge word : List.of(successor("p2", "p1"), old)) {
            Change change = webhook(issued(), word);
            assertThat(have(change.badge()).providerBadgeId()).isEqualTo("p2");
            assertThat(have(change.badge()).live()).isTrue();
            assertThat(change.badge().formerIds()).containsExactly("p1");
            assertThat(change.badge().extraIds()).isEmpty();
            assertThat(change.entries())
                    .extracting(HistoryEntry::outcome)
                    .containsExactly("REPLACED");
        }
        Badge both = webhook(webhook(issued(), old).badge(), successor("p2", "p1")).badge();
        assertThat(both.formerIds()).containsExactly("p1");
        assertNothing(both, webhook(both, old));
    }

    @Test
    void theEndOfAReplacedBadgeIsNotTheEndOfItsSuccessor() {
        ProviderBadge old = said("p1", ProviderState.DELETED, LATER, NOW, null, "p2");
        Badge badge = webhook(issued(), old).badge();
        assertThat(have(badge).providerBadgeId()).isEqualTo("p2");
        assertThat(have(badge).live()).isTrue();
    }

    @Test
    void aReplacementOfOursToldBeforeItsAnswerIsOneReplacement() {
        world.renewal = Template.Renewal.REPLACE;
        Badge claimed = claimed(earnedAgain(issued(), NEXT_DAY, NEXT_DAY), world, NEXT_DAY);
        Badge told = webhook(claimed, successor("p2", "p1")).badge();
        Badge answered = recorded(told, done(successor("p2", "p1")), NEXT_DAY);
        assertThat(have(answered).providerBadgeId()).isEqualTo("p2");
        assertThat(answered.extraIds()).isEmpty();
        assertThat(answered.formerIds()).containsExactly("p1");
        assertThat(answered.settling().nextAttemptAt()).isNull();
    }

    @Test
    void aWebhookThatOvertakesTheAnswerOfItsIssueEndsInOneBadgeAndNoDoubt() {
        ProviderBadge made = said("p1", ProviderState.PENDING, NOW);
        Badge told = webhook(lost(), made).badge();
        Badge first = recorded(told, done(made), NOW);
        Badge second = webhook(recorded(lost(), done(made), NOW), made).badge();
        for (Badge badge : List.of(first, second)) {
            assertThat(have(badge).providerBadgeId()).isEqualTo("p1");
            assertThat(badge.extraIds()).isEmpty();
            assertThat(badge.formerIds()).isEmpty();
            assertThat(badge.doubt()).isNull();
            assertThat(badge.settling().nextAttemptAt()).isNull();
        }
    }

    @Test
    void aWebhookWhoseIssuesAnswerNeverComesAnswersTheWish() {
        Badge told = webhook(lost(), said("p1", ProviderState.PENDING, NOW)).badge();
        assertThat(world.stepOf(told, NOW.plusSeconds(10))).isInstanceOf(Step.Wait.class);
        Badge lookedUp = found(claimed(told, LATER), LATER, said("p1", ProviderState.PENDING, NOW));
        Badge unseen = found(claimed(told, LATER), LATER);
        unseen = found(claimed(unseen, NEXT_DAY), NEXT_DAY);
        for (Badge badge : List.of(lookedUp, unseen)) {
            assertThat(have(badge).providerBadgeId()).isEqualTo("p1");
            assertThat(badge.doubt()).isNull();
            assertThat(world.stepOf(badge, NEXT_DAY)).isEqualTo(new Step.Nothing());
        }
    }

    @Test
    void anAnswerThatWasOvertakenByTheLearnersRejectionDoesNotBringItBack() {
        ProviderBadge made = said("p1", ProviderState.PENDING, NOW);
        Badge rejected =
                webhook(
                                webhook(lost(), made).badge(),
                                said("p1", ProviderState.REJECTED, NOW.plusSeconds(1)))
                        .badge();
        Badge answered = recorded(rejected, done(made), NOW.plusSeconds(2));
        assertThat(have(answered).state()).isEqualTo(ProviderState.REJECTED);
        assertThat(answered.formerIds()).isEmpty();
        assertThat(world.stepOf(answered, LATER)).isEqualTo(new Step.Nothing());
    }

    @Test
    void whatTheProviderCallsAlreadyThereIsWhatWeHeardOf() {
        ProviderBadge there = said("p1", ProviderState.ACCEPTED, NOW);
        Badge before = recorded(webhook(lost(), there).badge(), alreadyThere(), LATER);
        Badge after = webhook(recorded(lost(), alreadyThere(), NOW), there).badge();
        for (Badge badge : List.of(before, after)) {
            assertThat(badge.doubt()).isNull();
            assertThat(badge.settling().nextAttemptAt()).isNull();
        }
    }

    @Test
    void onlyWhatIsOursByOurOwnComparisonIsAdopted() {
        for (ProviderBadge strange :
                List.of(
                        strange("other", "welder", SOUGHT.earnerId(), "ada@example.org"),
                        strange("organization", "other", SOUGHT.earnerId(), "ada@example.org"),
                        strange("organization", "welder", "else", "eve@example.org"))) {
            assertNothing(wanted(), webhook(wanted(), strange));
        }
        Change byEmail =
                webhook(wanted(), strange("organization", "welder", null, "ADA@example.org"));
        assertThat(have(byEmail.badge()).providerBadgeId()).isEqualTo("p9");
        assertThat(byEmail.badge().settling().nextAttemptAt()).isNull();
        assertThat(byEmail.badge().wanted().decided()).isFalse();
    }

    @Test
    void whatWasHeldAndIsIssuedByHandWaitsNoMore() {
        Badge held = wanted().held(Hold.AUTO_PUSH_OFF, NEXT_DAY, NOW).badge();
        Badge badge = webhook(held, said("p1", ProviderState.PENDING, LATER)).badge();
        assertThat(badge.settling().waitsOn()).isNull();
        assertThat(badge.settling().nextAttemptAt()).isNull();
    }

    @Test
    void aSecondLiveOneBesideOursIsShownUntilItEnds() {
        Change change = webhook(issued(), said("p2", ProviderState.PENDING, LATER));
        assertThat(have(change.badge()).providerBadgeId()).isEqualTo("p1");
        assertThat(change.badge().extraIds()).containsExactly("p2");
        Badge both = change.badge();
        assertNothing(both, webhook(both, said("p2", ProviderState.PENDING, LATER)));

        Change ended = webhook(both, said("p2", ProviderState.REVOKED, NEXT_DAY));
        assertThat(ended.badge().extraIds()).isEmpty();
        assertThat(ended.entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly("ANOTHER_ENDED");
    }

    @Test
    void whatAPersonIssuedThereStaysAlthoughRulesWantItNoMore() {
        Badge unwanted = noLongerEarned(wanted(), NOW).rested(NOW);
        Badge badge =
                webhook(unwanted, strange("organization", "welder", null, "ada@example.org"))
                        .badge();
        assertThat(badge.wanted().issued()).isTrue();
        assertThat(badge.wanted().decided()).isTrue();
        assertThat(world.stepOf(badge, LATER)).isEqualTo(new Step.Nothing());
    }

    @Test
    void whatWeMadeAndWantNoMoreIsRevokedOnceWeHearOfIt() {
        Badge unwanted = noLongerEarned(lost(), NOW);
        Badge told = webhook(unwanted, said("p1", ProviderState.PENDING, NOW)).badge();
        Badge answered = recorded(told, done(said("p1", ProviderState.PENDING, NOW)), NOW);
        assertThat(world.stepOf(answered, NOW)).isEqualTo(new Step.Revoke("p1"));
    }

    @Test
    void whatAPersonOfOursRevokedAndAPersonThereIssuesIsShownAndLeftAlone() {
        Badge decided =
                revoked()
                        .wanting(revoked().wanted().byPerson(Wanted.Kind.REVOKED, ADMIN), NOW)
                        .badge();
        Badge badge =
                webhook(decided, strange("organization", "welder", null, "ada@example.org"))
                        .badge();
        assertThat(badge.wanted().issued()).isFalse();
        assertThat(badge.extraIds()).containsExactly("p9");
        assertThat(world.stepOf(badge, LATER)).isEqualTo(new Step.Nothing());
    }

    @Test
    void aBadgeIssuedByHandIsAPersonsDecisionThatRulesDoNotTakeAway() {
        Change first =
                Hearing.first(ID, word(said("p1", ProviderState.ACCEPTED, NOW)), LATER)
                        .orElseThrow();
        Badge badge = first.badge();
        assertThat(badge.settling().nextAttemptAt()).isNull();
        assertThat(world.stepOf(badge, LATER)).isEqualTo(new Step.Nothing());
        assertThat(noLongerEarned(badge, LATER).wanted().issued()).isTrue();
        assertThat(first.entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly("ISSUED", "ADOPTED");

        Badge rejected = webhook(badge, said("p1", ProviderState.REJECTED, LATER)).badge();
        assertThat(world.stepOf(rejected, LATER)).isEqualTo(new Step.Nothing());
    }

    @Test
    void whatEndedThereBeforeWeKnewOfItIsNoBadgeOfOurs() {
        ProviderBadge over = said("p1", ProviderState.REVOKED, NOW);
        assertThat(Hearing.first(ID, word(over), LATER)).isEmpty();
        assertThat(Hearing.first(ID, word(expiring("p1", NOW, NOW)), LATER)).isEmpty();
        assertNothing(wanted(), webhook(wanted(), over));
    }

    @Test
    void aBadgeThatExpiresIsLookedAtThenAndSaidToHaveExpiredByTheClock() {
        Badge badge = webhook(issued(), expiring("p1", LATER, NEXT_DAY)).badge();
        assertThat(badge.settling().nextAttemptAt()).isEqualTo(NEXT_DAY);
        assertThat(badge.rested(LATER).settling().nextAttemptAt()).isEqualTo(NEXT_DAY);
        assertThat(world.stepOf(badge, NEXT_DAY.minusMillis(1))).isEqualTo(new Step.Nothing());
        assertThat(world.stepOf(badge, NEXT_DAY)).isEqualTo(new Step.Expire());

        Change change = badge.expired(NEXT_DAY);
        assertThat(have(change.badge()).state()).isEqualTo(ProviderState.EXPIRED);
        assertThat(have(change.badge()).witness()).isEqualTo(Have.Witness.CLOCK);
        assertThat(change.entries()).extracting(HistoryEntry::outcome).containsExactly("EXPIRED");
        assertThat(change.badge().settling().nextAttemptAt()).isNull();
        assertThat(world.stepOf(change.badge(), NEXT_DAY)).isEqualTo(new Step.Nothing());
    }

    @Test
    void aHeldOrFailedBadgeExpiresToo() {
        Badge badge = webhook(issued(), expiring("p1", LATER, NEXT_DAY)).badge();
        Instant recheck = NEXT_DAY.plusSeconds(9);
        assertThat(badge.held(Hold.PAUSED, recheck, LATER).badge().settling().nextAttemptAt())
                .isEqualTo(NEXT_DAY);

        world.renewal = Template.Renewal.REPLACE;
        Badge failed =
                recorded(
                        claimed(earnedAgain(badge, LATER.plusSeconds(60), LATER), world, LATER),
                        new Outcome.Refused<>(SAID),
                        LATER);
        assertThat(failed.settling().nextAttemptAt()).isEqualTo(NEXT_DAY);
        assertThat(world.stepOf(failed, NEXT_DAY)).isEqualTo(new Step.Expire());
    }

    @Test
    void expiredIsBroughtBackByANewDateAndNotByTheSameWord() {
        Badge expired = expired();
        assertNothing(expired, readBack(expired, expiring("p1", LATER, NEXT_DAY)));
        ProviderBadge longer = expiring("p1", LATER, NEXT_DAY.plus(Duration.ofDays(9)));
        Change change = hear(expired, longer, NEXT_DAY.plusSeconds(1));
        assertThat(have(change.badge()).live()).isTrue();
        assertThat(change.badge().settling().nextAttemptAt()).isEqualTo(longer.expiresAt());
    }

    @Test
    void aNewerCertificateReplacesAnExpiredBadgeWhereRenewalSaysSo() {
        Instant renewal = NEXT_DAY.plusSeconds(60);
        Badge earned = earnedAgain(expired(), renewal, renewal);
        assertThat(world.stepOf(earned, renewal)).isEqualTo(new Step.Nothing());
        world.renewal = Template.Renewal.REPLACE;
        assertThat(world.stepOf(earned, renewal))
                .isInstanceOfSatisfying(
                        Step.Replace.class, r -> assertThat(r.target()).isEqualTo("p1"));
    }

    @Test
    void aPersonsWordReplacesAnExpiredBadgeThatStandsInTheWayOfIssuing() {
        Badge expired = expired();
        Wanted again = expired.wanted().byPerson(Wanted.Kind.ISSUED, ADMIN);
        assertThat(world.stepOf(expired.wanting(again, NEXT_DAY).badge(), NEXT_DAY))
                .isInstanceOfSatisfying(
                        Step.Replace.class, r -> assertThat(r.target()).isEqualTo("p1"));
    }

    @Test
    void anExpiredBadgeFoundInsteadOfIssuingIsRenewedWhereRenewalSaysSo() {
        Badge refused = recorded(lost(), alreadyThere(), NOW);
        ProviderBadge relic =
                said(
                        "p0",
                        ProviderState.ACCEPTED,
                        NOW.minusSeconds(99_999),
                        NOW.minusSeconds(99_999),
                        null,
                        null,
                        NOW.minusSeconds(60),
                        null);
        Badge badge = found(claimed(refused, NOW), NOW, withIssuedAt(relic));
        assertThat(have(badge).state()).isEqualTo(ProviderState.EXPIRED);
        assertThat(world.stepOf(badge, NOW)).isEqualTo(new Step.Nothing());
        world.renewal = Template.Renewal.REPLACE;
        assertThat(world.stepOf(badge, NOW)).isInstanceOf(Step.Replace.class);
    }

    private static ProviderBadge withIssuedAt(ProviderBadge said) {
        return new ProviderBadge(
                said.id(),
                said.organizationId(),
                said.templateId(),
                said.earnerId(),
                said.email(),
                said.state(),
                said.asOf(),
                said.createdAt(),
                said.createdAt(),
                said.expiresAt(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Badge expired() {
        return webhook(issued(), expiring("p1", LATER, NEXT_DAY)).badge().expired(NEXT_DAY).badge();
    }

    private static ProviderBadge successor(String id, String of) {
        return said(id, ProviderState.PENDING, LATER, LATER, of, null);
    }

    private static ProviderBadge seen(boolean visible) {
        return said("p1", ProviderState.ACCEPTED, LATER, NOW, null, null, null, visible);
    }

    private static ProviderBadge strange(
            String organization, String template, @Nullable String earner, String email) {
        return new ProviderBadge(
                "p9",
                organization,
                template,
                earner,
                email,
                ProviderState.PENDING,
                LATER,
                LATER,
                LATER,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Outcome<ProviderBadge> alreadyThere() {
        return new Outcome.AlreadyThere<>(SAID);
    }

    private static Hearing.Word word(ProviderBadge said) {
        return new Hearing.Word(said, Have.Witness.WEBHOOK, said.asOf(), EVENT);
    }

    private static Change webhook(Badge badge, ProviderBadge said) {
        return Hearing.heard(badge, SOUGHT, word(said), LATER);
    }

    private static Change readBack(Badge badge, ProviderBadge said) {
        Cause cause = Cause.system("reconcile", NEXT_DAY);
        return Hearing.heard(
                badge,
                SOUGHT,
                new Hearing.Word(said, Have.Witness.READ_BACK, NEXT_DAY, cause),
                NEXT_DAY);
    }

    private static Change hear(Badge badge, ProviderBadge said, Instant at) {
        return Hearing.heard(
                badge, SOUGHT, new Hearing.Word(said, Have.Witness.WEBHOOK, at, EVENT), at);
    }

    private static void assertNothing(Badge before, Change change) {
        assertThat(change.badge()).isEqualTo(before);
        assertThat(change.entries()).isEmpty();
    }
}
