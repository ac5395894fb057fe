package org.badgebridge.simulator.credly;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The positions of all switches. Safe for concurrent use.
final class Switches {
    private final Map<Switch, Long> positions = new ConcurrentHashMap<>();

    boolean on(Switch which) {
        return number(which) != 0;
    }

    long number(Switch which) {
        return positions.getOrDefault(which, which.initial());
    }

    void set(Switch which, long position) {
        positions.put(which, position);
    }

    Map<Switch, Long> all() {
        var all = new EnumMap<Switch, Long>(Switch.class);
        for (Switch which : Switch.values()) {
            all.put(which, number(which));
        }
        return all;
    }

    void reset() {
        positions.clear();
    }
}
