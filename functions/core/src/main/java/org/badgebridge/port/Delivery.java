package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/// One post of a source on its way through the certificates queue.
public sealed interface Delivery {

    /// The same for every repetition of a post, as far as its scheme lets us see that.
    String id();

    SourceId source();

    Instant receivedAt();

    /// An authenticated post: its redacted body, the few headers that matter, and which secret
    /// matched.
    record Event(
            String id,
            SourceId source,
            Instant receivedAt,
            @Nullable String secretId,
            String body,
            Map<String, String> headers)
            implements Delivery {

        public Event {
            headers = Map.copyOf(headers);
        }

        /// The n-th event of this post as a delivery of its own.
        public Event item(int number, String itsBody) {
            return new Event(id + "#" + number, source, receivedAt, secretId, itsBody, headers);
        }

        @Override
        public String toString() {
            return "Event[" + id + ", " + source + "]";
        }
    }

    /// A sample of what was turned away, without its body: so that an admin sees why a source
    /// fails.
    record Rejected(String id, SourceId source, Instant receivedAt, String reason)
            implements Delivery {}
}
