package org.badgebridge.domain.learner;

import org.badgebridge.domain.event.LearningEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// All that is kept of a learner who was erased: who, by the opaque id, and when. It keeps what was
/// posted before from bringing them back when it is posted again or redriven.
public record Erasure(LearnerId learner, Instant at, long version) {

    public static Erasure first(LearnerId learner, Instant at) {
        return new Erasure(learner, at, 0);
    }

    /// The erasure of somebody who came back by what they earned since.
    public Erasure again(Instant now) {
        return new Erasure(learner, now, version);
    }

    /// Whether the event tells of what was before: it happened, or was received, or was earned on a
    /// day, before the erasure. A platform that tells old news anew changes nothing.
    public boolean covers(LearningEvent event) {
        return !event.position().time().isAfter(at)
                || !event.receivedAt().isAfter(at)
                || day(event.earnedAt()).isBefore(day(at));
    }

    /// Whether what a provider has may be from before; so it is when nobody tells since when it is
    /// there.
    public boolean covers(@Nullable Instant madeAt) {
        return madeAt == null || !madeAt.isAfter(at);
    }

    /// Many platforms tell the day only.
    private static Instant day(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }
}
