package org.badgebridge.settle;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Spaces the calls of one worker to a connection, each worker taking its share of the connection's
/// calls a second. Keeps us under a provider's limit instead of running into it. Thread-safe.
public final class Pacer {

    /// What a worker may be ahead of its pace: a short burst is no burden to anyone.
    private static final Duration BURST = Duration.ofSeconds(1);

    /// Longer pauses are not slept through: the badge comes back.
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(5);

    private final int workers;
    private final Clock clock;
    private final Map<ConnectionId, Instant> nextFree = new ConcurrentHashMap<>();

    /// `workers` is how many share each connection's pace.
    public Pacer(int workers, Clock clock) {
        this.workers = workers;
        this.clock = clock;
    }

    /// Waits for a turn; answers for how long there will be none when that is too long to wait, and
    /// then no turn is taken.
    public Optional<Duration> take(Connection connection) {
        Duration spacing = Duration.ofNanos(1_000_000_000L * workers / connection.callsPerSecond());
        Instant now = clock.instant();
        Instant earliest = now.minus(BURST);
        Duration[] pause = {Duration.ZERO};
        nextFree.compute(
                connection.id(),
                (_, free) -> {
                    Instant turn = free == null || free.isBefore(earliest) ? earliest : free;
                    pause[0] = Duration.between(now, turn);
                    return pause[0].compareTo(LONGEST_SLEEP) > 0 ? free : turn.plus(spacing);
                });
        if (pause[0].compareTo(LONGEST_SLEEP) > 0) {
            return Optional.of(pause[0]);
        }
        return sleep(pause[0]) ? Optional.empty() : Optional.of(spacing);
    }

    private static boolean sleep(Duration pause) {
        if (!pause.isPositive()) {
            return true;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
