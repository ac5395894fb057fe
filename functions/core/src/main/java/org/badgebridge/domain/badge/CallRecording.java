package org.badgebridge.domain.badge;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/// Writes the outcome of issuing, replacing or revoking onto a badge. Pure.
///
/// The badge given must still stand in the attempt that made the call; what comes later than that
/// goes to [#late].
public final class CallRecording {

    private static final Duration PUBLISH_AGAIN = Duration.ofMinutes(30);

    /// Up to sixteen hours.
    private static final int MOST_DOUBLINGS = 5;

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
                    case Outcome.AlreadyThere<ProviderBadge> _ -> alreadyThere(open, attempt, now);
                    case Outcome.Refused<ProviderBadge>(Said said, FailureCause cause) ->
                            refused(open, attempt, said, cause, now);
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
    /// tells. Of a badge that was superseded or ended since, it is history only.
    public Change late(Badge badge, Attempt attempt, ProviderBadge got, Instant now) {
        boolean past = badge.formerIds().contains(got.id());
        Badge after = past ? badge : unsettled(taken(badge, attempt, got, now), attempt, now);
        return after.told(
                attempt.step().word(),
                "LATE",
                new Said(0, "Provider badge " + got.id(), Duration.ZERO),
                Cause.system("settle", now),
                now);
    }

    /// An end is certain. Whether something was made twice is not, and a call that is still out is
    /// a doubt by itself, which another must not hide.
    private static Badge unsettled(Badge badge, Attempt attempt, Instant now) {
        Settling settling = badge.settling();
        boolean certain = attempt.step() == Step.Kind.REVOKE;
        boolean doubted = settling.doubt() != null || settling.attempt() != null;
        return badge.settling(
                        now,
                        d -> {
                            d.failure = null;
                            d.doubt = certain || doubted ? d.doubt : Doubt.unsure(attempt);
                        })
                .rescheduled(now);
    }

    private Badge done(Badge open, Attempt attempt, ProviderBadge got, Instant now) {
        boolean revoking = attempt.step() == Step.Kind.REVOKE;
        Have have = open.have();
        // What ended is done with, also should the provider give the same id again; unless it
        // was made and ended while we waited for the answer.
        Badge clear =
                revoking || have == null || have.live() || endedSince(have, got)
                        ? open
                        : open.standingOn(null, Set.of(have.providerBadgeId()), now);
        Badge after = taken(clear, attempt, got, now);
        boolean livesOn = revoking && got.state().live();
        if (livesOn || after.extraIds().contains(got.id())) {
            return unsure(after, attempt, now);
        }
        return published(after.settling(now, d -> d.settled(attempt.wantedVersion())), open, now);
    }

    /// What the provider made and did not publish is asked to be published later, again and again
    /// and less and less often, until it is or a person mends what is in the way.
    private static Badge published(Badge settled, Badge open, Instant now) {
        if (!settled.unpublished()) {
            return settled;
        }
        int tries = open.settling().tries();
        Duration pause = PUBLISH_AGAIN.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return settled.settling(
                now,
                d -> {
                    d.tries = tries + 1;
                    d.notBefore = now.plus(pause);
                });
    }

    private static boolean endedSince(Have have, ProviderBadge got) {
        return have.providerBadgeId().equals(got.id())
                && have.endedByUs() == null
                && got.asOf().isBefore(have.asOf());
    }

    /// By what badge it was done before, we may have heard meanwhile.
    private static Badge alreadyThere(Badge open, Attempt attempt, Instant now) {
        Have have = open.have();
        boolean heard = attempt.step() == Step.Kind.ISSUE && have != null && have.live();
        return open.settling(
                now,
                d -> {
                    d.doubt = heard ? null : Doubt.alreadyThere(attempt, now);
                    if (heard) {
                        d.settled(attempt.wantedVersion());
                    }
                });
    }

    /// The badge with what the provider answered to our own call. A second live badge never hides
    /// the first: which of the two to stand on, a look-up tells.
    private static Badge taken(Badge badge, Attempt attempt, ProviderBadge got, Instant now) {
        Have have = badge.have();
        if (have != null && have.providerBadgeId().equals(got.id())) {
            boolean ended = attempt.step() == Step.Kind.REVOKE && !got.state().live();
            Have heard =
                    ended
                            ? have.ended(got, Have.Witness.ANSWER, attempt.wantedVersion())
                            : have.heard(got, Have.Witness.ANSWER, now);
            return badge.having(heard, badge.formerIds(), badge.extraIds(), now);
        }
        if (attempt.step() == Step.Kind.REVOKE) {
            return badge.standingOn(have, Set.of(got.id()), now);
        }
        Set<String> over = new LinkedHashSet<>();
        if (attempt.target() != null) {
            over.add(attempt.target());
        }
        if (have != null && have.live() && !over.contains(have.providerBadgeId())) {
            return badge.having(have, badge.formerIds(), badge.extraWith(got.id()), now);
        }
        if (have != null) {
            over.add(have.providerBadgeId());
        }
        return badge.standingOn(Have.of(got, Have.Witness.ANSWER, now), over, now);
    }

    private Badge unsure(Badge open, Attempt attempt, Instant now) {
        return open.settling(now, d -> d.doubt = Doubt.unsure(attempt))
                .troubled(backoff, Duration.ZERO, now);
    }

    private static Badge refused(
            Badge open, Attempt attempt, Said said, FailureCause cause, Instant now) {
        Failure failure = new Failure(said.words(), now, attempt.wantedVersion(), cause);
        return open.settling(now, d -> d.failure = failure);
    }
}
