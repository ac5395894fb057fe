package org.badgebridge.port;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Who changed what, kept for 400 days. Thread-safe.
public interface Audit {

    /// Keeps an entry, in the place of what was kept under its time and id.
    void keep(Entry entry);

    /// Forgets an entry of a change that was not made.
    void drop(Entry entry);

    /// The entries asked for, newest first. A page may be short, even empty, while `next` is set.
    Page<Entry> list(Query query, int most, Page.Cursor from);

    /// One call of a person or a machine that may change something. It is kept before the change,
    /// so that nothing is changed unrecorded, and again, `done`, after it: one that is not done was
    /// broken off, and whether it changed anything must be looked up.
    record Entry(
            String id,
            Instant at,
            String who,
            String action,
            String subject,
            @Nullable String reason,
            boolean done,
            List<Change> changes) {

        public Entry {
            changes = List.copyOf(changes);
        }
    }

    /// One field, as it was and as it is; absent where there was nothing, or is nothing any more.
    record Change(String field, @Nullable String before, @Nullable String after) {}

    /// Which entries are asked for: those that everything given holds of; `since` is inclusive,
    /// `until` is not.
    record Query(
            @Nullable String who,
            @Nullable String subject,
            @Nullable Instant since,
            @Nullable Instant until) {}
}
