package org.badgebridge.function.certificatewebhook;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.log.Log;
import org.badgebridge.port.Accounts;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The stored sources, remembered. All are read at once, for there are few: then a flood of posts
/// to sources that do not exist costs one read a second, however many names it has, and a source
/// that is new is known within that second. While the store is down, what was read serves for an
/// hour. Thread-safe.
final class KnownSources {

    /// How old a source may be on the warm path.
    static final Duration FRESH = Duration.ofSeconds(60);

    /// How old the list may be that says that a source does not exist.
    static final Duration SURE = Duration.ofSeconds(1);

    private static final Duration MOST = Duration.ofHours(1);

    /// A store that is down is slow to say so: it is not asked for every post.
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final Log log;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile @Nullable Snapshot snapshot;
    private volatile Instant failedAt = Instant.MIN;

    KnownSources(Accounts accounts, Log log, Clock clock) {
        this.accounts = accounts;
        this.log = log;
        this.clock = clock;
    }

    /// The source, at most `fresh` old while the store answers.
    Lookup find(SourceId id, Duration fresh) {
        Source remembered = remembered(id, fresh);
        if (remembered != null) {
            return new Lookup.Found(remembered);
        }
        if (!isYounger(SURE)) {
            readAgain();
        }
        Source stale = remembered(id, MOST);
        if (stale != null) {
            return new Lookup.Found(stale);
        }
        return isYounger(SURE) ? new Lookup.Unknown() : new Lookup.Unavailable();
    }

    private @Nullable Source remembered(SourceId id, Duration age) {
        Snapshot current = snapshot;
        return current != null && isYounger(age) ? current.sources().get(id) : null;
    }

    private boolean isYounger(Duration age) {
        Snapshot current = snapshot;
        return current != null && clock.instant().isBefore(current.readAt().plus(age));
    }

    private void readAgain() {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (isYounger(SURE) || now.isBefore(failedAt.plus(BETWEEN_FAILURES))) {
                return;
            }
            try {
                List<Source> sources = accounts.sources();
                snapshot =
                        new Snapshot(
                                now,
                                sources.stream()
                                        .collect(
                                                Collectors.toUnmodifiableMap(
                                                        Source::id, Function.identity())));
            } catch (RuntimeException e) {
                failedAt = clock.instant();
                log.failure("sources not read", e, Map.of());
            }
        } finally {
            reading.unlock();
        }
    }

    private record Snapshot(Instant readAt, Map<SourceId, Source> sources) {}

    sealed interface Lookup {

        record Found(Source source) implements Lookup {}

        record Unknown() implements Lookup {}

        /// The store does not answer, and what is remembered does not tell.
        record Unavailable() implements Lookup {}
    }
}
