package org.badgebridge.port;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Part of a list, and where the rest begins. A page may be short, even empty, while `next` is set.
public record Page<T>(List<T> items, @Nullable Cursor next) {

    public Page {
        items = List.copyOf(items);
    }

    /// The same part of a list of what the items mean.
    public <R> Page<R> map(Function<T, R> meaning) {
        return new Page<>(items.stream().map(meaning).toList(), next);
    }

    /// Where a page begins: opaque to everyone but the store that made it; [#START] is the
    /// beginning.
    public record Cursor(String value) {
        public static final Cursor START = new Cursor("");
    }
}
