package org.badgebridge.adapter.secretsmanager;

import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.port.Secrets.Unavailable;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The values of one secret as last read: good for a minute, and for an hour while the store is
/// down. One thread reads; the others wait for what it reads. Thread-safe.
final class CachedSecret {

    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final Duration STALE = Duration.ofHours(1);

    /// A secret that is not there is about to be made.
    private static final Duration FRESH_WHEN_EMPTY = Duration.ofSeconds(5);

    /// How long a store that is down is left alone while there are old values.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /// Forged posts make their reader forget; they must not become as many calls to the store.
    private static final Duration BETWEEN_FORGETS = Duration.ofSeconds(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<Secret> values;
    private Instant readAt = Instant.MIN;
    private Instant freshUntil = Instant.MIN;
    private Instant mayForgetFrom = Instant.MIN;
    private boolean forgotten;

    /// Reads the store; `forgotten` when the values last read did not do.
    interface Store {
        List<Secret> read(boolean forgotten);
    }

    CachedSecret(Clock clock) {
        this.clock = clock;
    }

    List<Secret> values(Store store) {
        lock.lock();
        try {
            Instant now = clock.instant();
            List<Secret> known = values;
            if (known != null && !forgotten && now.isBefore(freshUntil)) {
                return known;
            }
            return read(store, known, now);
        } finally {
            lock.unlock();
        }
    }

    private List<Secret> read(Store store, @Nullable List<Secret> known, Instant now) {
        try {
            List<Secret> read = store.read(forgotten);
            values = read;
            readAt = now;
            freshUntil = now.plus(read.isEmpty() ? FRESH_WHEN_EMPTY : FRESH);
            forgotten = false;
            return read;
        } catch (Unavailable e) {
            boolean didNotDo = forgotten;
            freshUntil = now.plus(PAUSE);
            forgotten = false;
            // Old values that did not do are no answer; to everyone else they still are.
            if (known == null || didNotDo || !now.isBefore(readAt.plus(STALE))) {
                throw e;
            }
            return known;
        }
    }

    void forget() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (!now.isBefore(mayForgetFrom)) {
                mayForgetFrom = now.plus(BETWEEN_FORGETS);
                forgotten = true;
            }
        } finally {
            lock.unlock();
        }
    }
}
