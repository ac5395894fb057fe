package org.badgebridge.port;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The moment by which work must be done. Compared on the clock it was made with.
public record Deadline(Clock clock, Instant at) {

    public static Deadline in(Duration span, Clock clock) {
        return new Deadline(clock, clock.instant().plus(span));
    }

    public Duration left() {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// Whether there is still this much time.
    public boolean allows(Duration span) {
        return left().compareTo(span) >= 0;
    }
}
