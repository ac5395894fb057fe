package org.badgebridge.port;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Long work asked for by an admin, kept so that it survives a crash. Thread-safe.
public interface Jobs {

    List<Job> all();

    Optional<Job> find(String id);

    /// Stores a job if it is still at the version that was read; false when another was faster.
    boolean store(Job job);

    enum Kind {
        /// Read the templates of a connection.
        SYNC,
        /// Read what happened at a connection, then all its badges, and mend what differs.
        RECONCILE,
        /// Look again at what waited in a hold that was released.
        RELEASE,
        /// Push certificates or badges.
        PUSH,
        /// Take the certificates that are there through a mapping.
        BACK_ISSUE,
        /// Judge everybody again whom the rules of a template concern.
        APPLY_RULES,
        /// Award by the rows of a file.
        IMPORT,
        /// Remove all that is kept of a learner.
        ERASE
    }

    enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /// `cursor` is where the next chunk begins, `leaseUntil` until when its worker may be at it.
    record Job(
            String id,
            Kind kind,
            State state,
            Map<String, String> parameters,
            @Nullable String cursor,
            Map<String, Long> counts,
            @Nullable String message,
            @Nullable Instant leaseUntil,
            String startedBy,
            Instant createdAt,
            Instant updatedAt,
            long version) {

        public Job {
            parameters = Map.copyOf(parameters);
            counts = Map.copyOf(counts);
        }
    }
}
