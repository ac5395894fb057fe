package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Fact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One way to earn a template: all groups met. `title` is what people call it. `since`, when given,
/// lets only what was earned from then on count. `mapping` marks the rule that an admin made with
/// one click. `updatedAt` tells the states of a rule apart: progress is of one of them.
public record Rule(
        RuleId id,
        @Nullable String title,
        List<Group> groups,
        List<Penalty> penalties,
        @Nullable Instant since,
        boolean mapping,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    private static final String MAPPING_REQUIREMENT = "certificate";

    public Rule {
        updatedAt = updatedAt == null ? createdAt : updatedAt;
        groups = List.copyOf(groups);
        penalties = List.copyOf(penalties);
        List<String> ids =
                groups.stream()
                        .flatMap(g -> g.requirements().stream())
                        .map(Requirement::id)
                        .toList();
        if (ids.size() != Set.copyOf(ids).size()) {
            throw new IllegalArgumentException("requirement ids must differ within a rule");
        }
        if (penalties.stream().anyMatch(penalty -> !ids.containsAll(penalty.resets()))) {
            throw new IllegalArgumentException("a penalty must reset requirements of its rule");
        }
    }

    /// A rule that an admin builds.
    public static Rule built(
            RuleId id,
            @Nullable String title,
            List<Group> groups,
            List<Penalty> penalties,
            @Nullable Instant since,
            Instant now) {
        return new Rule(id, title, groups, penalties, since, false, now, now, 0);
    }

    /// The everyday rule: a certificate for this course, or its family, earns the template; for a
    /// platform that knows no certificates, that the course was passed does.
    public static Rule mapping(
            RuleId id,
            EventType event,
            SourceId source,
            String course,
            @Nullable Instant since,
            Instant now) {
        Requirement requirement =
                new Requirement(MAPPING_REQUIREMENT, event, source, course, List.of());
        return new Rule(
                id,
                null,
                List.of(new Group(MAPPING_REQUIREMENT, 1, List.of(requirement))),
                List.of(),
                since,
                true,
                now,
                now,
                0);
    }

    /// This rule as another says, which was built anew; itself when that says the same.
    public Rule saying(Rule other) {
        Rule next =
                new Rule(
                        id,
                        other.title,
                        other.groups,
                        other.penalties,
                        other.since,
                        mapping,
                        createdAt,
                        updatedAt,
                        version);
        if (next.equals(this)) {
            return this;
        }
        return new Rule(
                id,
                next.title,
                next.groups,
                next.penalties,
                next.since,
                mapping,
                createdAt,
                // Two states of a rule must differ, also where a clock stands still.
                other.updatedAt.isAfter(updatedAt) ? other.updatedAt : updatedAt.plusMillis(1),
                version);
    }

    public Stream<Requirement> requirements() {
        return groups.stream().flatMap(group -> group.requirements().stream());
    }

    /// Whether what a fact tells was earned late enough to count.
    public boolean counts(Fact fact) {
        return since == null || !fact.earnedAt().isBefore(since);
    }
}
