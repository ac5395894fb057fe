package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// The badges that must be looked at: the index behind "nothing is forgotten". Eventually
/// consistent. Thread-safe.
public interface DueBadges {

    /// How many parts the index has; each is asked on its own.
    int shards();

    /// What is due in a shard, the longest due first.
    List<Due> due(int shard, Instant now, int most);

    /// Moves the time of a badge that still is due as seen; false when it no longer is.
    boolean moved(Due due, Instant to);

    /// Badges that wait in a hold of a connection, or of one of its templates.
    Page<BadgeId> waiting(
            ConnectionId connection, @Nullable TemplateId template, int most, Page.Cursor from);

    /// A badge and the time at which it is due.
    record Due(BadgeId badge, Instant at) {}
}
