package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What calls to a connection have taught us, shared by all workers and written on transitions
/// only.
///
/// `notBefore`: the provider asked us to slow down until then. `openUntil`: the circuit is open; at
/// that time one worker may probe. `openSince`: since when the provider has been down.
/// `tokenRefusedSince`: the token was refused and a connection test failed too.
public record ConnectionHealth(
        ConnectionId connection,
        @Nullable Instant notBefore,
        @Nullable Instant openSince,
        @Nullable Instant openUntil,
        @Nullable Instant tokenRefusedSince,
        @Nullable String reason,
        long version) {

    /// How long an open circuit rests between two probes.
    public static final Duration PROBE_EVERY = Duration.ofMinutes(1);

    /// The longest that a provider's Retry-After is obeyed.
    public static final Duration LONGEST_SLOW_DOWN = Duration.ofHours(24);

    public static ConnectionHealth good(ConnectionId connection) {
        return new ConnectionHealth(connection, null, null, null, null, null, 0);
    }

    public boolean circuitOpen() {
        return openUntil != null;
    }

    /// Whether the circuit is open and it is time for one probe.
    public boolean probeDue(Instant now) {
        return openUntil != null && !now.isBefore(openUntil);
    }

    /// The circuit opened, or kept open after a failed probe, or kept open by whoever takes the
    /// probe now, so that no second one is sent beside it.
    public ConnectionHealth opened(Instant now, String why) {
        return new ConnectionHealth(
                connection,
                notBefore,
                openSince == null ? now : openSince,
                now.plus(PROBE_EVERY),
                tokenRefusedSince,
                why,
                version);
    }

    public ConnectionHealth closed() {
        return new ConnectionHealth(
                connection,
                notBefore,
                null,
                null,
                tokenRefusedSince,
                tokenRefusedSince == null ? null : reason,
                version);
    }

    public ConnectionHealth slowedDown(Instant now, Duration retryAfter) {
        Duration wait =
                retryAfter.compareTo(LONGEST_SLOW_DOWN) > 0 ? LONGEST_SLOW_DOWN : retryAfter;
        Instant until = now.plus(wait);
        return new ConnectionHealth(
                connection,
                notBefore != null && notBefore.isAfter(until) ? notBefore : until,
                openSince,
                openUntil,
                tokenRefusedSince,
                reason,
                version);
    }

    public ConnectionHealth tokenRefused(Instant now, String why) {
        return new ConnectionHealth(
                connection,
                notBefore,
                openSince,
                openUntil,
                tokenRefusedSince == null ? now : tokenRefusedSince,
                why,
                version);
    }

    public ConnectionHealth tokenAccepted() {
        return new ConnectionHealth(connection, notBefore, null, null, null, null, version);
    }
}
