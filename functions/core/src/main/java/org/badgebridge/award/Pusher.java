package org.badgebridge.award;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Decision;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.port.Badges;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Does to badges what a person asks: push, retry, revoke, issue again. Each asks for settling.
/// Thread-safe.
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

    /// Pushes whatever a certificate may earn by the rules of today; empty when it may earn nothing
    /// or is not held.
    public List<BadgeId> push(CertificateId certificate, String who) {
        return awarder.awardAgain(certificate, who).stream()
                .filter(each -> each.judged().badge().isPresent())
                // What came to be wanted only now was let out with the wish.
                .filter(each -> each.judged().changed() || push(each.badge(), who))
                .map(Awarder.Rejudged::badge)
                .toList();
    }

    /// Lets a badge out although its connection does not push by itself; false when there is none.
    public boolean push(BadgeId id, String who) {
        return changed(id, who, Badge::pushed);
    }

    /// Tries a badge again that needed a person; false when there is none.
    public boolean retry(BadgeId id, String who) {
        return changed(id, who, Badge::retried);
    }

    /// Has a badge judged by the rules of today, and lets it out when that earns it; whether it
    /// came to be wanted.
    public boolean backIssue(BadgeId badge, boolean quiet, String who) {
        return awarder.awardAgain(badge, quiet, who).judged().changed();
    }

    /// What came of a decision.
    public sealed interface Decided {
        record Done() implements Decided {}

        /// It makes no sense now; in one sentence.
        record Refused(String objection) implements Decided {}

        record NoBadge() implements Decided {}
    }

    /// Does what a person decided about a badge, or says why not.
    public Decided decide(Decision decision, BadgeId id, String who, @Nullable String reason) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Badge badge = badges.find(id).orElse(null);
            if (badge == null) {
                return new Decided.NoBadge();
            }
            Optional<String> objection = decision.objection(badge);
            if (objection.isPresent()) {
                return new Decided.Refused(objection.get());
            }
            Instant now = clock.instant();
            Cause by = Cause.person(who, reason, now);
            Optional<Decided> decided =
                    switch (decision) {
                        case REVOKE -> stored(badge.decided(Wanted.Kind.REVOKED, by, now));
                        case REISSUE -> stored(badge.decided(Wanted.Kind.ISSUED, by, now));
                        case FOLLOW_RULES -> Optional.of(followed(id, by));
                    };
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        throw new Awarder.Contention("badge " + id);
    }

    /// Empty when another was faster.
    private Optional<Decided> stored(Change change) {
        if (!badges.store(List.of(change), List.of())) {
            return Optional.empty();
        }
        queue.send(List.of(change.badge().id()));
        return Optional.of(new Decided.Done());
    }

    private Decided followed(BadgeId id, Cause by) {
        return awarder.followRules(id, by).isPresent()
                ? new Decided.Done()
                : new Decided.Refused(
                        "No rule of ours ever earned it, so rules cannot say. Revoke it, or leave"
                                + " it.");
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
