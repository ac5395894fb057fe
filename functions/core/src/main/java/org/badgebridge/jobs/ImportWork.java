package org.badgebridge.jobs;

import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.batch.Batch;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Imports;
import org.badgebridge.port.Imports.Import;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Awards by the rows of a file, once all of the file is there. Rows are removed when they are
/// done; those of a learner who was erased meanwhile come to nothing. Thread-safe.
public final class ImportWork implements JobWork {

    /// How long it waits for the next chunk of a file.
    static final Duration PATIENCE = Duration.ofDays(1);

    /// So many rows at once.
    static final int STEP = 50;

    /// The cursor of what is left when all rows are done.
    private static final String CLEARING = "clearing";

    private static final Chunk GONE =
            new Chunk.Failed(
                    "What was left of the file is not kept any more. Import it again: what was done"
                            + " is not done twice.");

    private final Imports imports;
    private final Awarder awarder;
    private final CourseBook courses;
    private final SettleQueue queue;
    private final Clock clock;

    public ImportWork(
            Imports imports, Awarder awarder, CourseBook courses, SettleQueue queue, Clock clock) {
        this.imports = imports;
        this.awarder = awarder;
        this.courses = courses;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        if (CLEARING.equals(job.cursor())) {
            imports.remove(job.id());
            return new Chunk.Done(Map.of(), null);
        }
        Import file = imports.find(job.id()).orElse(null);
        if (file == null) {
            return GONE;
        }
        if (!file.whole()) {
            return waiting(file);
        }
        if (queue.waiting() > Release.QUEUE_SHORT) {
            return new Chunk.Later("It goes on when fewer badges wait to be settled.");
        }
        return step(file, Place.of(job.cursor()), job.cursor() == null);
    }

    private Chunk waiting(Import file) {
        if (clock.instant().isBefore(file.updatedAt().plus(PATIENCE))) {
            return new Chunk.Later(
                    "It waits for the rest of the file; %d rows are there.".formatted(file.rows()));
        }
        imports.remove(file.id());
        return new Chunk.Failed(
                "The rest of the file did not come within a day. Nothing was imported; import the"
                        + " file again.");
    }

    private Chunk step(Import file, Place at, boolean first) {
        if (at.row() == 0 && at.chunk() > 0) {
            imports.removeRows(file.id(), at.chunk() - 1);
        }
        Optional<Imports.Chunk> chunk = imports.chunk(file.id(), at.chunk());
        int good = chunk.map(Imports.Chunk::good).orElse(0);
        List<LearningEvent> rows = good == 0 ? List.of() : imports.rows(file.id(), at.chunk());
        if (chunk.isEmpty() || rows.size() != good) {
            imports.remove(file.id());
            return GONE;
        }
        int to = Math.min(at.row() + STEP, good);
        Map<String, Long> counts = new HashMap<>(awarded(rows.subList(at.row(), to)));
        if (first) {
            counts.put("rows", (long) file.rows() - file.bad());
            counts.put("left_out", (long) file.bad());
        }
        return new Chunk.More(at.next(to, good, file), counts);
    }

    /// Awards by rows all at once. When one fails, all are done again later, because a row that is
    /// left out would be forgotten.
    private Map<String, Long> awarded(List<LearningEvent> rows) {
        AtomicLong earning = new AtomicLong();
        AtomicLong erased = new AtomicLong();
        List<Throwable> failures = new ArrayList<>();
        List<LearningEvent> failed =
                Batch.failures(
                        rows,
                        row -> {
                            Awarder.Awarded awarded = awarder.award(row);
                            if (awarded.erased()) {
                                erased.incrementAndGet();
                                return;
                            }
                            courses.note(row);
                            if (!awarded.badges().isEmpty()) {
                                earning.incrementAndGet();
                            }
                        },
                        (_, failure) -> failures.add(failure));
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    "%d rows could not be awarded by".formatted(failed.size()),
                    failures.isEmpty() ? null : failures.getFirst());
        }
        return Map.of("done", (long) rows.size(), "earning", earning.get(), "erased", erased.get());
    }

    /// Where a step begins: a chunk and a row in it.
    private record Place(int chunk, int row) {

        static Place of(@Nullable String cursor) {
            if (cursor == null) {
                return new Place(0, 0);
            }
            int colon = cursor.indexOf(':');
            return new Place(
                    Integer.parseInt(cursor.substring(0, colon)),
                    Integer.parseInt(cursor.substring(colon + 1)));
        }

        /// The cursor of the next step, when this one came to a row of its chunk.
        String next(int done, int ofChunk, Import file) {
            if (done < ofChunk) {
                return chunk + ":" + done;
            }
            return chunk + 1 < file.chunks() ? chunk + 1 + ":0" : CLEARING;
        }
    }
}
