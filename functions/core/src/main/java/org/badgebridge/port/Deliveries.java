package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of a source's posts, for an admin to see; each kept for 30 days, and what is held
/// until somebody decides. Thread-safe.
public interface Deliveries {

    /// Records a verdict; the same delivery again replaces its own.
    void record(Verdict verdict);

    /// A source's verdicts, newest first.
    Page<Verdict> of(SourceId source, int most, Page.Cursor from);

    /// The same of some kinds only; a page may be short, or empty, while others follow.
    Page<Verdict> of(SourceId source, Set<Kind> kinds, int most, Page.Cursor from);

    Optional<Verdict> find(SourceId source, String deliveryId);

    /// What a source has put aside, in no order that means anything; what was recorded before is
    /// seen. A page may be short, or empty, while others follow.
    Page<Verdict> putAside(SourceId source, int most, Page.Cursor from);

    void remove(SourceId source, String deliveryId);

    /// The kinds of what keeps its body, for a person to decide about.
    Set<Kind> PUT_ASIDE = Set.of(Kind.UNUSABLE, Kind.CAPTURED, Kind.HELD);

    enum Kind {
        /// Became a learning event.
        ACCEPTED,
        /// Authenticated, but not an event that we use: a ping, another type.
        IGNORED,
        /// Authenticated, but could not be read; its body is kept so that it can be mapped again.
        UNUSABLE,
        /// Came while its source captured; waits for a person, its body kept.
        CAPTURED,
        /// Came above its source's hourly cap; waits for a person, its body kept.
        HELD,
        /// Turned away at the door.
        REJECTED
    }

    /// `proof`, of what was captured: the settings by which it proves its origin; empty: it does
    /// not, or it was not captured.
    record Verdict(
            SourceId source,
            String deliveryId,
            Instant receivedAt,
            Kind kind,
            @Nullable String reason,
            @Nullable String secretId,
            @Nullable String certificateId,
            @Nullable String body,
            Map<String, String> headers,
            Map<String, String> proof) {

        public Verdict {
            headers = Map.copyOf(headers);
            proof = Map.copyOf(proof);
        }

        /// On a post of which nothing is kept.
        public static Verdict of(
                Delivery delivery,
                Kind kind,
                @Nullable String reason,
                @Nullable String certificateId) {
            return new Verdict(
                    delivery.source(),
                    delivery.id(),
                    delivery.receivedAt(),
                    kind,
                    reason,
                    delivery instanceof Delivery.Event event ? event.secretId() : null,
                    certificateId,
                    null,
                    Map.of(),
                    Map.of());
        }

        /// On a post that can be read again.
        public static Verdict keeping(
                Delivery.Event event, Kind kind, String reason, Map<String, String> proof) {
            return new Verdict(
                    event.source(),
                    event.id(),
                    event.receivedAt(),
                    kind,
                    reason,
                    event.secretId(),
                    null,
                    event.body(),
                    event.headers(),
                    proof);
        }

        /// Without what it kept of the post.
        public Verdict discarded(String why) {
            return new Verdict(
                    source,
                    deliveryId,
                    receivedAt,
                    Kind.IGNORED,
                    why,
                    secretId,
                    null,
                    null,
                    Map.of(),
                    Map.of());
        }

        /// The same of one event of the post, kept as a post of its own.
        public Verdict on(Delivery.Event event) {
            return new Verdict(
                    source,
                    event.id(),
                    receivedAt,
                    kind,
                    reason,
                    secretId,
                    certificateId,
                    event.body(),
                    event.headers(),
                    proof);
        }

        /// The post as a person lets it through; empty when it was not kept.
        public Optional<Delivery.Event> released() {
            return Optional.ofNullable(body)
                    .map(kept ->
                            new Delivery.Event(
                                    deliveryId, source, receivedAt, secretId, kept, headers, true));
        }

        @Override
        public String toString() {
            return "Verdict[" + source + ", " + deliveryId + ", " + kind + "]";
        }
    }
}
