package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Fact;
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

    /// Whether it says which events it means. One that names neither a source nor a course nor a
    /// condition would reset by whatever anybody does, and is never incurred.
    public boolean says() {
        return source != null || course != null || !conditions.isEmpty();
    }

    public boolean isIncurredBy(Fact fact) {
        return says() && match(fact).whole();
    }

    public Match match(Fact fact) {
        return Match.of(event, source, course, conditions, fact);
    }
}
