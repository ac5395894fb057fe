package org.badgebridge.listing;

import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.port.BadgeQuery;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Which badges an admin asks for: what is stored of them narrows down what is read, and how they
/// stand now, which switches decide, picks among those. `parts` is the filter as it was asked, for
/// a job to go on with.
public record BadgeFilter(
        Map<String, String> parts, Set<BadgeState> states, @Nullable Hold hold, BadgeQuery query) {

    /// The parts that there are.
    public static final List<String> NAMES =
            List.of(
                    "state",
                    "reason",
                    "connection",
                    "template",
                    "course",
                    "source",
                    "learner",
                    "since",
                    "until");

    public BadgeFilter {
        parts = Map.copyOf(parts);
        states = Set.copyOf(states);
    }

    /// Reads the parts; `wrong` hears what is wrong with which. Others than [#NAMES] are ignored.
    public static BadgeFilter of(Map<String, String> given, BiConsumer<String, String> wrong) {
        FilterText text = new FilterText(given, wrong);
        Set<BadgeState> states = EnumSet.noneOf(BadgeState.class);
        for (String word : text.list("state")) {
            BadgeState.of(word)
                    .ifPresentOrElse(
                            states::add,
                            () ->
                                    wrong.accept(
                                            "state",
                                            "must be of "
                                                    + words(EnumSet.allOf(BadgeState.class))));
        }
        String reason = given.getOrDefault("reason", "");
        FailureCause cause = FailureCause.of(reason).orElse(null);
        Hold hold = Hold.of(reason).orElse(null);
        if (!reason.isBlank() && cause == null && hold == null) {
            wrong.accept(
                    "reason",
                    "must be of %s,%s"
                            .formatted(
                                    words(EnumSet.allOf(FailureCause.class)),
                                    words(EnumSet.allOf(Hold.class))));
        }
        Map<String, String> parts = new TreeMap<>(given);
        parts.keySet().retainAll(NAMES);
        return new BadgeFilter(
                parts,
                states,
                hold,
                new BadgeQuery(
                        phases(states, cause, hold),
                        cause,
                        text.connection(),
                        text.template(),
                        text.course(),
                        text.source(),
                        text.learner(),
                        text.time("since"),
                        text.time("until")));
    }

    /// The same of badges for which something makes sense; empty when there can be none.
    public Optional<BadgeFilter> within(Predicate<BadgeState> sense) {
        Set<BadgeState> left = EnumSet.allOf(BadgeState.class);
        left.removeIf(state -> !possible(state) || !sense.test(state));
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> narrowed = new TreeMap<>(parts);
        narrowed.put("state", words(left));
        return Optional.of(
                new BadgeFilter(narrowed, left, hold, query.in(phases(left, query.cause(), hold))));
    }

    private boolean possible(BadgeState state) {
        return (states.isEmpty() || states.contains(state))
                && (hold == null || state == BadgeState.HELD)
                && (query.cause() == null || state == BadgeState.FAILED);
    }

    private static Set<Phase> phases(
            Set<BadgeState> states, @Nullable FailureCause cause, @Nullable Hold hold) {
        if (cause != null) {
            return Set.of(Phase.FAILED);
        }
        if (hold != null) {
            return Set.of(Phase.OPEN);
        }
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        states.forEach(state -> phases.add(phase(state)));
        return phases;
    }

    private static Phase phase(BadgeState state) {
        return switch (state) {
            case ISSUED -> Phase.ISSUED;
            case REVOKED -> Phase.REVOKED;
            case FAILED -> Phase.FAILED;
            case HELD, QUEUED, ISSUING, RETRYING, UNSURE, UNPUBLISHED, REVOKING -> Phase.OPEN;
        };
    }

    private static String words(Collection<? extends Enum<?>> all) {
        return String.join(
                ",", all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
    }

    boolean takes(BadgeState.Seen seen) {
        return (states.isEmpty() || states.contains(seen.state()))
                && (hold == null || hold.code().equals(seen.code()));
    }

    /// Whether what is stored decides alone.
    boolean byStoredAlone() {
        return hold == null && (states.isEmpty() || states.equals(Set.of(BadgeState.FAILED)));
    }
}
