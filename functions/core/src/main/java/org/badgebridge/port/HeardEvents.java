package org.badgebridge.port;

import org.badgebridge.domain.account.ConnectionId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is kept of the events of providers: those that could not be applied, each for 30 days after
/// it was first heard of, and up to when a connection's list of events was read. Thread-safe.
public interface HeardEvents {

    /// Keeps an event, in the place of what was kept of it.
    void keep(Kept event);

    /// What is kept of an event; strongly consistent.
    Optional<Kept> find(Notice notice);

    /// Forgets an event; one that is not kept is forgotten already.
    void forget(Notice notice);

    /// The events of all connections that wait to be asked for and are due, the longest due first;
    /// a moment late.
    List<Kept> due(Instant now, int most);

    /// A connection's events that could not be applied, newest first; a moment late.
    Page<Kept> of(ConnectionId connection, int most, Page.Cursor from);

    /// Up to which event the connection's list was read: the time at which that occurred.
    Optional<Instant> readUpTo(ConnectionId connection);

    void readUpTo(ConnectionId connection, Instant occurredAt);

    /// An event that was not applied, and why. `nextTryAt`: when the provider is asked for it
    /// again; absent when no asking helps. `tries`: how often that was put off.
    record Kept(
            Notice notice,
            Instant heardAt,
            String reason,
            int tries,
            @Nullable Instant nextTryAt) {}
}
