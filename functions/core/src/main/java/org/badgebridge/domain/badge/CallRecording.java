package org.badgebridge.domain.badge;

import java.time.Duration;
import java.time.Instant;

/// Writes the outcome of issuing, replacing or revoking onto a badge. Pure.
///
/// The badge given must still stand in the attempt that made the call; what comes later than that
/// goes to [#late].
public final class CallRecording {

    private final Backoff backoff;

    public CallRecording(Backoff backoff) {
        this.backoff = backoff;
    }

    public Change recorded(
            Badge badge, Attempt attempt, Outcome<ProviderBadge> outcome, Instant now) {
        Badge open = badge.settling(now, d -> d.attempt = null);
        Badge after =
                switch (outcome) {
                    case Outcome.Done<ProviderBadge>(ProviderBadge got, Said _) ->
                            done(open, attempt, got, now);
                    case Outcome.AlreadyThere<ProviderBadge> _ ->
                            open.settling(now, d -> d.doubt = Doubt.alreadyThere(attempt, now));
                    case Outcome.Refused<ProviderBadge>(Said said) ->
                            refused(open, attempt, said, now);
                    case Outcome.SlowDown<ProviderBadge>(Duration retryAfter, Said _) ->
                            open.troubled(backoff, retryAfter, now);
                    case Outcome.Unauthorized<ProviderBadge> _, Outcome.NotSent<ProviderBadge> _ ->
                            open.troubled(backoff, Duration.ZERO, now);
                    case Outcome.Unsure<ProviderBadge> _ -> unsure(open, attempt, now);
                };
        return after.rescheduled(now)
                .told(
                        attempt.step().word(),
                        outcome.word(),
                        outcome.said(),
                        Cause.system("settle", now),
                        now);
    }

    /// A success that arrives when its attempt no longer stands. The provider did it, so it is
    /// kept, also on a badge that had been given to a person; whether it did it twice, a look-up
    /// tells.
    public Change late(Badge badge, Attempt attempt, ProviderBadge got, Instant now) {
        return taken(badge, attempt, got, now)
                .settling(
                        now,
                        d -> {
                            d.failure = null;
                            d.doubt = d.doubt == null ? Doubt.unsure(attempt) : d.doubt;
                        })
                .rescheduled(now)
                .told(
                        attempt.step().word(),
                        "LATE",
                        new Said(0, "Provider badge " + got.id(), Duration.ZERO),
                        Cause.system("settle", now),
                        now);
    }

    private Badge done(Badge open, Attempt attempt, ProviderBadge got, Instant now) {
        Badge after = taken(open, attempt, got, now);
        boolean livesOn = attempt.step() == Step.Kind.REVOKE && got.state().live();
        if (livesOn || after.extraIds().contains(got.id())) {
            return unsure(after, attempt, now);
        }
        return after.settling(now, d -> d.settled(attempt.wantedVersion()));
    }

    /// The badge with what the provider answered to our own call. A second live badge never hides
    /// the first: which of the two to stand on, a look-up tells.
    private static Badge taken(Badge badge, Attempt attempt, ProviderBadge got, Instant now) {
        Have have = badge.have();
        if (have != null && have.providerBadgeId().equals(got.id())) {
            boolean ended = attempt.step() == Step.Kind.REVOKE && !got.state().live();
            return badge.having(
                    ended
                            ? have.ended(got, Have.Witness.ANSWER, attempt.wantedVersion())
                            : have.heard(got, Have.Witness.ANSWER),
                    badge.formerIds(),
                    badge.extraIds(),
                    now);
        }
        if (attempt.step() == Step.Kind.REVOKE) {
            return badge.formerly(got.id(), now);
        }
        boolean replaced = have != null && have.providerBadgeId().equals(attempt.target());
        if (have != null && have.live() && !replaced) {
            return badge.having(have, badge.formerIds(), badge.extraWith(got.id()), now);
        }
        Badge after = have == null ? badge : badge.formerly(have.providerBadgeId(), now);
        String target = attempt.target();
        after = target == null ? after : after.formerly(target, now);
        return after.having(
                Have.of(got, Have.Witness.ANSWER), after.formerIds(), after.extraIds(), now);
    }

    private Badge unsure(Badge open, Attempt attempt, Instant now) {
        return open.settling(now, d -> d.doubt = Doubt.unsure(attempt))
                .troubled(backoff, Duration.ZERO, now);
    }

    private static Badge refused(Badge open, Attempt attempt, Said said, Instant now) {
        Failure failure = new Failure(said.words(), now, attempt.wantedVersion());
        return open.settling(now, d -> d.failure = failure);
    }
}
