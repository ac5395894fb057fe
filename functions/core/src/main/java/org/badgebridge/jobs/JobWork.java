package org.badgebridge.jobs;

import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What a kind of job does, chunk by chunk. A chunk that was done but not recorded is done again:
/// work is idempotent.
interface JobWork {

    /// Does the chunk that begins at the job's cursor (null: at the beginning).
    Chunk next(Job job, Deadline deadline);

    sealed interface Chunk {

        /// Goes on at `cursor`; `counts` are added to the job's.
        record More(String cursor, Map<String, Long> counts) implements Chunk {}

        /// Not now: go on from the same place later; the message says what is waited for.
        record Later(@Nullable String message) implements Chunk {}

        record Done(Map<String, Long> counts, @Nullable String message) implements Chunk {}

        /// Cannot be done; the message says what to mend.
        record Failed(String message) implements Chunk {}
    }
}
