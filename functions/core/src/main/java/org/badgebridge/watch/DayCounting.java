package org.badgebridge.watch;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.port.Days;
import org.badgebridge.port.Days.Counts;
import org.badgebridge.port.Days.Tally;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Signals;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts signals by day. What was counted is written together with up to where: a crash, or two at
/// it at once, count nothing twice and leave nothing out. Thread-safe.
public final class DayCounting {

    /// Time for signals to be written after the moment that they bear, and for the index to have
    /// them: what is placed behind the position later is never counted.
    private static final Duration BEHIND = Duration.ofSeconds(60);

    private static final int AT_ONCE = 500;

    /// Of one go. Others have to run in the same minute.
    private static final int MOST_ROUNDS = 20;

    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Signals signals;
    private final Days days;
    private final Clock clock;

    public DayCounting(Signals signals, Days days, Clock clock) {
        this.signals = signals;
        this.days = days;
        this.clock = clock;
    }

    /// Counts what has come since the last time, as far as there is time.
    public void count(Deadline deadline) {
        for (int round = 0; round < MOST_ROUNDS && deadline.allows(ROUND); round++) {
            Tally tally = days.tally();
            List<Signal> next =
                    signals.between(tally.counted(), clock.instant().minus(BEHIND), AT_ONCE);
            if (next.isEmpty()
                    || !days.add(tally, Signals.Position.of(next.getLast()), counts(next))) {
                return;
            }
        }
    }

    private static Map<LocalDate, Counts> counts(List<Signal> signals) {
        Map<LocalDate, Counts> counts = new TreeMap<>();
        for (Signal signal : signals) {
            Counts one = Counts.of(signal.type());
            if (!one.equals(Counts.NONE)) {
                counts.merge(LocalDate.ofInstant(signal.at(), ZoneOffset.UTC), one, Counts::plus);
            }
        }
        return counts;
    }
}
