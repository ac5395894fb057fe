package org.badgebridge.intake;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What a [Verifier] found. Reasons are for an admin and hold nothing of the post.
public sealed interface Verification {

    /// A secret of the source, or a key of its platform, made the proof. Only a verifier makes one,
    /// so that nothing is read, and nothing can become a delivery, before its origin is proven.
    final class Verified implements Verification {

        private final Post post;
        private final byte[] payload;
        private final String secretId;
        private final String deliveryId;

        /// The body itself is the payload.
        Verified(Post post, String secretId, String deliveryId) {
            this(post, post.body(), secretId, deliveryId);
        }

        /// The payload is what was proven out of the body.
        Verified(Post post, byte[] payload, String secretId, String deliveryId) {
            this.post = post;
            this.payload = payload.clone();
            this.secretId = secretId;
            this.deliveryId = deliveryId;
        }

        public String secretId() {
            return secretId;
        }

        public String deliveryId() {
            return deliveryId;
        }

        /// The post as it travels on: redacted, with the headers that its preset keeps. A payload
        /// that is not JSON cannot be redacted and is left behind; the event then has an empty
        /// body.
        public Delivery.Event delivery(Preset preset, SourceId source, Instant receivedAt) {
            Map<String, String> kept = new HashMap<>();
            for (String name : preset.headers()) {
                post.header(name).ifPresent(value -> kept.put(name, value));
            }
            String body = new Redaction(preset.redactions()).of(payload).orElse("");
            return new Delivery.Event(deliveryId, source, receivedAt, secretId, body, kept);
        }

        @Override
        public String toString() {
            return "Verified[" + deliveryId + ", " + secretId + "]";
        }
    }

    /// The proof was readable, and none of the source's secrets makes it.
    record NoMatch(String reason) implements Verification {}

    /// There was no proof that could be checked.
    record Malformed(String reason) implements Verification {}

    /// The proof cannot be checked now, for want of the keys that it is made with; it may be good.
    record Unavailable(String reason) implements Verification {}
}
