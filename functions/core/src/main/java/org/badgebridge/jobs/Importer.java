package org.badgebridge.jobs;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.port.Imports;
import org.badgebridge.port.Imports.Chunk;
import org.badgebridge.port.Imports.Import;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.Kind;
import org.badgebridge.port.Jobs.State;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes files in, chunk by chunk, each for a job of its own that [JobRunner] does once the file is
/// whole. Whoever sends a chunk again, the first one included, changes nothing. Thread-safe.
public final class Importer {

    /// The most rows of one file.
    public static final int MOST_ROWS = 100_000;

    private static final String SOURCE = "source";

    private static final int MOST_TRIES = 20;

    private final Imports imports;
    private final Jobs jobs;
    private final Supplier<String> newId;
    private final Clock clock;

    public Importer(Imports imports, Jobs jobs, Supplier<String> newId, Clock clock) {
        this.imports = imports;
        this.jobs = jobs;
        this.newId = newId;
        this.clock = clock;
    }

    /// A chunk of a file.
    ///
    /// @param importId whose it is; absent with the first chunk of a file
    /// @param last whether the file ends with it
    /// @param rows how many rows it has, bad ones included
    /// @param good what the others say
    /// @param digest what stands for all that was sent
    public record Piece(
            @Nullable String importId,
            SourceId source,
            int number,
            boolean last,
            int rows,
            List<LearningEvent> good,
            String digest) {

        public Piece {
            good = List.copyOf(good);
        }

        private Chunk chunk() {
            return new Chunk(number, rows, good.size(), digest);
        }
    }

    /// What became of a chunk.
    public sealed interface Taken {

        /// It is kept, or was before. `begun`: it began the import.
        record Kept(Job job, boolean begun) implements Taken {}

        record NoSuchImport() implements Taken {}

        /// The import's job is done, failed or cancelled.
        record Ended() implements Taken {}

        /// Another chunk of this number is there.
        record Differs() implements Taken {}

        /// The file ends elsewhere.
        record BehindTheLast() implements Taken {}

        /// The file has more than [#MOST_ROWS] rows.
        record TooLarge() implements Taken {}
    }

    public Taken take(Piece piece, String who) {
        String asked = piece.importId();
        if (asked != null && jobs.find(asked).filter(job -> isOf(piece, job)).isEmpty()) {
            return new Taken.NoSuchImport();
        }
        String id = asked == null ? idOf(piece) : asked;
        if (jobs.find(id).filter(Importer::ended).isPresent()) {
            return new Taken.Ended();
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Chunk> there = imports.chunk(id, piece.number());
            if (there.isPresent()) {
                return there.get().equals(piece.chunk())
                        ? filed(id, piece, who)
                        : new Taken.Differs();
            }
            Instant now = clock.instant();
            Import file = imports.find(id).orElseGet(() -> Import.begun(id, piece.source(), now));
            if (!file.takes(piece.number(), piece.last())) {
                return new Taken.BehindTheLast();
            }
            if (file.rows() + piece.rows() > MOST_ROWS) {
                return new Taken.TooLarge();
            }
            Import next = file.with(piece.chunk(), piece.last(), now);
            if (imports.add(next, piece.chunk(), piece.good())) {
                return filed(id, piece, who);
            }
        }
        throw new IllegalStateException("import %s changed again and again".formatted(id));
    }

    /// The job of what is kept, which somebody may have ended in the same moment.
    private Taken filed(String id, Piece piece, String who) {
        Optional<Job> there = jobs.find(id);
        if (there.filter(Importer::ended).isPresent()) {
            imports.remove(id);
            return new Taken.Ended();
        }
        if (there.isPresent()) {
            return new Taken.Kept(there.get(), false);
        }
        Instant now = clock.instant();
        Job job =
                new Job(
                        id,
                        Kind.IMPORT,
                        State.RUNNING,
                        Map.of(SOURCE, piece.source().value()),
                        null,
                        Map.of(),
                        null,
                        null,
                        who,
                        now,
                        now,
                        0);
        boolean begun = jobs.store(job);
        return new Taken.Kept(jobs.find(id).orElse(job), begun);
    }

    /// The same for who sends the first chunk of a file again while its import runs: they may have
    /// heard no answer, or have closed the page. A file that was imported before is imported anew.
    private String idOf(Piece first) {
        for (int i = 1; i <= MOST_TRIES; i++) {
            String id = "import-%s-%d".formatted(first.digest(), i);
            if (jobs.find(id).filter(Importer::ended).isEmpty()) {
                return id;
            }
        }
        return newId.get();
    }

    private static boolean isOf(Piece piece, Job job) {
        return job.kind() == Kind.IMPORT
                && piece.source().value().equals(job.parameters().get(SOURCE));
    }

    private static boolean ended(Job job) {
        return switch (job.state()) {
            case RUNNING -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }
}
