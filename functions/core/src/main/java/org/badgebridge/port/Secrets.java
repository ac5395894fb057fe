package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Tokens, webhook secrets and webhook keys. They live in the secrets store and nowhere else.
/// Thread-safe.
///
/// A store that cannot be reached throws [Unavailable]; a secret that is not there is an empty
/// list.
public interface Secrets {

    /// Values of a secret that are valid at `now`, newest first.
    List<Secret> ofConnection(ConnectionId id);

    List<Secret> ofSource(SourceId id);

    /// The keys that a connection's provider posts its events with: a secret of its own, so that
    /// whoever checks a post can read no token.
    List<Secret> ofWebhook(ConnectionId id);

    /// Stores a token in the place of any: of two who save one, the later knows best.
    void store(ConnectionId id, List<Secret> values);

    /// The values that are valid at `now`, newest first, read past any cache to be changed.
    Held held(SourceId id);

    Held heldWebhook(ConnectionId id);

    /// Stores values in the place of those that were read; false when another was faster, and then
    /// nothing is stored.
    boolean replace(SourceId id, Held was, List<Secret> values);

    boolean replaceWebhook(ConnectionId id, Held was, List<Secret> values);

    void remove(ConnectionId id);

    void remove(SourceId id);

    void removeWebhook(ConnectionId id);

    /// Makes the next read ask the store, past any cache.
    void forget(ConnectionId id);

    void forget(SourceId id);

    void forgetWebhook(ConnectionId id);

    /// Values, and the version of the secret that has them, which only the store understands.
    record Held(List<Secret> values, String version) {
        public Held {
            values = List.copyOf(values);
        }
    }

    /// One value of a secret. Ids are never reused. `toString` hides the value.
    record Secret(String id, String value, @Nullable Instant validUntil) {

        public boolean validAt(Instant now) {
            return validUntil == null || now.isBefore(validUntil);
        }

        @Override
        public String toString() {
            return "Secret[" + id + "]";
        }
    }

    /// The secrets store did not answer.
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
