package org.badgebridge.settle;

import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Learns from calls how a connection fares, and writes it down when it changes. Thread-safe.
public final class HealthWatch {

    /// So many calls in a row without an answer open the circuit. One that happens to fail alone
    /// does not stop the others.
    private static final int FAILURES_TO_OPEN = 5;

    private static final int MOST_TRIES = 4;

    private final Accounts accounts;
    private final Clock clock;
    private final Map<ConnectionId, Integer> failuresInARow = new ConcurrentHashMap<>();

    public HealthWatch(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /// Takes note of a call's outcome. `seen` is the health that the call was decided on.
    public void saw(ConnectionHealth seen, Outcome<?> outcome) {
        switch (outcome) {
            case Outcome.Done<?> _,
                    Outcome.AlreadyThere<?> _,
                    Outcome.Refused<?> _,
                    Outcome.Unauthorized<?> _ ->
                    answered(seen);
            case Outcome.SlowDown<?>(Duration retryAfter, Said _) -> {
                answered(seen);
                change(seen.connection(), health -> health.slowedDown(clock.instant(), retryAfter));
            }
            case Outcome.NotSent<?>(Said said) -> unanswered(seen, said);
            case Outcome.Unsure<?>(Said said) -> unanswered(seen, said);
        }
    }

    /// Takes the one probe of an open circuit; false when another worker has it.
    public boolean takeProbe(ConnectionHealth open) {
        String reason = open.reason() == null ? "" : open.reason();
        return accounts.store(open.opened(clock.instant(), reason));
    }

    void tokenRefused(ConnectionId connection, String words) {
        change(connection, health -> health.tokenRefused(clock.instant(), words));
    }

    private void answered(ConnectionHealth seen) {
        failuresInARow.remove(seen.connection());
        if (seen.circuitOpen()) {
            change(seen.connection(), ConnectionHealth::closed);
        }
    }

    private void unanswered(ConnectionHealth seen, Said said) {
        int failures = failuresInARow.merge(seen.connection(), 1, Integer::sum);
        if (failures >= FAILURES_TO_OPEN && !seen.circuitOpen()) {
            change(
                    seen.connection(),
                    health ->
                            health.circuitOpen()
                                    ? health
                                    : health.opened(clock.instant(), said.words()));
        }
    }

    private void change(ConnectionId connection, UnaryOperator<ConnectionHealth> change) {
        for (int i = 0; i < MOST_TRIES; i++) {
            ConnectionHealth now = accounts.health(connection);
            ConnectionHealth next = change.apply(now);
            if (next.equals(now) || accounts.store(next)) {
                return;
            }
        }
    }
}
