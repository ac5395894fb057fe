package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.Failure;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// Which badges are asked for: those that everything given holds of. No phase means every phase;
/// `course` is a course's id or its family; `since` (inclusive) and `until` (exclusive) bound when
/// the badge was first wanted.
public record BadgeQuery(
        Set<Phase> phases,
        @Nullable FailureCause cause,
        @Nullable ConnectionId connection,
        @Nullable TemplateId template,
        @Nullable String course,
        @Nullable SourceId source,
        @Nullable LearnerId learner,
        @Nullable Instant since,
        @Nullable Instant until) {

    public static final BadgeQuery ALL =
            new BadgeQuery(Set.of(), null, null, null, null, null, null, null, null);

    public BadgeQuery {
        phases = Set.copyOf(phases.isEmpty() ? EnumSet.allOf(Phase.class) : phases);
    }

    public static BadgeQuery of(Phase phase) {
        return ALL.in(Set.of(phase));
    }

    public static BadgeQuery of(FailureCause cause) {
        return of(Phase.FAILED).by(cause);
    }

    public static BadgeQuery of(ConnectionId connection) {
        return new BadgeQuery(Set.of(), null, connection, null, null, null, null, null, null);
    }

    public static BadgeQuery of(TemplateId template) {
        return new BadgeQuery(Set.of(), null, null, template, null, null, null, null, null);
    }

    /// The same question of badges in certain phases.
    public BadgeQuery in(Set<Phase> others) {
        return new BadgeQuery(
                others, cause, connection, template, course, source, learner, since, until);
    }

    /// The same question of badges that failed for a certain cause, or of all.
    public BadgeQuery by(@Nullable FailureCause other) {
        return new BadgeQuery(
                phases, other, connection, template, course, source, learner, since, until);
    }

    /// Whether a badge is one of those asked for.
    public boolean takes(Badge badge) {
        return phases.contains(Phase.of(badge))
                && (cause == null || failedBy(badge))
                && (connection == null || badge.id().template().connection().equals(connection))
                && (template == null || badge.id().template().equals(template))
                && (learner == null || badge.id().learner().equals(learner))
                && earned(badge.wanted().terms())
                && (since == null || !badge.createdAt().isBefore(since))
                && (until == null || badge.createdAt().isBefore(until));
    }

    private boolean failedBy(Badge badge) {
        Failure failure = badge.settling().failure();
        return badge.failed() && failure != null && failure.cause() == cause;
    }

    private boolean earned(Wanted.@Nullable Terms by) {
        Course known = by == null ? null : by.course();
        SourceId from = by == null ? null : by.source();
        return (course == null || (known != null && known.isCalled(course)))
                && (source == null || source.equals(from));
    }
}
