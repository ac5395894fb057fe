package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One line of a badge's history: when, which step, how it ended, what the provider answered, what
/// happens next, and who brought it about. `count` equal lines in a row are one, first seen at
/// `firstAt`.
public record HistoryEntry(
        BadgeId badge,
        long number,
        Instant firstAt,
        Instant at,
        int count,
        String step,
        String outcome,
        @Nullable Said said,
        @Nullable Instant next,
        Cause by) {}
