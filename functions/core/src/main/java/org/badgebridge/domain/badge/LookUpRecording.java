package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Writes the outcome of a look-up onto a badge. Pure.
///
/// A look-up proves little: lists lag, and a provider may ignore a filter. So only what we compared
/// ourselves is adopted, and nothing is done again before several empty look-ups.
public final class LookUpRecording {

    /// What a look-up seeks: our badge, under the names a provider may know it by.
    public record Sought(
            String organizationId, String templateId, String earnerId, @Nullable String email) {

        boolean is(ProviderBadge hit) {
            return hit.organizationId().equals(organizationId)
                    && hit.templateId().equals(templateId)
                    && (earnerId.equals(hit.earnerId())
                            || (email != null && email.equalsIgnoreCase(hit.email())));
        }

        @Override
        public String toString() {
            return "Sought[" + templateId + ", " + earnerId + "]";
        }
    }

    /// A badge that ended this much before the call was not made by it, allowing for clocks.
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private static final int EMPTY_BEFORE_AGAIN = 2;
    private static final int EMPTY_BEFORE_AGAIN_WITH_DUPLICATES = 4;
    private static final int EMPTY_BEFORE_FAILED = 3;

    private static final Comparator<ProviderBadge> OLDEST_FIRST =
            Comparator.comparing(
                            ProviderBadge::createdAt,
                            Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(ProviderBadge::id);

    private final Backoff backoff;
    private final Timing timing;

    public LookUpRecording(Backoff backoff, Timing timing) {
        this.backoff = backoff;
        this.timing = timing;
    }

    /// What the look-up found that the badge should stand on; empty when it tells nothing.
    public static Optional<ProviderBadge> adopted(
            Doubt doubt, Sought sought, List<ProviderBadge> hits) {
        List<ProviderBadge> ours = hits.stream().filter(sought::is).sorted(OLDEST_FIRST).toList();
        return switch (doubt.step()) {
            case ISSUE, LOOK_UP ->
                    ours.stream()
                            .filter(ProviderBadge::current)
                            .findFirst()
                            .or(() -> endedSince(doubt, ours));
            case REPLACE ->
                    ours.stream()
                            .filter(hit -> Objects.equals(hit.replaces(), doubt.target()))
                            .findFirst();
            case REVOKE ->
                    ours.stream()
                            .filter(hit -> hit.id().equals(doubt.target()) && !hit.state().live())
                            .findFirst();
        };
    }

    /// A badge that the doubtful call made and that ended before we looked.
    private static Optional<ProviderBadge> endedSince(Doubt doubt, List<ProviderBadge> ours) {
        Instant from = doubt.since().minus(CLOCK_TOLERANCE);
        return doubt.reason() == Doubt.Reason.ALREADY_THERE
                ? Optional.empty()
                : ours.stream()
                        .filter(hit -> hit.replacedBy() == null)
                        .filter(hit -> hit.createdAt() != null && hit.createdAt().isAfter(from))
                        .findFirst();
    }

    public Change recorded(
            Badge badge,
            Doubt doubt,
            Sought sought,
            Outcome<List<ProviderBadge>> outcome,
            boolean allowsDuplicates,
            Instant now) {
        Badge open =
                badge.settling(
                        now,
                        d -> {
                            d.attempt = null;
                            d.doubt = doubt;
                        });
        Cause by = Cause.system("settle", now);
        String step = Step.Kind.LOOK_UP.word();
        return switch (outcome) {
            case Outcome.Done<List<ProviderBadge>>(List<ProviderBadge> hits, Said said) ->
                    adopted(doubt, sought, hits)
                            .map(hit ->
                                    found(open, doubt, sought, hits, hit, now)
                                            .rescheduled(now)
                                            .told(step, "FOUND", said, by, now))
                            .orElseGet(() ->
                                    empty(open, doubt, sought, hits, allowsDuplicates, now)
                                            .rescheduled(now)
                                            .told(step, "NOT_FOUND", said, by, now));
            case Outcome.SlowDown<List<ProviderBadge>>(Duration retryAfter, Said said) ->
                    postponed(open, doubt, now.plus(retryAfter), now)
                            .told(step, "SLOW_DOWN", said, by, now);
            case Outcome.NotSent<List<ProviderBadge>>(Said said) ->
                    later(open, doubt, now).told(step, "NOT_SENT", said, by, now);
            case Outcome.Unsure<List<ProviderBadge>>(Said said) ->
                    later(open, doubt, now).told(step, "UNSURE", said, by, now);
            case Outcome.Unauthorized<List<ProviderBadge>>(Said said) ->
                    open.rescheduled(now).told(step, "UNAUTHORIZED", said, by, now);
            case Outcome.Refused<List<ProviderBadge>>(Said said) ->
                    failed(open, said.words(), now).told(step, "REFUSED", said, by, now);
            case Outcome.AlreadyThere<List<ProviderBadge>>(Said said) ->
                    failed(open, said.words(), now).told(step, "REFUSED", said, by, now);
        };
    }

    /// Another badge of ours is just ending what was found: look again when it has.
    public Change busy(Badge badge, Doubt doubt, Instant now) {
        Badge open = badge.settling(now, d -> d.attempt = null);
        return postponed(open, doubt, now.plus(timing.deadline().multipliedBy(2)), now)
                .told(Step.Kind.LOOK_UP.word(), "BUSY", null, Cause.system("settle", now), now);
    }

    private static Badge found(
            Badge open,
            Doubt doubt,
            Sought sought,
            List<ProviderBadge> hits,
            ProviderBadge hit,
            Instant now) {
        Have have = open.have();
        Have after =
                have != null && have.providerBadgeId().equals(hit.id())
                        ? have.heard(hit, Have.Witness.READ_BACK)
                        : Have.of(hit, Have.Witness.READ_BACK);
        if (doubt.step() == Step.Kind.REVOKE) {
            after = after.endedFor(doubt.wantedVersion());
        }
        Badge kept = open;
        if (have != null && !have.providerBadgeId().equals(hit.id())) {
            kept =
                    kept.having(
                            after, kept.formerWith(have.providerBadgeId()), kept.extraIds(), now);
        } else {
            kept = kept.having(after, kept.formerIds(), kept.extraIds(), now);
        }
        if (hit.replaces() != null) {
            kept = kept.having(kept.have(), kept.formerWith(hit.replaces()), kept.extraIds(), now);
        }
        List<String> others =
                hits.stream()
                        .filter(sought::is)
                        .filter(ProviderBadge::current)
                        .sorted(OLDEST_FIRST)
                        .map(ProviderBadge::id)
                        .filter(id -> !id.equals(hit.id()))
                        .toList();
        return kept.having(kept.have(), kept.formerIds(), others, now)
                .settling(now, d -> d.settled(doubt.wantedVersion()));
    }

    private Badge empty(
            Badge open,
            Doubt doubt,
            Sought sought,
            List<ProviderBadge> hits,
            boolean allowsDuplicates,
            Instant now) {
        if (doubt.reason() == Doubt.Reason.ALREADY_THERE) {
            return contradicted(open, doubt, sought, hits, now);
        }
        int needed = allowsDuplicates ? EMPTY_BEFORE_AGAIN_WITH_DUPLICATES : EMPTY_BEFORE_AGAIN;
        boolean enough = doubt.empties() + 1 >= needed;
        return open.settling(
                now,
                d -> d.doubt = enough ? null : doubt.emptyOnceMore(now.plus(timing.lookUpLag())));
    }

    /// The provider says that there is one, and its lists show no live one.
    private Badge contradicted(
            Badge open, Doubt doubt, Sought sought, List<ProviderBadge> hits, Instant now) {
        Optional<ProviderBadge> ended =
                hits.stream().filter(sought::is).max(OLDEST_FIRST).filter(hit -> !hit.current());
        if (doubt.step() == Step.Kind.ISSUE && ended.isPresent() && !open.settling().revived()) {
            return open.settling(
                    now,
                    d -> {
                        d.doubt = null;
                        d.revive = ended.get().id();
                        d.revived = true;
                    });
        }
        if (doubt.empties() + 1 >= EMPTY_BEFORE_FAILED) {
            return failed(
                    open,
                    "The provider says that this badge exists already, but its lists do not show"
                            + " it. Look for it at the provider, then retry.",
                    now);
        }
        Doubt once = doubt.emptyOnceMore(now.plus(timing.lookUpLag()));
        return open.settling(now, d -> d.doubt = once);
    }

    private Badge later(Badge open, Doubt doubt, Instant now) {
        int tries = open.settling().tries() + 1;
        return postponed(
                open.settling(now, d -> d.tries = tries),
                doubt,
                now.plus(backoff.after(tries)),
                now);
    }

    private static Badge postponed(Badge open, Doubt doubt, Instant until, Instant now) {
        return open.settling(now, d -> d.doubt = doubt.postponed(until)).rescheduled(now);
    }

    private static Badge failed(Badge open, String reason, Instant now) {
        return open.settling(
                        now, d -> d.failure = new Failure(reason, now, open.wanted().version()))
                .rescheduled(now);
    }
}
