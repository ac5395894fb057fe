package org.badgebridge.simulator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Rows by id, in order of creation, with an index over any number of keys of a row. Not safe for
/// concurrent use: the store that has it locks.
public final class Table<T> {
    private final LinkedHashMap<String, T> rows = new LinkedHashMap<>();
    private final Map<String, LinkedHashSet<String>> index = new HashMap<>();
    private final Function<T, List<String>> keys;

    public Table(Function<T, List<String>> keys) {
        this.keys = keys;
    }

    public @Nullable T get(String id) {
        return rows.get(id);
    }

    public Collection<T> all() {
        return rows.values();
    }

    public List<T> having(String key) {
        var found = new ArrayList<T>();
        for (String id : index.getOrDefault(key, new LinkedHashSet<>())) {
            T row = rows.get(id);
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    public int count(String key) {
        return index.getOrDefault(key, new LinkedHashSet<>()).size();
    }

    /// Puts the row, or removes it when it is null.
    ///
    /// @return the row that was there before
    public @Nullable T set(String id, @Nullable T row) {
        T before = row == null ? rows.remove(id) : rows.put(id, row);
        if (before != null) {
            for (String key : keys.apply(before)) {
                LinkedHashSet<String> ids = index.get(key);
                if (ids != null && ids.remove(id) && ids.isEmpty()) {
                    index.remove(key);
                }
            }
        }
        if (row != null) {
            for (String key : keys.apply(row)) {
                index.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(id);
            }
        }
        return before;
    }

    public void clear() {
        rows.clear();
        index.clear();
    }
}
