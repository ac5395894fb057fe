package org.badgebridge.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.jobs.Importer.Piece;
import org.badgebridge.jobs.Importer.Taken;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.State;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A file, from its first chunk to the badges that its rows earn.
@WithTestSystem
class ImportWorkTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source;

    ImportWorkTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        source = new SourceId("import-" + COUNT.incrementAndGet());
        Rule mapping =
                Rule.mapping(
                        new RuleId(world.template(), "m"),
                        EventType.CERTIFICATE_ISSUED,
                        source,
                        "welding-1",
                        null,
                        world.clock().instant());
        assertThat(worker.rules().add(mapping, _ -> source.value())).isTrue();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void rowsOfAFileAreAwardedAndThenForgotten() {
        List<LearningEvent> rows = rows(0, 60);
        Job job = begun(piece(0, false, rows.subList(0, 55), "a"));
        assertThat(done(job).message())
                .isEqualTo("It waits for the rest of the file; 55 rows are there.");

        kept(piece(job, 1, true, rows.subList(55, 60), "b"));

        assertThat(done(job).state()).isEqualTo(State.DONE);
        assertThat(found(job).counts())
                .containsEntry("rows", 60L)
                .containsEntry("left_out", 0L)
                .containsEntry("done", 60L)
                .containsEntry("earning", 60L)
                .containsEntry("erased", 0L);
        assertThat(badges(rows)).allSatisfy(badge -> assertThat(wanted(badge)).isTrue());
        assertThat(worker.courses().find(source, "welding-1")).isPresent();
        assertForgotten(job);
    }

    @Test
    void importThatDiedIsFinishedByAnotherAndDoesNothingTwice() {
        for (int n : new int[] {1, 40, 355}) {
            List<LearningEvent> rows = rows(n * 1000, 60);
            Job job = begun(piece(0, false, rows.subList(0, 30), "a" + n));
            kept(piece(job, 1, true, rows.subList(30, 60), "b" + n));
            world.calls().reset();
            world.calls().crash(n % 2 == 0 ? Moment.AFTER_ANSWERED : Moment.BEFORE_SENT, n);
            Worker doomed = world.counted();
            assertThatThrownBy(() -> doomed.jobRunner().goOn(found(job), doomed.deadline()))
                    .as("call %d of %d", n, world.calls().count())
                    .isNotNull();

            world.pass(LEASE);
            assertThat(done(job).state()).isEqualTo(State.DONE);

            assertThat(found(job).counts()).containsEntry("rows", 60L).containsEntry("done", 60L);
            assertThat(badges(rows))
                    .allSatisfy(badge -> {
                        assertThat(wanted(badge)).isTrue();
                        assertThat(worker.badges().history(badge)).hasSize(1);
                    });
            assertForgotten(job);
        }
    }

    @Test
    void sameEventByPostAndByFileIsOneBadge() {
        LearningEvent row = rows(1, 1).getFirst();
        LearningEvent post =
                new LearningEvent(
                        "delivery-1",
                        source,
                        row.realm(),
                        row.type(),
                        row.occurredAt(),
                        row.receivedAt(),
                        row.person(),
                        row.course(),
                        row.certificateKey(),
                        null,
                        row.issuedAt(),
                        null,
                        EventData.NONE);
        BadgeId badge = badges(List.of(row)).getFirst();
        world.knows(badge);
        worker.awarder().award(post);
        worker.settle(badge);

        Job job = begun(piece(0, true, List.of(row), "a"));
        done(job);
        worker.settle(badge);

        assertThat(world.atProvider(badge)).hasSize(1);
        assertThat(worker.awards().certificates(badge.learner())).hasSize(1);
    }

    @Test
    void rowOfALearnerWhoWasErasedComesToNothing() {
        List<LearningEvent> rows = rows(0, 2);
        worker.awarder().award(rows.getFirst());
        Job job = begun(piece(0, true, rows, "a"));
        world.pass(Duration.ofSeconds(1));
        worker.eraser().erase(badges(rows).getFirst().learner());

        done(job);

        assertThat(found(job).counts()).containsEntry("earning", 1L).containsEntry("erased", 1L);
        assertThat(worker.awards().learner(badges(rows).getFirst().learner())).isEmpty();
    }

    @Test
    void chunkThatComesAgainChangesNothingAndAnotherOfItsNumberIsRefused() {
        Piece first = piece(0, false, rows(0, 3), "a");
        Job job = begun(first);
        Taken again = worker.importer().take(first, "admin");
        Piece second = piece(job, 1, true, rows(3, 3), "b");
        kept(second);
        kept(second);

        assertThat(again).isEqualTo(new Taken.Kept(found(job), false));
        assertThat(worker.imports().find(job.id()).orElseThrow().rows()).isEqualTo(6);
        assertThat(worker.importer().take(piece(job, 1, true, rows(3, 2), "c"), "admin"))
                .isEqualTo(new Taken.Differs());
        assertThat(worker.importer().take(piece(job, 2, false, rows(6, 1), "d"), "admin"))
                .isEqualTo(new Taken.BehindTheLast());
        assertThat(worker.importer().take(piece(job, 2, true, rows(6, 1), "d"), "admin"))
                .isEqualTo(new Taken.BehindTheLast());
    }

    @Test
    void fileThatWasImportedIsImportedAnewWhenItComesAgain() {
        Piece only = piece(0, true, rows(0, 3), "a");
        Job first = begun(only);
        done(first);

        Job second = begun(only);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(done(second).state()).isEqualTo(State.DONE);
        assertThat(badges(only.good()))
                .allSatisfy(badge -> assertThat(worker.badges().history(badge)).hasSize(1));
        assertThat(worker.importer().take(piece(first, 0, true, only.good(), "a"), "admin"))
                .isEqualTo(new Taken.Ended());
    }

    @Test
    void fileHasAtMostAHundredThousandRows() {
        Job job = begun(new Piece(null, source, 0, false, 99_999, rows(0, 1), source + "a"));

        assertThat(worker.importer().take(piece(job, 1, true, rows(1, 2), "b"), "admin"))
                .isEqualTo(new Taken.TooLarge());
        kept(piece(job, 1, true, rows(1, 1), "c"));
    }

    @Test
    void chunkOfAnImportOfAnotherSourceIsRefused() {
        Job job = begun(piece(0, false, rows(0, 1), "a"));
        Piece foreign = new Piece(job.id(), new SourceId("other"), 1, true, 1, rows(1, 1), "b");

        assertThat(worker.importer().take(foreign, "admin")).isEqualTo(new Taken.NoSuchImport());
    }

    @Test
    void fileWhoseRestDoesNotComeIsGivenUpAfterADay() {
        List<LearningEvent> rows = rows(0, 2);
        Job job = begun(piece(0, false, rows, "a"));
        world.pass(Duration.ofDays(1));

        assertThat(done(job).state()).isEqualTo(State.FAILED);
        assertThat(found(job).message()).contains("import the file again");
        assertForgotten(job);
        assertThat(worker.badges().find(badges(rows))).isEmpty();
    }

    @Test
    void rowsThatVanishedAreSaidToBeMissingAndTheOthersGoToo() {
        List<LearningEvent> rows = rows(0, 4);
        Job job = begun(piece(0, false, rows.subList(0, 2), "a"));
        kept(piece(job, 1, true, rows.subList(2, 4), "b"));
        worker.imports().removeRows(job.id(), 0);

        assertThat(done(job).state()).isEqualTo(State.FAILED);
        assertThat(found(job).message()).contains("Import it again");
        assertForgotten(job);
    }

    private Job done(Job job) {
        worker.jobRunner().goOn(found(job), worker.deadline());
        return found(job);
    }

    private Job found(Job job) {
        return worker.jobs().find(job.id()).orElseThrow();
    }

    private Job begun(Piece piece) {
        Taken taken = worker.importer().take(piece, "admin");
        assertThat(taken)
                .isInstanceOfSatisfying(
                        Taken.Kept.class, kept -> assertThat(kept.begun()).isTrue());
        return ((Taken.Kept) taken).job();
    }

    private void kept(Piece piece) {
        assertThat(worker.importer().take(piece, "admin")).isInstanceOf(Taken.Kept.class);
    }

    private Piece piece(int number, boolean last, List<LearningEvent> rows, String digest) {
        return piece(null, number, last, rows, digest);
    }

    private Piece piece(
            @Nullable Job job, int number, boolean last, List<LearningEvent> rows, String digest) {
        String id = job == null ? null : job.id();
        return new Piece(id, source, number, last, rows.size(), rows, source + digest);
    }

    private void assertForgotten(Job job) {
        assertThat(worker.imports().find(job.id())).isEmpty();
        assertThat(worker.imports().chunks(job.id())).isEmpty();
        assertThat(Stream.of(0, 1).flatMap(n -> worker.imports().rows(job.id(), n).stream()))
                .isEmpty();
    }

    private boolean wanted(BadgeId badge) {
        return world.badge(badge).wanted().issued();
    }

    private List<BadgeId> badges(List<LearningEvent> rows) {
        return rows.stream()
                .map(row -> new BadgeId(Worker.IDS.of(row.realm(), row.person()), world.template()))
                .toList();
    }

    private List<LearningEvent> rows(int from, int count) {
        Instant now = world.clock().instant();
        return IntStream.range(from, from + count)
                .mapToObj(i ->
                        new LearningEvent(
                                "import-" + i,
                                source,
                                source.value(),
                                EventType.CERTIFICATE_ISSUED,
                                now,
                                now,
                                new Person(
                                        "u" + i, "u%d@example.org".formatted(i), "Ada", "Example"),
                                new Course("welding-1", "Welding"),
                                "c-" + i,
                                null,
                                now,
                                null,
                                EventData.NONE))
                .toList();
    }
}
