package org.badgebridge.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The faults that are set now. Safe for concurrent calls; counts are exact.
public final class Faults {
    /// What one call meets: all delays and ignored filters, and at most one effect that decides its
    /// answer. `clearings` is how often faults were cleared before.
    record Met(
            List<Fault.Latency> delays,
            List<Fault.IgnoreFilter> ignored,
            Optional<Fault.Effect> decisive,
            int clearings) {}

    private static final class Armed {
        final Fault fault;
        int skip;
        int left;

        Armed(Fault fault) {
            this.fault = fault;
            this.skip = fault.skip();
            this.left = fault.times() == null ? Integer.MAX_VALUE : fault.times();
        }
    }

    private final RandomGenerator random;
    private final Map<String, Armed> armed = new LinkedHashMap<>();
    private int lastId;
    private int clearings;

    Faults(RandomGenerator random) {
        this.random = random;
    }

    /// Sets a fault; the id clears it.
    public synchronized String add(Fault fault) {
        lastId++;
        String id = "fault-" + lastId;
        armed.put(id, new Armed(fault));
        return id;
    }

    /// Forgets one fault; false when it was not set.
    public synchronized boolean clear(String id) {
        return armed.remove(id) != null;
    }

    /// Forgets all of them; calls that one of them keeps waiting go on at once.
    public synchronized void clear() {
        armed.clear();
        clearings++;
        notifyAll();
    }

    /// The faults that can still hit, by id, with the number of calls left where it is limited.
    public synchronized Map<String, Fault> active() {
        var faults = new LinkedHashMap<String, Fault>();
        armed.forEach((id, a) ->
                faults.put(id, a.fault.times() == null ? a.fault : a.fault.times(a.left)));
        return faults;
    }

    synchronized Met meet(Operation operation, HttpCall call) {
        var delays = new ArrayList<Fault.Latency>();
        var ignored = new ArrayList<Fault.IgnoreFilter>();
        Optional<Fault.Effect> decisive = Optional.empty();
        for (Armed candidate : armed.values()) {
            switch (candidate.fault.effect()) {
                case Fault.Latency latency -> {
                    if (hits(candidate, operation, call)) {
                        delays.add(latency);
                    }
                }
                case Fault.IgnoreFilter ignore -> {
                    if (hits(candidate, operation, call)) {
                        ignored.add(ignore);
                    }
                }
                case Fault.Status _,
                        Fault.Reset _,
                        Fault.Hang _,
                        Fault.NotJson _,
                        Fault.Truncated _,
                        Fault.CutOff _,
                        Fault.Huge _ -> {
                    if (decisive.isEmpty() && hits(candidate, operation, call)) {
                        decisive = Optional.of(candidate.fault.effect());
                    }
                }
            }
        }
        armed.values().removeIf(a -> a.left == 0);
        return new Met(delays, ignored, decisive, clearings);
    }

    /// Waits as long as it says, or until faults are cleared once more than before.
    synchronized void delay(Fault.Latency latency, int before) throws InterruptedException {
        long jitter = latency.jitterMs() <= 0 ? 0 : random.nextLong(latency.jitterMs() + 1);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(latency.delayMs() + jitter);
        while (clearings == before) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private boolean hits(Armed candidate, Operation operation, HttpCall call) {
        Fault fault = candidate.fault;
        if (candidate.left == 0
                || (fault.operation() != Operation.ANY && fault.operation() != operation)
                || (fault.containing() != null && !contains(call, fault.containing()))) {
            return false;
        }
        if (candidate.skip > 0) {
            candidate.skip--;
            return false;
        }
        if (fault.probability() != null && random.nextDouble() >= fault.probability()) {
            return false;
        }
        if (fault.times() != null) {
            candidate.left--;
        }
        return true;
    }

    private static boolean contains(HttpCall call, String text) {
        return call.path().contains(text)
                || call.body().contains(text)
                || call.query().stream().anyMatch(p -> p.value().contains(text));
    }
}
