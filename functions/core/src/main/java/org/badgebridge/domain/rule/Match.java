package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Fact;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a fact compares with what a requirement or a penalty asks of it, part by part.
public record Match(
        boolean event, boolean source, boolean course, List<Condition.Finding> conditions) {

    public Match {
        conditions = List.copyOf(conditions);
    }

    static Match of(
            EventType event,
            @Nullable SourceId source,
            @Nullable String course,
            List<Condition> conditions,
            Fact fact) {
        Course about = fact.course();
        return new Match(
                fact.type() == event,
                source == null || source.equals(fact.source()),
                course == null || (about != null && about.isCalled(course)),
                conditions.stream().map(condition -> condition.find(fact.data())).toList());
    }

    public boolean whole() {
        return event && source && course && conditions.stream().allMatch(Condition.Finding::met);
    }
}
