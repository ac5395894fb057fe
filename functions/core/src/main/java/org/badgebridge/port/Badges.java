package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.learner.LearnerId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stored badges. Reads are strongly consistent, except where a page says otherwise. Every write is
/// conditional on the version that was read and answers false when another was faster; then nothing
/// is written. Thread-safe.
public interface Badges {

    Optional<Badge> find(BadgeId id);

    /// The badges that are there, in as few calls as can be.
    Map<BadgeId, Badge> find(Collection<BadgeId> ids);

    /// The badge with everything that decides its next step, read at one go. Empty when the badge,
    /// its template, connection or learner is not there.
    Optional<Situation> situation(BadgeId id);

    /// The same of several badges, in as few calls as can be; what is not whole is left out.
    Map<BadgeId, Situation> situations(Collection<BadgeId> ids);

    /// Who stands on a provider badge.
    Ownership ownership(ConnectionId connection, String providerBadgeId);

    /// Who stands on each of these, by the provider badge's id, in as few calls as can be.
    Map<String, Ownership> ownerships(ConnectionId connection, Collection<String> providerBadgeIds);

    /// Stores a badge without a line of history: a claim, a rest.
    boolean store(Badge badge);

    /// Stores changes with their history, and ownerships that change with them, all or nothing.
    boolean store(List<Change> changes, List<Ownership> ownerships);

    /// Everything that a learner's badges are, newest last.
    List<Badge> ofLearner(LearnerId learner);

    /// A badge's history, oldest first.
    List<HistoryEntry> history(BadgeId id);

    /// The badges asked for, by the time they were first wanted, newest first; eventually
    /// consistent. One index is read, within a budget.
    Page<Badge> list(BadgeQuery query, int most, Page.Cursor from);

    /// How many are asked for, counted up to `most` and within the budget; eventually consistent.
    Count count(BadgeQuery query, int most);

    /// How many have failed for which cause, counted over the newest `most`; causes of none are
    /// left out; eventually consistent.
    Map<FailureCause, Count> failures(int most);
}
