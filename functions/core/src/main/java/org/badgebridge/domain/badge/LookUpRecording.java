package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /// What the look-up found that answers the doubt; empty when it tells nothing.
    static Optional<ProviderBadge> adopted(
            Badge badge, Doubt doubt, Sought sought, List<ProviderBadge> hits) {
        List<ProviderBadge> ours =
                hits.stream()
                        .filter(sought::is)
                        .filter(hit -> !endedByUs(badge, hit))
                        .sorted(OLDEST_FIRST)
                        .toList();
        return switch (doubt.step()) {
            case ISSUE, LOOK_UP -> made(badge, doubt, ours);
            case REPLACE ->
                    made(
                            badge,
                            doubt,
                            ours.stream()
                                    .filter(hit -> Objects.equals(hit.replaces(), doubt.target()))
                                    .toList());
            case REVOKE ->
                    hits.stream()
                            .filter(sought::is)
                            .filter(hit -> hit.id().equals(doubt.target()) && !hit.state().live())
                            .findFirst();
        };
    }

    /// A list that still shows as live what we ended, lags: it does not come back to life.
    private static boolean endedByUs(Badge badge, ProviderBadge hit) {
        Have have = badge.have();
        return have != null
                && have.providerBadgeId().equals(hit.id())
                && !have.live()
                && have.endedByUs() != null;
    }

    private static Optional<ProviderBadge> made(
            Badge badge, Doubt doubt, List<ProviderBadge> ours) {
        return ours.stream()
                .filter(ProviderBadge::current)
                .findFirst()
                .or(() -> endedSince(badge, doubt, ours));
    }

    /// A badge that the doubtful call made and that ended before we looked.
    private static Optional<ProviderBadge> endedSince(
            Badge badge, Doubt doubt, List<ProviderBadge> ours) {
        Instant from = doubt.since().minus(CLOCK_TOLERANCE);
        return doubt.reason() == Doubt.Reason.ALREADY_THERE
                ? Optional.empty()
                : ours.stream()
                        .filter(hit -> hit.replacedBy() == null)
                        .filter(hit -> !badge.formerIds().contains(hit.id()))
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
        return switch (outcome) {
            case Outcome.Done<List<ProviderBadge>>(List<ProviderBadge> hits, Said _) ->
                    adopted(badge, doubt, sought, hits)
                            .map(hit ->
                                    told(
                                            found(open, doubt, sought, hits, hit, now),
                                            "FOUND",
                                            outcome,
                                            now))
                            .orElseGet(() ->
                                    told(
                                            empty(open, doubt, sought, hits, allowsDuplicates, now),
                                            "NOT_FOUND",
                                            outcome,
                                            now));
            case Outcome.SlowDown<List<ProviderBadge>>(Duration retryAfter, Said _) ->
                    told(open.troubled(backoff, retryAfter, now), outcome.word(), outcome, now);
            case Outcome.NotSent<List<ProviderBadge>> _,
                    Outcome.Unsure<List<ProviderBadge>> _,
                    Outcome.Unauthorized<List<ProviderBadge>> _ ->
                    told(open.troubled(backoff, Duration.ZERO, now), outcome.word(), outcome, now);
            case Outcome.Refused<List<ProviderBadge>>(Said said) ->
                    told(failed(open, said.words(), now), outcome.word(), outcome, now);
            case Outcome.AlreadyThere<List<ProviderBadge>>(Said said) ->
                    told(failed(open, said.words(), now), "REFUSED", outcome, now);
        };
    }

    private static Change told(
            Badge after, String word, Outcome<List<ProviderBadge>> outcome, Instant now) {
        return after.rescheduled(now)
                .told(
                        Step.Kind.LOOK_UP.word(),
                        word,
                        outcome.said(),
                        Cause.system("settle", now),
                        now);
    }

    /// Another badge of ours is just ending what was found: look again when it has.
    public Change busy(Badge badge, Doubt doubt, Instant now) {
        Doubt later = doubt.postponed(now.plus(timing.deadline().multipliedBy(2)));
        return badge.settling(
                        now,
                        d -> {
                            d.attempt = null;
                            d.doubt = later;
                        })
                .rescheduled(now)
                .told(Step.Kind.LOOK_UP.word(), "BUSY", null, Cause.system("settle", now), now);
    }

    private static Badge found(
            Badge open,
            Doubt doubt,
            Sought sought,
            List<ProviderBadge> hits,
            ProviderBadge hit,
            Instant now) {
        Badge after =
                doubt.step() == Step.Kind.REVOKE
                        ? ended(open, doubt, hit, now)
                        : standingOn(open, hit, hits, now);
        return after.having(after.have(), after.formerIds(), extras(after, sought, hits), now)
                .settling(now, d -> d.settled(doubt.wantedVersion()));
    }

    private static Badge ended(Badge open, Doubt doubt, ProviderBadge hit, Instant now) {
        Have have = open.have();
        if (have == null || !have.providerBadgeId().equals(hit.id())) {
            return open.formerly(hit.id(), now);
        }
        return open.having(
                have.ended(hit, Have.Witness.READ_BACK, doubt.wantedVersion()),
                open.formerIds(),
                open.extraIds(),
                now);
    }

    private static Badge standingOn(
            Badge open, ProviderBadge hit, List<ProviderBadge> hits, Instant now) {
        Have have = open.have();
        Badge after = hit.replaces() == null ? open : open.formerly(hit.replaces(), now);
        if (have != null && have.providerBadgeId().equals(hit.id())) {
            return after.having(
                    have.heard(hit, Have.Witness.READ_BACK),
                    after.formerIds(),
                    after.extraIds(),
                    now);
        }
        if (have != null) {
            String id = have.providerBadgeId();
            boolean over =
                    !have.live()
                            || id.equals(hit.replaces())
                            || hits.stream()
                                    .anyMatch(each -> each.id().equals(id) && !each.current());
            after =
                    over
                            ? after.formerly(id, now)
                            : after.having(have, after.formerIds(), after.extraWith(id), now);
        }
        return after.having(
                Have.of(hit, Have.Witness.READ_BACK), after.formerIds(), after.extraIds(), now);
    }

    /// The live badges beside the one it stands on: those that the lists show, and those that we
    /// know of and the lists do not deny.
    private static List<String> extras(Badge badge, Sought sought, List<ProviderBadge> hits) {
        Set<String> over =
                hits.stream()
                        .filter(hit -> !hit.current())
                        .map(ProviderBadge::id)
                        .collect(Collectors.toSet());
        Stream<String> known = badge.extraIds().stream().filter(id -> !over.contains(id));
        Stream<String> shown =
                hits.stream()
                        .filter(sought::is)
                        .filter(ProviderBadge::current)
                        .filter(hit -> !badge.formerIds().contains(hit.id()))
                        .sorted(OLDEST_FIRST)
                        .map(ProviderBadge::id);
        return Stream.concat(known, shown).distinct().toList();
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

    private static Badge failed(Badge open, String reason, Instant now) {
        return open.settling(
                now, d -> d.failure = new Failure(reason, now, open.wanted().version()));
    }
}
