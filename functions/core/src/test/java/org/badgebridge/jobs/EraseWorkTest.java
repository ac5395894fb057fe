package org.badgebridge.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.award.Eraser;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.State;
import org.badgebridge.port.Page;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Erasing a learner of whom posts were put aside.
@WithTestSystem
class EraseWorkTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final SettlingWorld world;
    private final Worker worker;
    private final String realm = "campus-" + COUNT.incrementAndGet();
    private final SourceId first = new SourceId(realm + "-a");
    private final SourceId second = new SourceId(realm + "-b");

    EraseWorkTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        add(first, realm);
        add(second, realm);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatWasPutAsideOfThemIsDiscardedWhereverTheJobWasBrokenOff() {
        int calls = callsOf("ada");
        for (int n = 1; n <= calls; n++) {
            Moment moment = n % 2 == 0 ? Moment.AFTER_ANSWERED : Moment.BEFORE_SENT;
            String crash = "%s call %d of %d".formatted(moment, n, calls);
            String name = "learner" + n;
            LearnerId learner = known(name);
            putAside(name);
            assertThat(worker.eraser().note(learner)).isEqualTo(Eraser.Noted.NOTED);
            world.calls().reset();
            world.calls().crash(moment, n);
            Worker doomed = world.counted();
            assertThatThrownBy(() -> doomed.jobRunner().erase(learner, "admin", doomed.deadline()))
                    .as(crash)
                    .isNotNull();

            world.pass(LEASE);
            finished(learner);

            assertThat(worker.awards().learner(learner)).as(crash).isEmpty();
            assertThat(kept(first)).as(crash).noneMatch(speaksOf(name));
            assertThat(kept(second)).as(crash).noneMatch(speaksOf(name));
            assertThat(kept(first)).as(crash).anyMatch(speaksOf("of-another-" + name));
        }
    }

    @Test
    void whatIsDiscardedSaysWhyAndNamesNobody() {
        LearnerId learner = known("ada");
        putAside("ada");
        worker.eraser().note(learner);

        Job job = worker.jobRunner().erase(learner, "admin", worker.deadline());

        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.counts()).containsEntry("posts_discarded", 3L);
        assertThat(worker.deliveries().find(first, "held-ada"))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.kind()).isEqualTo(Kind.IGNORED);
                    assertThat(verdict.reason()).isEqualTo("It spoke of a learner who was erased.");
                });
    }

    @Test
    void longSearchGoesOnWhereItWasAndTheLearnerGoesLast() {
        LearnerId learner = known("ada");
        IntStream.range(0, 150)
                .forEach(i -> put(first, Kind.HELD, "held-" + i, issued("other-" + i)));
        putAside("ada");
        worker.eraser().note(learner);
        Deadline none = Deadline.in(Duration.ZERO, world.clock());

        Job job = worker.jobRunner().erase(learner, "admin", none);

        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(worker.awards().learner(learner)).isPresent();
        assertThat(worker.jobRunner().goOn(job, worker.deadline()).state()).isEqualTo(State.DONE);
        assertThat(worker.awards().learner(learner)).isEmpty();
        assertThat(kept(first)).noneMatch(speaksOf("ada"));
        assertThat(worker.deliveries().find(first, "held-149").map(Verdict::kind))
                .hasValue(Kind.HELD);
    }

    @Test
    void samePersonOfAnotherRealmIsAnother() {
        SourceId foreign = new SourceId(realm + "-foreign");
        add(foreign, foreign.value());
        put(foreign, Kind.HELD, "held", issued("ada"));
        LearnerId learner = known("ada");
        worker.eraser().note(learner);

        worker.jobRunner().erase(learner, "admin", worker.deadline());

        assertThat(kept(foreign)).hasSize(1);
    }

    private int callsOf(String name) {
        LearnerId learner = known(name);
        putAside(name);
        worker.eraser().note(learner);
        world.calls().reset();
        Worker counted = world.counted();
        assertThat(counted.jobRunner().erase(learner, "admin", counted.deadline()).state())
                .isEqualTo(State.DONE);
        return world.calls().count();
    }

    /// As housekeeping does it; or the admin anew, when there was no job yet.
    private void finished(LearnerId learner) {
        Optional<Job> job =
                worker.jobs().all().stream()
                        .filter(each -> each.parameters().containsValue(learner.value()))
                        .findFirst();
        Job done =
                job.isPresent()
                        ? worker.jobRunner().goOn(job.get(), worker.deadline())
                        : worker.jobRunner().erase(learner, "admin", worker.deadline());
        assertThat(done.state()).isEqualTo(State.DONE);
    }

    /// One of each kind in both sources; one of them says something of another, too.
    private void putAside(String name) {
        put(first, Kind.HELD, "held-" + name, issued(name));
        put(
                first,
                Kind.CAPTURED,
                "captured-" + name,
                "[%s, %s]".formatted(issued(name), issued("of-another-" + name)));
        put(second, Kind.UNUSABLE, "unusable-" + name, "{\"who\": \"%s\"}".formatted(mail(name)));
    }

    private void put(SourceId source, Kind kind, String id, String body) {
        Delivery.Event event =
                new Delivery.Event(id, source, world.clock().instant(), "s1", body, Map.of());
        worker.deliveries().record(Verdict.keeping(event, kind, "Waits.", Map.of()));
    }

    private static String issued(String name) {
        return """
        {"type": "certificate.issued", "timestamp": "2026-01-15T09:30:00Z",
         "data": {"learner": {"id": "%s", "email": "%s"}, "course": {"id": "w1"}}}
        """
                .formatted(name, mail(name));
    }

    private static String mail(String name) {
        return name.toLowerCase(Locale.ROOT) + "@example.org";
    }

    private static Predicate<Verdict> speaksOf(String name) {
        return verdict -> verdict.body() != null && verdict.body().contains("\"" + mail(name));
    }

    private List<Verdict> kept(SourceId source) {
        return worker.deliveries().putAside(source, 1000, Page.Cursor.START).items();
    }

    private LearnerId known(String name) {
        Instant now = world.clock().instant();
        Person person = new Person(name, mail(name), "Ada", "Example");
        worker.awarder()
                .award(
                        new LearningEvent(
                                "e-" + name,
                                first,
                                realm,
                                EventType.CERTIFICATE_ISSUED,
                                now,
                                now,
                                person,
                                new Course("w1", null),
                                "c-" + name,
                                null,
                                now,
                                null,
                                EventData.NONE));
        return Worker.IDS.of(realm, person);
    }

    private void add(SourceId id, String ofRealm) {
        Instant now = world.clock().instant();
        assertThat(
                        worker.accounts()
                                .store(
                                        new Source(
                                                id,
                                                "Campus",
                                                "standard",
                                                ofRealm,
                                                Map.of(),
                                                now,
                                                now,
                                                0)))
                .isTrue();
    }
}
