package org.badgebridge.domain.badge;

import java.util.List;

/// A badge after a change, and the lines of history that tell of it; stored together or not at all.
public record Change(Badge badge, List<HistoryEntry> entries) {

    public Change {
        entries = List.copyOf(entries);
    }

    public static Change none(Badge badge) {
        return new Change(badge, List.of());
    }
}
