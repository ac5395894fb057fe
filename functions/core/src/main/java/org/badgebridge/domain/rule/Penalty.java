package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// An event that resets requirements: what met them before it no longer counts.
public record Penalty(
        EventType event,
        @Nullable SourceId source,
        @Nullable String course,
        List<Condition> conditions,
        List<String> resets) {

    public Penalty {
        conditions = List.copyOf(conditions);
        resets = List.copyOf(resets);
    }

    public boolean isIncurredBy(LearningEvent candidate) {
        return candidate.type() == event
                && Requirement.Scope.matches(source, course, candidate)
                && conditions.stream().allMatch(c -> c.isMetBy(candidate.data()));
    }
}
