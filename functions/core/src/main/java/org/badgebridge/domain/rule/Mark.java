package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Fact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What is known of one requirement and one certificate: the newest event that met it, with what is
/// needed to award by it, and the newest that took it back.
///
/// `first` is the oldest event that ever met it: a platform that says again that a course is passed
/// does not make that later. Absent where it was stored by a version that did not keep it.
public record Mark(@Nullable Met met, @Nullable Position unmet, @Nullable Position first) {

    static final Mark NONE = new Mark(null, null, null);

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

    Mark met(Met other) {
        Position oldest = first == null || first.isAfter(other.at()) ? other.at() : first;
        boolean newer = met == null || other.at().isAfter(met.at());
        return new Mark(newer ? other : met, unmet, oldest);
    }

    Mark unmet(Position newer) {
        return unmet == null || newer.isAfter(unmet) ? new Mark(met, newer, first) : this;
    }

    /// Since when it is met, as far as maxima tell: what it was met by before it was taken back or
    /// reset does not count.
    Position since(Met by, @Nullable Position reset) {
        if (first == null
                || (unmet != null && !first.isAfter(unmet))
                || (reset != null && !first.isAfter(reset))) {
            return by.at();
        }
        return first;
    }

    boolean holds(@Nullable Position reset) {
        return met != null
                && (unmet == null || met.at().isAfter(unmet))
                && (reset == null || met.at().isAfter(reset));
    }
}
