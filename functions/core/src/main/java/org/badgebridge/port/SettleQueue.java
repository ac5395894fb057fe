package org.badgebridge.port;

import org.badgebridge.domain.badge.BadgeId;

import java.util.Collection;

/// Tells the issuer to look at badges now. A message is a hint that makes it fast, never what makes
/// it sure. Thread-safe.
public interface SettleQueue {

    /// Sends one message a badge. Throws when the queue did not take all of them.
    void send(Collection<BadgeId> badges);

    /// About how many messages wait; bulk work holds back while there are many.
    int waiting();
}
