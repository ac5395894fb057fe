package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The end of a badge's history, kept on the badge so that a line can be added, or an equal one
/// counted up, without reading the lines.
public record HistoryMark(
        long size, @Nullable String lastKey, int lastCount, @Nullable Instant lastFirstAt) {

    static final HistoryMark EMPTY = new HistoryMark(0, null, 0, null);

    HistoryMark after(HistoryEntry entry, String key) {
        return new HistoryMark(entry.number(), key, entry.count(), entry.firstAt());
    }
}
