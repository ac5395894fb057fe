package org.badgebridge.intake;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Secrets.Secret;

import java.time.Instant;
import java.util.List;

/// What a [Verifier] found. Reasons are for an admin and hold nothing of the post.
public sealed interface Verification {

    /// A secret of the source, or a key of its platform, made the proof. Only a verifier makes one,
    /// so that nothing is read, and nothing can become a delivery, before its origin is proven.
    final class Verified implements Verification {

        private final Post post;
        private final String secretId;
        private final String deliveryId;

        Verified(Post post, String secretId, String deliveryId) {
            this.post = post;
            this.secretId = secretId;
            this.deliveryId = deliveryId;
        }

        /// What travels on is what was proven out of the body.
        Verified(Post post, byte[] proven, String secretId, String deliveryId) {
            this(post.of(proven), secretId, deliveryId);
        }

        public String secretId() {
            return secretId;
        }

        public String deliveryId() {
            return deliveryId;
        }

        /// The post as it travels on: its body as redacted JSON, with the headers that matter. A
        /// body that cannot be read cannot be redacted and is left behind; the event then has an
        /// empty body.
        public Delivery.Event delivery(Preset preset, SourceId source, Instant receivedAt) {
            return new Delivery.Event(
                    deliveryId,
                    source,
                    receivedAt,
                    secretId,
                    preset.redacted(post).map(Json::write).orElse(""),
                    preset.kept(post));
        }

        @Override
        public String toString() {
            return "Verified[" + deliveryId + ", " + secretId + "]";
        }
    }

    /// The proof was readable, and none of the source's secrets makes it.
    record NoMatch(String reason) implements Verification {

        static NoMatch of(List<Secret> secrets, String reason) {
            return new NoMatch(secrets.isEmpty() ? "The source has no valid secret." : reason);
        }
    }

    /// There was no proof that could be checked.
    record Malformed(String reason) implements Verification {}

    /// The proof cannot be checked now, for want of the keys that it is made with; it may be good.
    record Unavailable(String reason) implements Verification {}
}
