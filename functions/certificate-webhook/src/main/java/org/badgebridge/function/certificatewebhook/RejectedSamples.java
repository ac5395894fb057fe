package org.badgebridge.function.certificatewebhook;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.CertificatesQueue;
import org.badgebridge.port.Delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Lets an admin see why a source's posts are turned away: one sample a minute and source travels
/// on, without its body. All instances name the samples of one minute alike, so that a flood leaves
/// one record a minute. Thread-safe.
final class RejectedSamples {

    private static final Duration SPAN = Duration.ofMinutes(1);

    private final CertificatesQueue queue;
    private final Clock clock;
    private final Map<SourceId, Instant> next = new ConcurrentHashMap<>();

    RejectedSamples(CertificatesQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /// Sends a sample if the source's turn has come.
    void offer(SourceId source, String reason) {
        Instant now = clock.instant();
        if (!isTurn(source, now)) {
            return;
        }
        String id = "rejected-" + now.getEpochSecond() / SPAN.toSeconds();
        try {
            queue.send(new Delivery.Rejected(id, source, now, reason));
        } catch (CertificatesQueue.Unavailable dropped) {
            // The rejected post of the next minute tells as much.
        }
    }

    private boolean isTurn(SourceId source, Instant now) {
        Instant turn = next.get(source);
        Instant after = now.plus(SPAN);
        return turn == null
                ? next.putIfAbsent(source, after) == null
                : !now.isBefore(turn) && next.replace(source, turn, after);
    }
}
