package org.badgebridge.domain.rule;

import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.Past;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What a learner has met for a rule, and by which events.
///
/// The fold keeps maxima only, so it is commutative and idempotent: any order and any repeats of
/// facts end in the same progress. `marks` is by requirement, then by certificate key; `resets` and
/// `byHand` by requirement. `of` tells which state of the rule it was folded by: the rule's
/// `updatedAt`, null before any. `mapping`: of a rule whose progress nobody looks at by itself.
public record Progress(
        LearnerId learner,
        RuleId rule,
        @Nullable Instant of,
        boolean mapping,
        Map<String, Map<String, Mark>> marks,
        Map<String, Position> resets,
        Map<String, HandReset> byHand,
        @Nullable Instant updatedAt,
        long version) {

    /// What a person reset, and why.
    public record HandReset(Position at, String who, String reason) {}

    /// What satisfies a rule: the newest event it rests on, and the certificate it came with.
    public record Earned(Mark.Met by, CertificateId certificate) {

        static final Comparator<Earned> NEWEST =
                Comparator.<Earned, Position>comparing(e -> e.by().at())
                        .thenComparing(e -> e.certificate().key());
    }

    /// How it stands with one requirement: what meets it, if anything; else what took back what met
    /// it, and what reset it, last.
    public record Standing(
            @Nullable Earned by,
            @Nullable Position taken,
            @Nullable Position reset,
            @Nullable HandReset byHand) {

        public boolean met() {
            return by != null;
        }
    }

    public Progress {
        marks = Map.copyOf(marks);
        resets = Map.copyOf(resets);
        byHand = Map.copyOf(byHand);
    }

    public static Progress none(LearnerId learner, RuleId rule) {
        return new Progress(learner, rule, null, false, Map.of(), Map.of(), Map.of(), null, 0);
    }

    /// Whether it was folded by this very state of the rule.
    public boolean isOf(Rule asItIs) {
        return asItIs.updatedAt().equals(of);
    }

    /// Progress by a rule as it is, over all that the learner did. What a person reset stays reset.
    public Progress anew(Rule asItIs, Past past) {
        Fold fold = new Fold(asItIs, Map.of(), Map.of());
        past.facts().forEach(fact -> fold.fact(fact, past.taken(fact.certificate())));
        return fold.over(this);
    }

    /// Progress after one more fact. `taken` is the newest word by which the fact's certificate was
    /// taken back, this fact included: it counts whether it came before or after what it takes, and
    /// through which of the realm's sources.
    public Progress after(Fact fact, @Nullable Position taken, Rule asItIs) {
        Fold fold = new Fold(asItIs, marks, resets);
        fold.fact(fact, taken);
        return fold.over(this);
    }

    /// Progress after a person reset some requirements.
    public Progress reset(Collection<String> requirements, HandReset reset) {
        Map<String, HandReset> next = new HashMap<>(byHand);
        requirements.forEach(id -> next.put(id, reset));
        return new Progress(learner, rule, of, mapping, marks, resets, next, updatedAt, version);
    }

    /// Whether nothing is known that could matter.
    public boolean isEmpty() {
        return marks.isEmpty() && resets.isEmpty() && byHand.isEmpty();
    }

    public Progress touched(Instant now) {
        return new Progress(learner, rule, of, mapping, marks, resets, byHand, now, version);
    }

    /// Facts as they come, folded by one state of a rule.
    private static final class Fold {
        private final Rule rule;
        private final Map<String, Map<String, Mark>> marks;
        private final Map<String, Position> resets;

        Fold(Rule rule, Map<String, Map<String, Mark>> marks, Map<String, Position> resets) {
            this.rule = rule;
            this.marks = new HashMap<>(marks);
            this.resets = new HashMap<>(resets);
        }

        void fact(Fact fact, @Nullable Position taken) {
            rule.requirements().forEach(each -> mark(each, fact, taken));
            rule.penalties().stream()
                    .filter(penalty -> penalty.isIncurredBy(fact))
                    .flatMap(penalty -> penalty.resets().stream())
                    .forEach(id -> resets.merge(id, fact.at(), Progress::newer));
        }

        private void mark(Requirement requirement, Fact fact, @Nullable Position taken) {
            Map<String, Mark> known = marks.getOrDefault(requirement.id(), Map.of());
            String key = fact.certificate().key();
            Mark mark = known.getOrDefault(key, Mark.NONE);
            if (requirement.isMetBy(fact) && rule.counts(fact)) {
                mark = mark.met(Mark.Met.by(fact));
            }
            if (mark.met() != null && taken != null) {
                mark = mark.unmet(taken);
            }
            if (!mark.equals(Mark.NONE)) {
                Map<String, Mark> next = new HashMap<>(known);
                next.put(key, mark);
                marks.put(requirement.id(), Map.copyOf(next));
            }
        }

        Progress over(Progress had) {
            return new Progress(
                    had.learner,
                    had.rule,
                    rule.updatedAt(),
                    rule.mapping(),
                    marks,
                    resets,
                    had.byHand,
                    had.updatedAt,
                    had.version);
        }
    }

    /// Whether a fact meets a requirement that nothing has taken back since: by such a fact a
    /// template may come to be earned.
    public boolean restsOn(Fact fact, Rule asItIs) {
        return asItIs.requirements()
                .anyMatch(each ->
                        holding(each.id()).anyMatch(earned -> earned.by().at().equals(fact.at())));
    }

    /// Whether a fact took back what met a requirement, or reset one: by such a fact a template may
    /// come to be lost.
    public boolean suffersFrom(Fact fact, Rule asItIs) {
        return asItIs.requirements()
                .map(Requirement::id)
                .anyMatch(id ->
                        fact.at().equals(resets.get(id))
                                || marks.getOrDefault(id, Map.of()).values().stream()
                                        .anyMatch(mark -> fact.at().equals(mark.unmet())));
    }

    /// What earns the rule's template now; empty while the rule is not satisfied.
    public Optional<Earned> earned(Rule asItIs) {
        if (asItIs.groups().isEmpty()) {
            return Optional.empty();
        }
        List<Optional<Earned>> groups = asItIs.groups().stream().map(this::earned).toList();
        return groups.stream().allMatch(Optional::isPresent)
                ? groups.stream().flatMap(Optional::stream).max(Earned.NEWEST)
                : Optional.empty();
    }

    /// What earns a group. It rests on as many of its requirements as it needs, those that were met
    /// first: a newer certificate for one of these renews it, and what more is met later does not.
    /// Empty while there are not enough.
    public Optional<Earned> earned(Group group) {
        List<Resting> first =
                group.requirements().stream()
                        .flatMap(each -> resting(each.id()).stream())
                        .sorted(Comparator.comparing(Resting::since))
                        .limit(group.atLeast())
                        .toList();
        return first.size() < group.atLeast()
                ? Optional.empty()
                : first.stream().map(Resting::by).max(Earned.NEWEST);
    }

    /// Since when a requirement is met, and by what, last.
    private record Resting(Position since, Earned by) {}

    private Optional<Resting> resting(String requirement) {
        Position reset = lastReset(requirement);
        return holding(requirement)
                .map(earned -> new Resting(since(requirement, earned, reset), earned))
                .reduce((one, other) ->
                        new Resting(
                                one.since().isAfter(other.since()) ? other.since() : one.since(),
                                Earned.NEWEST.compare(one.by(), other.by()) < 0
                                        ? other.by()
                                        : one.by()));
    }

    private Position since(String requirement, Earned earned, @Nullable Position reset) {
        return marks.getOrDefault(requirement, Map.of())
                .getOrDefault(earned.certificate().key(), Mark.NONE)
                .since(earned.by(), reset);
    }

    /// What earns a template that any of several rules may earn: the newest.
    public static Optional<Earned> newest(Collection<Earned> earned) {
        return earned.stream().max(Earned.NEWEST);
    }

    public Standing standing(String requirement) {
        return new Standing(
                holding(requirement).max(Earned.NEWEST).orElse(null),
                marks.getOrDefault(requirement, Map.of()).values().stream()
                        .map(Mark::unmet)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                resets.get(requirement),
                byHand.get(requirement));
    }

    /// What meets a requirement now, by each certificate that does.
    private Stream<Earned> holding(String requirement) {
        Position reset = lastReset(requirement);
        return marks.getOrDefault(requirement, Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().holds(reset))
                .mapMulti((entry, sink) -> {
                    Mark.Met met = entry.getValue().met();
                    if (met != null) {
                        sink.accept(new Earned(met, new CertificateId(learner, entry.getKey())));
                    }
                });
    }

    private @Nullable Position lastReset(String requirement) {
        Position reset = resets.get(requirement);
        HandReset hand = byHand.get(requirement);
        if (hand == null) {
            return reset;
        }
        return reset == null ? hand.at() : newer(reset, hand.at());
    }

    private static Position newer(Position one, Position other) {
        return one.isAfter(other) ? one : other;
    }
}
