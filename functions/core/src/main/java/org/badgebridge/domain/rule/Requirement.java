package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Fact;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// One thing to do for a badge: a positive event, of a source (or any), about a course or family
/// (or any), whose data meets every condition.
public record Requirement(
        String id,
        EventType event,
        @Nullable SourceId source,
        @Nullable String course,
        List<Condition> conditions) {

    public Requirement {
        if (event.negative()) {
            throw new IllegalArgumentException("a requirement names a positive event");
        }
        conditions = List.copyOf(conditions);
    }

    public boolean isMetBy(Fact fact) {
        return match(fact).whole();
    }

    public Match match(Fact fact) {
        return Match.of(event, source, course, conditions, fact);
    }
}
