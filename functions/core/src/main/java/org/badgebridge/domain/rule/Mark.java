package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Fact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What is known of one requirement and one certificate: the newest event that met it, with what is
/// needed to award by it, and the newest that took it back.
public record Mark(@Nullable Met met, @Nullable Position unmet) {

    static final Mark NONE = new Mark(null, null);

    /// The event that met a requirement, what a badge awarded by it would say, and what it was
    /// earned by; the last is absent where it was stored by a version that did not keep it.
    public record Met(
            Position at,
            Instant earnedAt,
            @Nullable Instant expiresAt,
            @Nullable String evidenceUrl,
            @Nullable Course course,
            @Nullable SourceId source) {

        static Met by(Fact fact) {
            return new Met(
                    fact.at(),
                    fact.earnedAt(),
                    fact.expiresAt(),
                    fact.url(),
                    fact.course(),
                    fact.source());
        }
    }

    Mark met(Met newer) {
        return met == null || newer.at().isAfter(met.at()) ? new Mark(newer, unmet) : this;
    }

    Mark unmet(Position newer) {
        return unmet == null || newer.isAfter(unmet) ? new Mark(met, newer) : this;
    }

    boolean holds(@Nullable Position reset) {
        return met != null
                && (unmet == null || met.at().isAfter(unmet))
                && (reset == null || met.at().isAfter(reset));
    }
}
