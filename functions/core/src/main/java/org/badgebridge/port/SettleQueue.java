package org.badgebridge.port;

import org.badgebridge.domain.badge.BadgeId;

import java.util.Collection;

/// Tells the issuer to look at badges, or at what a provider says, now. A message is a hint that
/// makes it fast, never what makes it sure. Thread-safe.
public interface SettleQueue {

    /// Sends one message a badge. Throws when the queue did not take all of them.
    void send(Collection<BadgeId> badges);

    /// Sends one message. Throws [Unavailable] when the queue did not take it.
    void send(Notice notice);

    /// About how many messages wait; bulk work holds back while there are many.
    int waiting();

    /// The queue did not take the message.
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
