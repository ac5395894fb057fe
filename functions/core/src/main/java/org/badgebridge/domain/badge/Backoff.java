package org.badgebridge.domain.badge;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to pause after the n-th failure in a row: from five seconds, doubling to a quarter of
/// an hour, each with a jitter of half, so that what failed together does not come back together.
public record Backoff(RandomGenerator random) {

    /// After this long without success a badge is given to a person.
    static final Duration PATIENCE = Duration.ofDays(7);

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 8;

    public Duration after(int tries) {
        int doublings = Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS);
        return jittered(min(FIRST.multipliedBy(1L << doublings), LONGEST));
    }

    /// Between half of a span and the whole.
    public Duration jittered(Duration span) {
        long half = span.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
