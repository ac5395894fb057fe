package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What became of a source's posts, for an admin to see; each kept for 30 days. Thread-safe.
public interface Deliveries {

    /// Records a verdict; the same delivery again replaces its own.
    void record(Verdict verdict);

    /// A source's verdicts, newest first.
    Page<Verdict> of(SourceId source, int most, Page.Cursor from);

    enum Kind {
        /// Became a learning event.
        ACCEPTED,
        /// Authenticated, but not an event that we use: a ping, another type.
        IGNORED,
        /// Authenticated, but could not be read; its body is kept so that it can be mapped again.
        UNUSABLE,
        /// Turned away at the door.
        REJECTED
    }

    record Verdict(
            SourceId source,
            String deliveryId,
            Instant receivedAt,
            Kind kind,
            @Nullable String reason,
            @Nullable String secretId,
            @Nullable String certificateId,
            @Nullable String body) {

        @Override
        public String toString() {
            return "Verdict[" + source + ", " + deliveryId + ", " + kind + "]";
        }
    }
}
