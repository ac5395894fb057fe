package org.badgebridge.port;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.learner.LearnerId;

/// What was told of badges; each signal is kept for 30 days. They are written with the badges that
/// they tell of, and nobody else writes them. Thread-safe.
public interface Signals {

    /// All of them, newest first; eventually consistent.
    Page<Signal> list(int most, Page.Cursor from);

    /// Those of a learner's badges, newest first.
    Page<Signal> ofLearner(LearnerId learner, int most, Page.Cursor from);
}
