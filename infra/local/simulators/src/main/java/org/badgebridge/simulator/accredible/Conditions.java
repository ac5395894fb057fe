package org.badgebridge.simulator.accredible;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How all conditions stand. Safe for concurrent use.
final class Conditions {
    private final Map<Condition, Long> positions = new ConcurrentHashMap<>();

    long number(Condition which) {
        return positions.getOrDefault(which, which.initial());
    }

    void set(Condition which, long position) {
        positions.put(which, position);
    }

    Map<Condition, Long> all() {
        var all = new EnumMap<Condition, Long>(Condition.class);
        for (Condition which : Condition.values()) {
            all.put(which, number(which));
        }
        return all;
    }

    void reset() {
        positions.clear();
    }
}
