package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;

import java.time.Instant;

/// How many events of a source were let through in an hour. Thread-safe.
public interface Admissions {

    /// Whether an event is among the first `cap` of its hour; one that was let through once is
    /// again. A worker that dies meanwhile may count an event twice, never less than once.
    boolean admit(SourceId source, Instant receivedAt, String eventId, int cap);
}
