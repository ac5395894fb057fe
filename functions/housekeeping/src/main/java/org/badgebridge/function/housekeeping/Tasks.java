package org.badgebridge.function.housekeeping;

import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Runs tasks one after another; one that fails keeps no other from running. Not thread-safe.
final class Tasks {

    private final Log log;
    private @Nullable RuntimeException failure;

    Tasks(Log log) {
        this.log = log;
    }

    void run(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.failure("task failed", e, Map.of(Field.OUTCOME, name));
            failure = e;
        }
    }

    /// Throws when a task failed, so that the function's error count tells of it.
    String end() {
        if (failure != null) {
            throw failure;
        }
        return "done";
    }
}
