package org.badgebridge.port;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Part of a list, and where the rest begins. A page may be short, even empty, while `next` is set.
public record Page<T>(List<T> items, @Nullable Cursor next) {

    public Page {
        items = List.copyOf(items);
    }

    /// Where a page begins: opaque to everyone but the store that made it; [#START] is the
    /// beginning.
    public record Cursor(String value) {
        public static final Cursor START = new Cursor("");
    }
}
