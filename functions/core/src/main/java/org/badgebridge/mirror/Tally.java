package org.badgebridge.mirror;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What reading a page found, by the names that reports use. Not thread-safe.
public final class Tally {

    private final Map<String, Long> counts = new HashMap<>();
    private @Nullable Instant newest;

    Tally() {}

    /// `events` and of these `events_applied`, `events_unknown`; `badges` and of these `mended`,
    /// `unknown`; `adopted` by either; `unreadable` badges beside them. What is none is left out.
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /// When the newest event of the page occurred.
    public @Nullable Instant newest() {
        return newest;
    }

    void saw(Instant occurredAt) {
        if (newest == null || occurredAt.isAfter(newest)) {
            newest = occurredAt;
        }
        add("events", 1);
    }

    void event(Effect effect) {
        switch (effect) {
            case Effect.Nothing() -> {}
            case Effect.Changed() -> add("events_applied", 1);
            case Effect.Adopted() -> {
                add("events_applied", 1);
                add("adopted", 1);
            }
            case Effect.Unknown(String _) -> add("events_unknown", 1);
        }
    }

    void badges(int read, int unreadable) {
        add("badges", read);
        add("unreadable", unreadable);
    }

    void badge(Effect effect) {
        switch (effect) {
            case Effect.Nothing() -> {}
            case Effect.Changed() -> add("mended", 1);
            case Effect.Adopted() -> add("adopted", 1);
            case Effect.Unknown(String _) -> add("unknown", 1);
        }
    }

    private void add(String name, long more) {
        if (more > 0) {
            counts.merge(name, more, Long::sum);
        }
    }
}
