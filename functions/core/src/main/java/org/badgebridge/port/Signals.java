package org.badgebridge.port;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What was told of badges; each signal is kept for 30 days. They are written with the badges that
/// they tell of, and nobody else writes them. Thread-safe.
public interface Signals {

    /// All of them, newest first; eventually consistent.
    Page<Signal> list(int most, Page.Cursor from);

    /// Those behind a position (null: from the first) and before a time, oldest first; eventually
    /// consistent.
    List<Signal> between(@Nullable Position after, Instant before, int most);

    /// Those of a learner's badges, newest first.
    Page<Signal> ofLearner(LearnerId learner, int most, Page.Cursor from);

    /// Where a signal stands in the order of all.
    record Position(Instant at, String id) {

        public static Position of(Signal signal) {
            return new Position(signal.at(), signal.id());
        }
    }
}
