package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.ProviderState.ACCEPTED;
import static org.badgebridge.domain.badge.ProviderState.DELETED;
import static org.badgebridge.domain.badge.ProviderState.EXPIRED;
import static org.badgebridge.domain.badge.ProviderState.PENDING;
import static org.badgebridge.domain.badge.ProviderState.REJECTED;
import static org.badgebridge.domain.badge.ProviderState.REVOKED;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.claimed;
import static org.badgebridge.domain.badge.Samples.done;
import static org.badgebridge.domain.badge.Samples.said;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class SignalTest {

    private static final Cause PROVIDER = Cause.event("provider-event", NOW);
    private static final Instant LATER = NOW.plusSeconds(60);

    /// What was told, what is true now, and what is to be told.
    static Stream<Arguments> lives() {
        Signalled none = Signalled.NOTHING;
        return Stream.of(
                arguments(none, none, List.of()),
                arguments(none, at("p1", PENDING), List.of(Signal.Type.ISSUED)),
                arguments(
                        none,
                        at("p1", ACCEPTED),
                        List.of(Signal.Type.ISSUED, Signal.Type.ACCEPTED)),
                arguments(
                        none,
                        at("p1", REJECTED),
                        List.of(Signal.Type.ISSUED, Signal.Type.REJECTED)),
                arguments(
                        none, at("p1", REVOKED), List.of(Signal.Type.ISSUED, Signal.Type.REVOKED)),
                arguments(at("p1", PENDING), at("p1", PENDING), List.of()),
                arguments(at("p1", PENDING), at("p1", ACCEPTED), List.of(Signal.Type.ACCEPTED)),
                arguments(at("p1", PENDING), at("p1", REJECTED), List.of(Signal.Type.REJECTED)),
                arguments(at("p1", PENDING), at("p1", REVOKED), List.of(Signal.Type.REVOKED)),
                arguments(at("p1", PENDING), at("p1", DELETED), List.of(Signal.Type.DELETED)),
                arguments(at("p1", ACCEPTED), at("p1", REVOKED), List.of(Signal.Type.REVOKED)),
                arguments(at("p1", ACCEPTED), at("p1", DELETED), List.of(Signal.Type.DELETED)),
                arguments(at("p1", ACCEPTED), at("p1", EXPIRED), List.of(Signal.Type.EXPIRED)),
                arguments(at("p1", ACCEPTED), at("p1", PENDING), List.of()),
                // It was taken back, and then it was removed.
                arguments(at("p1", REVOKED), at("p1", DELETED), List.of(Signal.Type.DELETED)),
                arguments(at("p1", REVOKED), at("p1", REVOKED), List.of()),
                // There again.
                arguments(at("p1", REJECTED), at("p1", PENDING), List.of(Signal.Type.ISSUED)),
                arguments(
                        at("p1", REJECTED),
                        at("p1", ACCEPTED),
                        List.of(Signal.Type.ISSUED, Signal.Type.ACCEPTED)),
                // A renewal is no new award.
                arguments(at("p1", PENDING), at("p2", PENDING), List.of(Signal.Type.REPLACED)),
                arguments(at("p1", ACCEPTED), at("p2", PENDING), List.of(Signal.Type.REPLACED)),
                arguments(
                        at("p1", ACCEPTED),
                        at("p2", ACCEPTED),
                        List.of(Signal.Type.REPLACED, Signal.Type.ACCEPTED)),
                arguments(
                        at("p1", PENDING),
                        at("p2", REVOKED),
                        List.of(Signal.Type.REPLACED, Signal.Type.REVOKED)),
                arguments(at("p1", EXPIRED), at("p2", PENDING), List.of(Signal.Type.ISSUED)),
                // An award after one that ended is a new one.
                arguments(at("p1", REVOKED), at("p2", PENDING), List.of(Signal.Type.ISSUED)),
                arguments(
                        at("p1", REVOKED),
                        at("p2", REJECTED),
                        List.of(Signal.Type.ISSUED, Signal.Type.REJECTED)),
                // Given up to another badge of ours.
                arguments(at("p1", ACCEPTED), none, List.of(Signal.Type.REVOKED)),
                arguments(at("p1", REVOKED), none, List.of()));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void whatIsTrueNowAndWasNotToldIsTold(Signalled told, Signalled now, List<Signal.Type> due) {
        assertThat(told.until(now)).isEqualTo(due);
        assertThat(now.until(now)).isEmpty();
    }

    private static Signalled at(String id, ProviderState state) {
        return new Signalled(id, state, null, null);
    }

    @Test
    void badgeTellsWhoseItIsWhereItIsAndForWhichWish() {
        Change change = issuedBy(said("p1", ACCEPTED, NOW));

        assertThat(change.signals())
                .containsExactly(
                        signal(Signal.Type.ISSUED, 0, "p1", Samples.event("e1")),
                        signal(Signal.Type.ACCEPTED, 1, "p1", Cause.system("settle", NOW)));
        assertThat(Change.none(change.badge().stored()).signals()).isEmpty();
    }

    private static Signal signal(Signal.Type type, int place, String providerBadge, Cause cause) {
        return new Signal(
                "%s.%d.00000000-%d".formatted(Samples.ID, NOW.toEpochMilli(), place),
                type,
                NOW,
                Samples.ID,
                World.LEARNER,
                World.TEMPLATE,
                providerBadge,
                null,
                null,
                null,
                cause);
    }

    private static Change issuedBy(ProviderBadge answer) {
        Badge claimed = claimed(Samples.wanted(), NOW);
        return Samples.calls().recorded(claimed, Samples.attempt(claimed), done(answer), NOW);
    }

    @Test
    void wantingAndClaimingAndRestingTellNothing() {
        Change first = Badge.first(Samples.ID, Samples.wanted().wanted(), NOW);
        Badge claimed = claimed(first.badge().stored(), NOW);
        Badge issued = Samples.issued().stored();
        Badge renewed = Samples.earnedAgain(issued, LATER, LATER);

        assertThat(first.signals()).isEmpty();
        assertThat(told(claimed)).isEmpty();
        assertThat(told(issued.rested(LATER))).isEmpty();
        assertThat(told(renewed)).isEmpty();
        assertThat(told(renewed.waiting(LATER, NOW))).isEmpty();
    }

    @Test
    void revocationThatWeWantedIsCausedByTheWishWhicheverWayWeHearOfItFirst() {
        Badge unwanted = Samples.noLongerEarned(Samples.issued().stored(), NOW).stored();
        Change overtaken = heard(unwanted, REVOKED);
        Badge claimed = claimed(unwanted, NOW);
        Change answered =
                Samples.calls()
                        .recorded(
                                claimed,
                                Samples.attempt(claimed),
                                done(said("p1", REVOKED, LATER)),
                                LATER);

        for (Change change : List.of(overtaken, answered)) {
            Signal signal = only(change);
            assertThat(signal.type()).isEqualTo(Signal.Type.REVOKED);
            assertThat(signal.cause()).isEqualTo(Samples.event("revoked"));
            assertThat(signal.reason()).isNull();
        }
    }

    @Test
    void whatHappensThereUnwantedIsCausedByWhoToldUs() {
        Badge issued = Samples.issued().stored();

        Signal revoked = only(heard(issued, REVOKED));
        assertThat(revoked.cause()).isEqualTo(PROVIDER);
        assertThat(revoked.reason()).isEqualTo("It was revoked at the provider.");
        assertThat(only(heard(issued, REJECTED)).cause()).isEqualTo(PROVIDER);
        assertThat(only(heard(issued, REJECTED)).reason()).isNull();
        assertThat(only(heard(issued, DELETED)).type()).isEqualTo(Signal.Type.DELETED);
    }

    @Test
    void issuedAgainstTheWishIsCausedByWhoToldUs() {
        Badge unwanted = Samples.noLongerEarned(Samples.wanted(), NOW).stored();
        Have have = Have.of(said("p1", PENDING, NOW), Have.Witness.WEBHOOK, NOW);

        Signal signal =
                only(
                        unwanted.having(have, List.of(), List.of(), NOW)
                                .told("adopt", "FOUND", null, PROVIDER, NOW));

        assertThat(signal.type()).isEqualTo(Signal.Type.ISSUED);
        assertThat(signal.cause()).isEqualTo(PROVIDER);
    }

    @Test
    void whatIsGivenUpWasTakenBackFromThisLearnerThoughTheProviderBadgeStays() {
        Badge shared = Samples.noLongerEarned(Samples.issued().stored(), NOW).stored();

        Signal signal = only(shared.gaveUp(LATER));

        assertThat(signal.type()).isEqualTo(Signal.Type.REVOKED);
        assertThat(signal.providerBadgeId()).isEqualTo("p1");
        assertThat(signal.reason()).contains("stays");
        assertThat(signal.cause()).isEqualTo(Samples.event("revoked"));
    }

    @Test
    void badgesThatShareAProviderBadgeTellEachForThemselves() {
        Badge beside = Samples.issued().stored();
        Have successor = Have.of(said("p2", PENDING, LATER), Have.Witness.ANSWER, LATER);

        Signal replaced = only(beside.succeededBeside("p1", successor, LATER));
        Signal ended = only(beside.endedBeside("p1", LATER));

        assertThat(replaced.type()).isEqualTo(Signal.Type.REPLACED);
        assertThat(replaced.providerBadgeId()).isEqualTo("p2");
        assertThat(ended.type()).isEqualTo(Signal.Type.REVOKED);
        assertThat(ended.cause().kind()).isEqualTo(Cause.Kind.SYSTEM);
    }

    @Test
    void holdIsToldWhenFirstSeenAndWhenItChangesAndWhenItComesBack() {
        Badge wanted = Samples.wanted().stored();
        Change first = wanted.held(Hold.NO_EMAIL, LATER, NOW);
        Change again = first.badge().stored().held(Hold.NO_EMAIL, LATER, NOW.plusSeconds(1));
        Change other = again.badge().stored().held(Hold.PAUSED, LATER, NOW.plusSeconds(2));
        Badge released = claimed(other.badge().stored(), NOW.plusSeconds(3)).stored();
        Change back =
                Samples.recorded(released, new Outcome.NotSent<>(Samples.SAID), NOW.plusSeconds(4))
                        .stored()
                        .held(Hold.PAUSED, LATER, NOW.plusSeconds(5));

        assertThat(only(first).type()).isEqualTo(Signal.Type.HELD);
        assertThat(only(first).reason())
                .isEqualTo("The learner has no e-mail. Add the learner's e-mail.");
        assertThat(only(first).cause()).isEqualTo(Samples.event("e1"));
        assertThat(again.signals()).isEmpty();
        assertThat(only(other).reason()).startsWith("Everything is paused.");
        assertThat(told(released)).isEmpty();
        assertThat(only(back).type()).isEqualTo(Signal.Type.HELD);
    }

    @Test
    void failureIsToldOnceAndOneAfterARetryIsAnother() {
        Badge failed = refused(Samples.wanted().stored(), NOW);
        Badge retried = failed.stored().retried(Samples.ADMIN, LATER).badge();
        Badge again = refused(retried.stored(), LATER);

        Signal signal = only(Change.none(failed));
        assertThat(signal.type()).isEqualTo(Signal.Type.FAILED);
        assertThat(signal.reason()).isEqualTo("words");
        assertThat(signal.cause()).isEqualTo(Samples.event("e1"));
        assertThat(told(failed.stored().rested(LATER))).isEmpty();
        assertThat(told(retried)).isEmpty();
        assertThat(told(again)).containsExactly(Signal.Type.FAILED);
    }

    private static Badge refused(Badge badge, Instant at) {
        return Samples.recorded(claimed(badge, at), new Outcome.Refused<>(Samples.SAID), at);
    }

    @Test
    void failureForAWishOfBeforeIsNone() {
        Badge claimed = claimed(Samples.wanted().stored(), NOW);
        Badge rethought = Samples.earnedAgain(claimed.stored(), LATER, NOW).stored();

        Change refused =
                Samples.calls()
                        .recorded(
                                rethought,
                                Samples.attempt(claimed),
                                new Outcome.Refused<>(Samples.SAID),
                                NOW);

        assertThat(refused.signals()).isEmpty();
    }

    @Test
    void whatWasStoredByAVersionThatToldNothingIsNotToldNow() {
        Badge held = Samples.issued().held(Hold.PAUSED, LATER, NOW).badge();
        Badge old = unmarked(held);

        assertThat(Change.none(held).signals()).hasSize(2);
        assertThat(Change.none(old).signals()).isEmpty();
        assertThat(only(heard(old, ACCEPTED)).type()).isEqualTo(Signal.Type.ACCEPTED);
    }

    /// As a reader makes it of an item without the mark.
    @SuppressWarnings("NullAway")
    private static Badge unmarked(Badge badge) {
        @Nullable Signalled absent = null;
        return new Badge(
                badge.id(),
                badge.wanted(),
                badge.have(),
                badge.formerIds(),
                badge.extraIds(),
                badge.settling(),
                badge.history(),
                absent,
                badge.createdAt(),
                badge.updatedAt(),
                badge.version());
    }

    /// The badge after the provider itself told of it.
    private static Change heard(Badge badge, ProviderState state) {
        Have have =
                Samples.have(badge).heard(said("p1", state, LATER), Have.Witness.WEBHOOK, LATER);
        return badge.having(have, List.of(), List.of(), LATER)
                .told("hear", state.name(), null, PROVIDER, LATER);
    }

    private static Signal only(Change change) {
        assertThat(change.signals()).hasSize(1);
        return change.signals().getFirst();
    }

    private static List<Signal.Type> told(Badge badge) {
        return Change.none(badge).signals().stream().map(Signal::type).toList();
    }
}
