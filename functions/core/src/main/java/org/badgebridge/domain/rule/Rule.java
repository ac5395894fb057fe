package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One way to earn a template: all groups met. `since`, when given, lets only what was earned from
/// then on count. `mapping` marks the rule that an admin made with one click.
public record Rule(
        RuleId id,
        List<Group> groups,
        List<Penalty> penalties,
        @Nullable Instant since,
        boolean mapping,
        Instant createdAt,
        long version) {

    private static final String MAPPING_REQUIREMENT = "certificate";

    public Rule {
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
                List.of(new Group(MAPPING_REQUIREMENT, 1, List.of(requirement))),
                List.of(),
                since,
                true,
                now,
                0);
    }

    public Stream<Requirement> requirements() {
        return groups.stream().flatMap(group -> group.requirements().stream());
    }

    boolean counts(LearningEvent event) {
        return since == null || !event.earnedAt().isBefore(since);
    }
}
