package org.badgebridge.award;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.learner.Erasure;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Erasures;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Erases learners: all that is kept of them here, nothing at a provider. Thread-safe.
///
/// First the erasure is noted, so that nothing old is written any more; the learner goes last, so
/// that whoever broke off in between can be told of and erased again.
public final class Eraser {

    private static final int MOST_TRIES = 10;

    private final Awards awards;
    private final Badges badges;
    private final Erasures erasures;
    private final Clock clock;

    public Eraser(Awards awards, Badges badges, Erasures erasures, Clock clock) {
        this.awards = awards;
        this.badges = badges;
        this.erasures = erasures;
        this.clock = clock;
    }

    /// How an erasure ended.
    public enum Ended {
        ERASED,
        NOT_THERE,
        /// A provider is being called for a badge of theirs, or what came of a call is not known:
        /// whoever forgot that could not tell what the provider has.
        CALLING
    }

    public Ended erase(LearnerId id) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Learner> learner = awards.learner(id);
            if (learner.isEmpty()) {
                return Ended.NOT_THERE;
            }
            List<Badge> all = badges.ofLearner(id);
            if (all.stream().anyMatch(Eraser::calling)) {
                return Ended.CALLING;
            }
            Instant now = clock.instant();
            Erasure erasure =
                    awards.erasure(id)
                            .map(last -> last.again(now))
                            .orElseGet(() -> Erasure.first(id, now));
            if (erasures.note(erasure, learner.get())
                    && all.stream().allMatch(erasures::remove)
                    && erasures.removeRest(id)
                    && erasures.remove(learner.get())) {
                return Ended.ERASED;
            }
        }
        throw new Awarder.Contention("learner " + id);
    }

    private static boolean calling(Badge badge) {
        return badge.settling().attempt() != null || badge.doubt() != null;
    }
}
