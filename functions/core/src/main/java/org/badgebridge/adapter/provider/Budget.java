package org.badgebridge.adapter.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// How many calls this process makes to a provider within a span, so that we wait before the
/// provider has to turn us away. Thread-safe.
public final class Budget {

    private final int most;
    private final Duration span;
    private final Clock clock;
    private final Deque<Instant> made = new ArrayDeque<>();

    public Budget(int most, Duration span, Clock clock) {
        this.most = most;
        this.span = span;
        this.clock = clock;
    }

    /// Takes a call; when there is none, how long until there is one.
    synchronized Optional<Duration> take() {
        Instant now = clock.instant();
        while (!made.isEmpty() && !made.getFirst().plus(span).isAfter(now)) {
            made.removeFirst();
        }
        if (made.size() >= most) {
            return Optional.of(Duration.between(now, made.getFirst().plus(span)));
        }
        made.addLast(now);
        return Optional.empty();
    }
}
