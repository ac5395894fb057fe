package org.badgebridge.domain.rule;

import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a learner has met for a rule, and by which events.
///
/// The fold keeps maxima only, so it is commutative and idempotent: any order and any repeats of
/// events end in the same progress. `marks` is by requirement, then by certificate key; `resets` by
/// requirement.
public record Progress(
        LearnerId learner,
        RuleId rule,
        Map<String, Map<String, Mark>> marks,
        Map<String, Position> resets,
        long version) {

    /// What satisfies a rule: the newest event it rests on, and the certificate it came with.
    public record Earned(Mark.Met by, CertificateId certificate) {

        static final Comparator<Earned> NEWEST =
                Comparator.<Earned, Position>comparing(e -> e.by().at())
                        .thenComparing(e -> e.certificate().key());
    }

    public Progress {
        marks = Map.copyOf(marks);
        resets = Map.copyOf(resets);
    }

    public static Progress none(LearnerId learner, RuleId rule) {
        return new Progress(learner, rule, Map.of(), Map.of(), 0);
    }

    /// Progress after the event. `certificate` is the event's certificate with the event folded in:
    /// a revocation counts through it, whether it came before or after, and through which of the
    /// realm's sources.
    public Progress after(LearningEvent event, Certificate certificate, Rule of) {
        Map<String, Map<String, Mark>> nextMarks = new HashMap<>(marks);
        Map<String, Position> nextResets = new HashMap<>(resets);
        of.requirements().forEach(r -> mark(r, event, certificate, of, nextMarks));
        for (Penalty penalty : of.penalties()) {
            if (penalty.isIncurredBy(event)) {
                penalty.resets()
                        .forEach(id -> nextResets.merge(id, event.position(), Progress::newer));
            }
        }
        return new Progress(learner, rule, nextMarks, nextResets, version);
    }

    private static void mark(
            Requirement requirement,
            LearningEvent event,
            Certificate certificate,
            Rule of,
            Map<String, Map<String, Mark>> marks) {
        Map<String, Mark> known = marks.getOrDefault(requirement.id(), Map.of());
        String key = certificate.id().key();
        Mark mark = known.getOrDefault(key, Mark.NONE);
        if (requirement.isMetBy(event) && of.counts(event)) {
            mark =
                    mark.met(
                            new Mark.Met(
                                    event.position(),
                                    event.earnedAt(),
                                    event.expiresAt(),
                                    event.certificateUrl(),
                                    event.course(),
                                    event.source()));
        }
        Position taken = certificate.taken();
        if (mark.met() != null && taken != null) {
            mark = mark.unmet(taken);
        }
        if (!mark.equals(Mark.NONE)) {
            Map<String, Mark> next = new HashMap<>(known);
            next.put(key, mark);
            marks.put(requirement.id(), Map.copyOf(next));
        }
    }

    /// What earns the rule's template now; empty while the rule is not satisfied. Of several events
    /// that satisfy it, the newest speaks.
    public Optional<Earned> earned(Rule of) {
        if (of.groups().isEmpty()) {
            return Optional.empty();
        }
        Optional<Earned> newest = Optional.empty();
        for (Group group : of.groups()) {
            List<Earned> met =
                    group.requirements().stream()
                            .map(this::newestMet)
                            .flatMap(Optional::stream)
                            .toList();
            if (met.size() < group.atLeast()) {
                return Optional.empty();
            }
            Optional<Earned> best = met.stream().max(Earned.NEWEST);
            newest = newest(newest, best);
        }
        return newest;
    }

    /// What earns a template that any of several rules may earn.
    public static Optional<Earned> newest(Collection<Earned> earned) {
        return earned.stream().max(Earned.NEWEST);
    }

    private static Optional<Earned> newest(Optional<Earned> one, Optional<Earned> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return Earned.NEWEST.compare(one.get(), other.get()) >= 0 ? one : other;
    }

    private Optional<Earned> newestMet(Requirement requirement) {
        @Nullable Position reset = resets.get(requirement.id());
        return marks.getOrDefault(requirement.id(), Map.of()).entrySet().stream()
                .filter(entry -> entry.getValue().holds(reset))
                .<Earned>mapMulti((entry, sink) -> {
                    Mark.Met met = entry.getValue().met();
                    if (met != null) {
                        sink.accept(new Earned(met, new CertificateId(learner, entry.getKey())));
                    }
                })
                .max(Earned.NEWEST);
    }

    private static Position newer(Position one, Position other) {
        return one.isAfter(other) ? one : other;
    }
}
