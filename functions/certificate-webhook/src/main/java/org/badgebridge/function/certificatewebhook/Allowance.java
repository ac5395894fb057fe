package org.badgebridge.function.certificatewebhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// How many posts that nothing proves are put aside: a few an hour, so that whoever learns the URL
/// of a source that captures cannot fill our tables. Thread-safe.
final class Allowance {

    private static final int MOST = 20;
    private static final Duration SPAN = Duration.ofHours(1);

    private final Deque<Instant> taken = new ArrayDeque<>();

    /// Whether one more is allowed; then it is taken.
    synchronized boolean take(Instant now) {
        while (!taken.isEmpty() && taken.getFirst().isBefore(now.minus(SPAN))) {
            taken.removeFirst();
        }
        if (taken.size() >= MOST) {
            return false;
        }
        taken.addLast(now);
        return true;
    }
}
