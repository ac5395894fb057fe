package org.badgebridge.domain.badge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A badge after a change, and the lines of history that tell of it; stored together or not at all.
public record Change(Badge badge, List<HistoryEntry> entries) {

    public Change {
        entries = List.copyOf(entries);
    }

    public static Change none(Badge badge) {
        return new Change(badge, List.of());
    }

    /// This change and the one that follows on it, as one.
    public Change then(Function<Badge, Change> following) {
        Change next = following.apply(badge);
        List<HistoryEntry> all = new ArrayList<>(entries);
        all.addAll(next.entries);
        return new Change(next.badge, all);
    }

    /// What is to be told of the change, in its order; stored with it or not at all.
    public List<Signal> signals() {
        Cause by = entries.isEmpty() ? badge.wanted().by() : entries.getLast().by();
        return Signal.due(badge, by);
    }

    /// The change, with whether another badge of ours stands on the same provider badge.
    public Change shared(boolean shared) {
        Have have = badge.have();
        if (have == null || have.shared() == shared) {
            return this;
        }
        return new Change(
                badge.having(
                        have.withShared(shared),
                        badge.formerIds(),
                        badge.extraIds(),
                        badge.updatedAt()),
                entries);
    }
}
