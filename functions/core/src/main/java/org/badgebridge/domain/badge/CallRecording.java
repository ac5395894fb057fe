package org.badgebridge.domain.badge;

import java.time.Duration;
import java.time.Instant;

/// Writes the outcome of issuing, replacing or revoking onto a badge. Pure.
///
/// The badge given must still stand in the attempt that made the call; what comes later than that
/// goes to [#late].
public final class CallRecording {

    private static final Cause SETTLE = Cause.system("settle", Instant.EPOCH);

    private final Backoff backoff;

    public CallRecording(Backoff backoff) {
        this.backoff = backoff;
    }

    public Change recorded(
            Badge badge, Attempt attempt, Outcome<ProviderBadge> outcome, Instant now) {
        String step = attempt.step().word();
        Badge open = badge.settling(now, d -> d.attempt = null);
        Cause by = new Cause(SETTLE.kind(), SETTLE.id(), null, now);
        return switch (outcome) {
            case Outcome.Done<ProviderBadge>(ProviderBadge got, Said said) ->
                    done(open, attempt, got, now)
                            .rescheduled(now)
                            .told(step, "DONE", said, by, now);
            case Outcome.AlreadyThere<ProviderBadge>(Said said) ->
                    open.settling(now, d -> d.doubt = Doubt.alreadyThere(attempt, now))
                            .rescheduled(now)
                            .told(step, "ALREADY_THERE", said, by, now);
            case Outcome.Refused<ProviderBadge>(Said said) ->
                    failed(open, attempt, said.words(), now).told(step, "REFUSED", said, by, now);
            case Outcome.Unauthorized<ProviderBadge>(Said said) ->
                    open.rescheduled(now).told(step, "UNAUTHORIZED", said, by, now);
            case Outcome.SlowDown<ProviderBadge>(Duration retryAfter, Said said) ->
                    open.settling(now, d -> d.notBefore = now.plus(retryAfter))
                            .rescheduled(now)
                            .told(step, "SLOW_DOWN", said, by, now);
            case Outcome.NotSent<ProviderBadge>(Said said) ->
                    again(open, attempt, now).told(step, "NOT_SENT", said, by, now);
            case Outcome.Unsure<ProviderBadge>(Said said) ->
                    open.settling(now, d -> d.doubt = Doubt.unsure(attempt))
                            .rescheduled(now)
                            .told(step, "UNSURE", said, by, now);
        };
    }

    /// A success that arrives when its attempt no longer stands. The provider did it, so it is
    /// kept; whether it did it twice, a look-up tells.
    public Change late(Badge badge, Attempt attempt, ProviderBadge got, Instant now) {
        Have have = badge.have();
        Badge kept;
        if (have != null && have.providerBadgeId().equals(got.id())) {
            kept =
                    badge.having(
                            ended(have.heard(got, Have.Witness.ANSWER), attempt),
                            badge.formerIds(),
                            badge.extraIds(),
                            now);
        } else if (have == null || !have.live()) {
            kept =
                    badge.having(
                            Have.of(got, Have.Witness.ANSWER),
                            have == null
                                    ? badge.formerIds()
                                    : badge.formerWith(have.providerBadgeId()),
                            badge.extraIds(),
                            now);
        } else {
            kept = badge.having(have, badge.formerIds(), badge.extraWith(got.id()), now);
        }
        return kept.settling(now, d -> d.doubt = d.doubt == null ? Doubt.unsure(attempt) : d.doubt)
                .rescheduled(now)
                .told(
                        attempt.step().word(),
                        "LATE",
                        new Said(0, "Provider badge " + got.id(), Duration.ZERO),
                        Cause.system("settle", now),
                        now);
    }

    private static Badge done(Badge open, Attempt attempt, ProviderBadge got, Instant now) {
        Have have = open.have();
        String before = have == null ? null : have.providerBadgeId();
        Have after =
                have != null && got.id().equals(before)
                        ? have.heard(got, Have.Witness.ANSWER)
                        : Have.of(got, Have.Witness.ANSWER);
        String former = before != null && !before.equals(got.id()) ? before : attempt.target();
        boolean superseded = former != null && !former.equals(got.id());
        return open.having(
                        ended(after, attempt),
                        superseded && former != null ? open.formerWith(former) : open.formerIds(),
                        open.extraIds(),
                        now)
                .settling(now, d -> d.settled(attempt.wantedVersion()));
    }

    private static Have ended(Have have, Attempt attempt) {
        return attempt.step() == Step.Kind.REVOKE && !have.live()
                ? have.endedFor(attempt.wantedVersion())
                : have;
    }

    private Badge again(Badge open, Attempt attempt, Instant now) {
        Instant since =
                open.settling().troubleSince() == null ? now : open.settling().troubleSince();
        if (now.isAfter(since.plus(Backoff.PATIENCE))) {
            return failed(
                    open,
                    attempt,
                    "The provider could not be reached for "
                            + Backoff.PATIENCE.toDays()
                            + " days. Retry when it is back.",
                    now);
        }
        int tries = open.settling().tries() + 1;
        return open.settling(
                        now,
                        d -> {
                            d.tries = tries;
                            d.troubleSince = since;
                            d.notBefore = now.plus(backoff.after(tries));
                        })
                .rescheduled(now);
    }

    private static Badge failed(Badge open, Attempt attempt, String reason, Instant now) {
        return open.settling(
                        now, d -> d.failure = new Failure(reason, now, attempt.wantedVersion()))
                .rescheduled(now);
    }
}
