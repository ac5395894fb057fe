package org.badgebridge.webhook;

import org.badgebridge.log.Log;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The stored settings of one kind, such as sources, remembered. All are read at once, for there
/// are few: then a flood of posts to some that do not exist costs ten reads a second, however many
/// names it has, and one that is new is known before anybody can have been told of it. While the
/// store is down, what was read serves for an hour. Thread-safe.
///
/// @param <I> what names one
/// @param <T> what is stored of it
public final class KnownSettings<I, T> {

    /// How old the settings may be on the warm path.
    public static final Duration FRESH = Duration.ofSeconds(60);

    /// How old the list may be that says that something does not exist.
    public static final Duration SURE = Duration.ofMillis(100);

    private static final Duration MOST = Duration.ofHours(1);

    /// A store that is down is slow to say so: it is not asked for every post.
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);

    private final String kind;
    private final Supplier<List<T>> store;
    private final Function<T, I> id;
    private final Log log;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile @Nullable Snapshot<I, T> snapshot;
    private volatile Instant failedAt = Instant.MIN;

    /// `kind` names them in the log, in the plural; `store` reads all of them.
    public KnownSettings(
            String kind, Supplier<List<T>> store, Function<T, I> id, Log log, Clock clock) {
        this.kind = kind;
        this.store = store;
        this.id = id;
        this.log = log;
        this.clock = clock;
    }

    /// The one so named, at most `fresh` old while the store answers.
    public Lookup<T> find(I wanted, Duration fresh) {
        Instant asked = clock.instant();
        T remembered = remembered(wanted, asked.minus(fresh));
        if (remembered != null) {
            return new Lookup.Found<>(remembered);
        }
        Instant sure = asked.minus(SURE);
        if (!isReadAfter(sure)) {
            readAgain(sure);
        }
        T stale = remembered(wanted, asked.minus(MOST));
        if (stale != null) {
            return new Lookup.Found<>(stale);
        }
        return isReadAfter(sure) ? new Lookup.Unknown<>() : new Lookup.Unavailable<>();
    }

    private @Nullable T remembered(I wanted, Instant since) {
        Snapshot<I, T> current = snapshot;
        return current != null && isReadAfter(since) ? current.settings().get(wanted) : null;
    }

    private boolean isReadAfter(Instant time) {
        Snapshot<I, T> current = snapshot;
        return current != null && current.readAt().isAfter(time);
    }

    /// Unless somebody else did so meanwhile.
    private void readAgain(Instant sure) {
        reading.lock();
        try {
            Instant now = clock.instant();
            if (isReadAfter(sure) || now.isBefore(failedAt.plus(BETWEEN_FAILURES))) {
                return;
            }
            try {
                Map<I, T> read =
                        store.get().stream()
                                .collect(Collectors.toUnmodifiableMap(id, Function.identity()));
                snapshot = new Snapshot<>(now, read);
            } catch (RuntimeException e) {
                failedAt = clock.instant();
                log.failure(kind + " not read", e, Map.of());
            }
        } finally {
            reading.unlock();
        }
    }

    private record Snapshot<I, T>(Instant readAt, Map<I, T> settings) {}

    /// What is known of a name.
    public sealed interface Lookup<T> {

        record Found<T>(T settings) implements Lookup<T> {}

        record Unknown<T>() implements Lookup<T> {}

        /// The store does not answer, and what is remembered does not tell.
        record Unavailable<T>() implements Lookup<T> {}
    }
}
