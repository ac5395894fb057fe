package org.badgebridge.port;

import org.badgebridge.domain.badge.Signal;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Map;

/// How many badges came to what on which day (UTC), as signals told; each day is kept for over a
/// year. Strongly consistent. Thread-safe.
public interface Days {

    /// Days of a span, both ends included; those on which nothing happened are left out.
    Map<LocalDate, Counts> between(LocalDate first, LocalDate last);

    /// Up to which signal was counted.
    Tally tally();

    /// Adds what the signals behind the tally's position up to another one came to, all or nothing;
    /// false when others have counted meanwhile.
    boolean add(Tally read, Signals.Position upTo, Map<LocalDate, Counts> counts);

    /// `counted` is the last signal that was counted; null before the first.
    record Tally(Signals.@Nullable Position counted, long version) {}

    record Counts(long issued, long accepted, long revoked, long failed) {

        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public static Counts of(Signal.Type type) {
            return switch (type) {
                case ISSUED -> new Counts(1, 0, 0, 0);
                case ACCEPTED -> new Counts(0, 1, 0, 0);
                case REVOKED -> new Counts(0, 0, 1, 0);
                case FAILED -> new Counts(0, 0, 0, 1);
                case REPLACED, REJECTED, DELETED, EXPIRED, HELD -> NONE;
            };
        }

        public Counts plus(Counts more) {
            return new Counts(
                    issued + more.issued,
                    accepted + more.accepted,
                    revoked + more.revoked,
                    failed + more.failed);
        }
    }
}
