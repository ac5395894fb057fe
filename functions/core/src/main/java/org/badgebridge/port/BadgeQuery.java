package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Phase;
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
        phases = phases.isEmpty() ? Set.copyOf(EnumSet.allOf(Phase.class)) : Set.copyOf(phases);
    }

    public static BadgeQuery of(Phase phase) {
        return ALL.in(Set.of(phase));
    }

    public static BadgeQuery of(FailureCause cause) {
        return of(Phase.FAILED).by(cause);
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
}
