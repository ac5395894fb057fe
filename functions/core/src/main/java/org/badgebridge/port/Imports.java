package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.LearningEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The files of imports, chunk by chunk, for as long as their jobs need them. Reads are strongly
/// consistent. Thread-safe.
public interface Imports {

    Optional<Import> find(String id);

    Optional<Chunk> chunk(String id, int number);

    /// The chunks that are there, in the order of their numbers.
    List<Chunk> chunks(String id);

    /// Keeps a chunk, what its good rows say, and the import as the chunk makes it; false when the
    /// chunk is there or another was faster, and then nothing is kept.
    boolean add(Import with, Chunk chunk, List<LearningEvent> rows);

    /// What the good rows of a chunk say; none when they were removed, or are too old.
    List<LearningEvent> rows(String id, int number);

    void removeRows(String id, int number);

    /// Removes all that is kept of an import.
    void remove(String id);

    /// A file that is being imported, as far as it has come in.
    ///
    /// @param chunks how many chunks are there
    /// @param highest the highest of their numbers; -1 when there is none
    /// @param last the number of the file's last chunk; absent while nobody knows it
    record Import(
            String id,
            SourceId source,
            int chunks,
            int highest,
            @Nullable Integer last,
            int rows,
            int bad,
            Instant updatedAt,
            long version) {

        public static Import begun(String id, SourceId source, Instant now) {
            return new Import(id, source, 0, -1, null, 0, 0, now, 0);
        }

        /// The import with one more chunk, which may be the file's last.
        public Import with(Chunk chunk, boolean isLast, Instant now) {
            return new Import(
                    id,
                    source,
                    chunks + 1,
                    Math.max(highest, chunk.number()),
                    isLast ? Integer.valueOf(chunk.number()) : last,
                    rows + chunk.rows(),
                    bad + chunk.rows() - chunk.good(),
                    now,
                    version);
        }

        /// Whether a chunk of this number can belong to the file.
        public boolean takes(int number, boolean isLast) {
            return isLast ? last == null && number >= highest : last == null || number < last;
        }

        /// Whether all chunks are there.
        public boolean whole() {
            return last != null && chunks == last + 1;
        }
    }

    /// Some rows of a file. `digest` tells whether a chunk that comes again is the same.
    record Chunk(int number, int rows, int good, String digest) {}
}
