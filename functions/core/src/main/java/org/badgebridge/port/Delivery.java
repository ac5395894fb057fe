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
    /// matched. `released`: a person let it through, after it was put aside.
    record Event(
            String id,
            SourceId source,
            Instant receivedAt,
            @Nullable String secretId,
            String body,
            Map<String, String> headers,
            boolean released)
            implements Delivery {

        public Event {
            headers = Map.copyOf(headers);
        }

        /// As it comes from its platform.
        public Event(
                String id,
                SourceId source,
                Instant receivedAt,
                @Nullable String secretId,
                String body,
                Map<String, String> headers) {
            this(id, source, receivedAt, secretId, body, headers, false);
        }

        /// The n-th event of this post as a delivery of its own.
        public Event item(int number, String itsBody) {
            return new Event(
                    id + "#" + number, source, receivedAt, secretId, itsBody, headers, released);
        }

        @Override
        public String toString() {
            return "Event[" + id + ", " + source + "]";
        }
    }

    /// A post that came while its source captures, to be processed when a person says so. `proof`
    /// has the settings by which it proves its origin; empty: nothing proves it yet.
    record Captured(Event event, Map<String, String> proof) implements Delivery {

        public Captured {
            proof = Map.copyOf(proof);
        }

        @Override
        public String id() {
            return event.id();
        }

        @Override
        public SourceId source() {
            return event.source();
        }

        @Override
        public Instant receivedAt() {
            return event.receivedAt();
        }
    }

    /// A sample of what was turned away, without its body: so that an admin sees why a source
    /// fails.
    record Rejected(String id, SourceId source, Instant receivedAt, String reason)
            implements Delivery {}
}
