package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
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

    public boolean isMetBy(LearningEvent candidate) {
        return candidate.type() == event
                && Scope.matches(source, course, candidate)
                && conditions.stream().allMatch(c -> c.isMetBy(candidate.data()));
    }

    /// The part of a requirement or penalty that says where an event comes from.
    static final class Scope {

        private Scope() {}

        static boolean matches(
                @Nullable SourceId source, @Nullable String course, LearningEvent candidate) {
            Course about = candidate.course();
            return (source == null || source.equals(candidate.source()))
                    && (course == null || (about != null && about.isCalled(course)));
        }
    }
}
