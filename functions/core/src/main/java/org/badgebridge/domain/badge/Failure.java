package org.badgebridge.domain.badge;

import java.time.Instant;

/// Why a badge needs a person: for which wish, since when, and what to mend.
public record Failure(String reason, Instant at, long wantedVersion) {}
