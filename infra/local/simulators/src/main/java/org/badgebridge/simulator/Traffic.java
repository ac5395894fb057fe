package org.badgebridge.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What arrived: how many calls of each kind, counted before any fault, and the last few in full.
/// Safe for concurrent calls.
public final class Traffic {
    /// One call as it arrived; headers, and so tokens, are not kept.
    public record Seen(Operation operation, String method, String path, String body) {}

    private static final int REMEMBERED = 1000;

    private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);
    private final Deque<Seen> last = new ArrayDeque<>();

    synchronized void saw(Operation operation, HttpCall call) {
        counts.merge(operation, 1L, Long::sum);
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(new Seen(operation, call.method(), call.path(), call.body()));
    }

    public synchronized Map<Operation, Long> counts() {
        var copy = new EnumMap<Operation, Long>(Operation.class);
        for (Operation operation : Operation.values()) {
            copy.put(operation, counts.getOrDefault(operation, 0L));
        }
        copy.put(Operation.ANY, counts.values().stream().mapToLong(Long::longValue).sum());
        return copy;
    }

    /// The newest calls, at most a thousand, oldest first.
    public synchronized List<Seen> last() {
        return List.copyOf(last);
    }

    public synchronized void clear() {
        counts.clear();
        last.clear();
    }
}
