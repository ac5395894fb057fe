package org.badgebridge.award;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.SecretUses;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Notes when secrets last matched a post: a secret is written once an hour and worker, however
/// many posts it proves. Thread-safe.
public final class SecretWatch {

    private static final Duration EVERY = Duration.ofHours(1);

    /// Who has met more begins to write them again.
    private static final int MOST_REMEMBERED = 1_000;

    private final SecretUses uses;
    private final Map<Met, Instant> noted = new ConcurrentHashMap<>();

    private record Met(SourceId source, String secretId) {}

    public SecretWatch(SecretUses uses) {
        this.uses = uses;
    }

    /// Takes note that a secret, or a key of a platform, proved a post that was received then.
    public void matched(SourceId source, String secretId, Instant receivedAt) {
        Met met = new Met(source, secretId);
        if (noted.size() >= MOST_REMEMBERED) {
            noted.clear();
        }
        // Written inside, so that of a batch with many posts of one secret only one writes.
        noted.compute(
                met,
                (_, before) -> {
                    if (before != null && receivedAt.isBefore(before.plus(EVERY))) {
                        return before;
                    }
                    uses.matched(source, secretId, receivedAt);
                    return receivedAt;
                });
    }
}
