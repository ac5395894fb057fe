package org.badgebridge.award;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.port.Badges;
import org.badgebridge.port.SettleQueue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Does to badges what a person asks: push, retry. Each asks for settling. Thread-safe.
public final class Pusher {

    private static final int MOST_TRIES = 20;

    private final Awarder awarder;
    private final Badges badges;
    private final SettleQueue queue;
    private final Clock clock;

    public Pusher(Awarder awarder, Badges badges, SettleQueue queue, Clock clock) {
        this.awarder = awarder;
        this.badges = badges;
        this.queue = queue;
        this.clock = clock;
    }

    /// Pushes whatever a certificate earns by the rules of today; empty when it earns nothing or is
    /// not held.
    public List<BadgeId> push(CertificateId certificate, String who) {
        List<BadgeId> earned =
                awarder.awardAgain(certificate).map(Awarder.Awarded::badges).orElse(List.of());
        return earned.stream().filter(badge -> push(badge, who)).toList();
    }

    /// Lets a badge out although its connection does not push by itself; false when there is none.
    public boolean push(BadgeId id, String who) {
        return changed(id, who, Badge::pushed);
    }

    /// Tries a badge again that needed a person; false when there is none.
    public boolean retry(BadgeId id, String who) {
        return changed(id, who, Badge::retried);
    }

    private interface Asked {
        Change of(Badge badge, Cause by, Instant now);
    }

    private boolean changed(BadgeId id, String who, Asked asked) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Badge> badge = badges.find(id);
            if (badge.isEmpty()) {
                return false;
            }
            Instant now = clock.instant();
            Change change = asked.of(badge.get(), Cause.person(who, null, now), now);
            if (badges.store(List.of(change), List.of())) {
                queue.send(List.of(id));
                return true;
            }
        }
        throw new Awarder.Contention("badge " + id);
    }
}
