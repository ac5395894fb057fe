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
/// that whoever broke off in between can be told of and erased again. What else has to be searched
/// for what it says of the learner is searched between [#note] and [#erase].
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

    /// How an erasure began.
    public enum Noted {
        NOTED,
        NOT_THERE,
        /// As [Ended#CALLING].
        CALLING
    }

    /// How an erasure ended.
    public enum Ended {
        ERASED,
        NOT_THERE,
        /// A provider is being called for a badge of theirs, or what came of a call is not known:
        /// whoever forgot that could not tell what the provider has.
        CALLING
    }

    /// Notes that a learner is being erased, and removes nothing yet.
    public Noted note(LearnerId id) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Learner> learner = awards.learner(id);
            if (learner.isEmpty()) {
                return Noted.NOT_THERE;
            }
            if (calling(badges.ofLearner(id))) {
                return Noted.CALLING;
            }
            if (note(learner.get())) {
                return Noted.NOTED;
            }
        }
        throw new Awarder.Contention("learner " + id);
    }

    public Ended erase(LearnerId id) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Learner> learner = awards.learner(id);
            if (learner.isEmpty()) {
                return Ended.NOT_THERE;
            }
            List<Badge> all = badges.ofLearner(id);
            if (calling(all)) {
                return Ended.CALLING;
            }
            if (note(learner.get())
                    && all.stream().allMatch(erasures::remove)
                    && erasures.removeRest(id)
                    && erasures.remove(learner.get())) {
                return Ended.ERASED;
            }
        }
        throw new Awarder.Contention("learner " + id);
    }

    private boolean note(Learner learner) {
        Instant now = clock.instant();
        Erasure erasure =
                awards.erasure(learner.id())
                        .map(last -> last.again(now))
                        .orElseGet(() -> Erasure.first(learner.id(), now));
        return erasures.note(erasure, learner);
    }

    private static boolean calling(List<Badge> badges) {
        return badges.stream()
                .anyMatch(badge -> badge.settling().attempt() != null || badge.doubt() != null);
    }
}
