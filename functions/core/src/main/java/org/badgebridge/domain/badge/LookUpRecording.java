package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
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

    /// What a look-up seeks: our badge, under the names a provider may know it by, and the one
    /// there that the doubtful call aimed at, if any.
    public record Sought(
            String organizationId,
            String templateId,
            String earnerId,
            @Nullable String email,
            @Nullable String target) {

        public Sought(
                String organizationId, String templateId, String earnerId, @Nullable String email) {
            this(organizationId, templateId, earnerId, email, null);
        }

        public boolean is(ProviderBadge hit) {
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

    /// A live one may be too new for the lists to show beside those that ended.
    private static final int EMPTY_BEFORE_REVIVED = 2;

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
        Stream<ProviderBadge> ours = hits.stream().filter(sought::is);
        return switch (doubt.step()) {
            case ISSUE, LOOK_UP -> made(badge, doubt, ours);
            case REPLACE ->
                    made(
                            badge,
                            doubt,
                            ours.filter(hit -> Objects.equals(hit.replaces(), doubt.target())));
            case PUBLISH ->
                    ours.filter(hit -> hit.id().equals(doubt.target()))
                            .filter(hit -> hit.state() != ProviderState.UNPUBLISHED)
                            .findFirst();
            case REVOKE ->
                    ours.filter(hit -> hit.id().equals(doubt.target()))
                            .filter(hit -> !hit.state().live())
                            .findFirst();
        };
    }

    /// The oldest live badge; else one that the doubtful call made and that ended before we looked.
    private static Optional<ProviderBadge> made(
            Badge badge, Doubt doubt, Stream<ProviderBadge> ours) {
        List<ProviderBadge> news =
                ours.filter(hit -> !isPast(badge, hit)).sorted(OLDEST_FIRST).toList();
        return news.stream()
                .filter(ProviderBadge::current)
                .findFirst()
                .or(() -> endedSince(doubt, news));
    }

    /// A list that still shows as live what was superseded, or what we ended, lags: it does not
    /// come back to life.
    private static boolean isPast(Badge badge, ProviderBadge hit) {
        Have have = badge.have();
        boolean endedByUs =
                have != null
                        && have.providerBadgeId().equals(hit.id())
                        && !have.live()
                        && have.endedByUs() != null;
        return endedByUs || badge.formerIds().contains(hit.id());
    }

    private static Optional<ProviderBadge> endedSince(Doubt doubt, List<ProviderBadge> news) {
        Instant from = doubt.since().minus(CLOCK_TOLERANCE);
        return doubt.reason() == Doubt.Reason.ALREADY_THERE
                ? Optional.empty()
                : news.stream()
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
            case Outcome.Refused<List<ProviderBadge>>(Said said, FailureCause cause) ->
                    told(failed(open, said.words(), cause, now), outcome.word(), outcome, now);
            case Outcome.AlreadyThere<List<ProviderBadge>>(Said said) ->
                    told(
                            failed(open, said.words(), FailureCause.REFUSED, now),
                            "REFUSED",
                            outcome,
                            now);
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
                .settling(now, d -> d.settled(isRelic(open, after) ? 0 : doubt.wantedVersion()));
    }

    /// Whether it came to stand on one that had expired already: no answer to what is wanted.
    private static boolean isRelic(Badge open, Badge after) {
        Have had = open.have();
        Have has = after.have();
        return has != null
                && has.state() == ProviderState.EXPIRED
                && (had == null || !had.providerBadgeId().equals(has.providerBadgeId()));
    }

    private static Badge ended(Badge open, Doubt doubt, ProviderBadge hit, Instant now) {
        Have have = open.have();
        if (have == null || !have.providerBadgeId().equals(hit.id())) {
            return open.standingOn(have, Set.of(hit.id()), now);
        }
        Have ended = have.ended(hit, Have.Witness.READ_BACK, doubt.wantedVersion());
        return open.having(ended, open.formerIds(), open.extraIds(), now);
    }

    private static Badge standingOn(
            Badge open, ProviderBadge hit, List<ProviderBadge> hits, Instant now) {
        Set<String> over = new LinkedHashSet<>();
        if (hit.replaces() != null) {
            over.add(hit.replaces());
        }
        Have have = open.have();
        if (have == null) {
            return open.standingOn(Have.of(hit, Have.Witness.READ_BACK, now), over, now);
        }
        String id = have.providerBadgeId();
        if (id.equals(hit.id())) {
            return open.standingOn(have.heard(hit, Have.Witness.READ_BACK, now), over, now);
        }
        if (!have.live() || ends(hits).contains(id)) {
            over.add(id);
        }
        Badge after = open.standingOn(Have.of(hit, Have.Witness.READ_BACK, now), over, now);
        return over.contains(id)
                ? after
                : after.having(after.have(), after.formerIds(), after.extraWith(id), now);
    }

    private static Set<String> ends(List<ProviderBadge> hits) {
        return hits.stream()
                .filter(hit -> !hit.current())
                .map(ProviderBadge::id)
                .collect(Collectors.toSet());
    }

    /// The live badges beside the one it stands on: those that the lists show, and those that we
    /// know of and the lists do not deny.
    private static List<String> extras(Badge badge, Sought sought, List<ProviderBadge> hits) {
        Set<String> over = ends(hits);
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
        Have have = open.have();
        if (doubt.step() == Step.Kind.ISSUE && have != null && have.live()) {
            // We heard of it otherwise.
            return open.settling(now, d -> d.settled(doubt.wantedVersion()));
        }
        Optional<ProviderBadge> ended =
                hits.stream().filter(sought::is).max(OLDEST_FIRST).filter(hit -> !hit.current());
        Instant asked = doubt.since().minus(CLOCK_TOLERANCE);
        if (doubt.step() == Step.Kind.ISSUE
                && ended.filter(hit -> !hit.asOf().isBefore(asked)).isPresent()) {
            // It stood in the way when we asked, and ended since.
            return open.settling(now, d -> d.doubt = null).troubled(backoff, Duration.ZERO, now);
        }
        boolean listed = doubt.empties() + 1 >= EMPTY_BEFORE_REVIVED;
        if (doubt.step() == Step.Kind.ISSUE
                && listed
                && ended.isPresent()
                && !open.settling().revived()) {
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
                    FailureCause.EXISTS_UNSEEN,
                    now);
        }
        Doubt once = doubt.emptyOnceMore(now.plus(timing.lookUpLag()));
        return open.settling(now, d -> d.doubt = once);
    }

    private static Badge failed(Badge open, String reason, FailureCause cause, Instant now) {
        return open.settling(
                now, d -> d.failure = new Failure(reason, now, open.wanted().version(), cause));
    }
}
