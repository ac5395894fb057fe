package org.badgebridge.domain.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/// Where an event stands among all events of a learner. Total and independent of arrival: by time,
/// then negative types last, then event id.
public record Position(Instant time, boolean negative, String eventId)
        implements Comparable<Position> {

    /// How far a platform's clock may run ahead before we stop believing it; otherwise one event
    /// from a wrong clock would outrank everything that follows for years.
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::time)
                    .thenComparing(Position::negative)
                    .thenComparing(Position::eventId);

    public static Position of(
            EventType type, Instant occurredAt, Instant receivedAt, String eventId) {
        Instant latest = receivedAt.plus(CLOCK_TOLERANCE);
        return new Position(
                occurredAt.isAfter(latest) ? latest : occurredAt, type.negative(), eventId);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }
}
