package org.badgebridge.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.State;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@WithTestSystem
class JobRunnerTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final SettlingWorld world;
    private final Worker worker;

    JobRunnerTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void jobThatDiedBetweenItsChunksIsFinishedByAnother() {
        List<BadgeId> badges = Stream.generate(world::wanted).limit(30).toList();
        world.calls().reset();
        // The job itself, then for each badge a read, a write and a message.
        world.calls().crash(Moment.AFTER_ANSWERED, 1 + 3 * 27);
        assertThatExceptionOfType(Crash.class)
                .isThrownBy(() -> {
                    Worker doomed = world.counted();
                    doomed.jobRunner().retry(badges, "admin", doomed.deadline());
                });
        Job died = ours();
        assertThat(died.state()).isEqualTo(State.RUNNING);
        assertThat(died.cursor()).isEqualTo("25");

        worker.jobRunner().resume(worker.deadline());
        assertThat(ours().state()).as("taken over within its lease").isEqualTo(State.RUNNING);
        world.pass(LEASE);
        worker.jobRunner().resume(worker.deadline());

        assertThat(ours().state()).isEqualTo(State.DONE);
        assertThat(ours().counts()).isEqualTo(Map.of("asked", 30L, "retried", 30L));
        assertThat(badges)
                .allSatisfy(badge ->
                        assertThat(worker.badges().history(badge))
                                .extracting(HistoryEntry::step)
                                .contains("retry"));
    }

    @Test
    void backIssueThatDiedWithinAChunkAwardsEachCertificateOnce() {
        SourceId source = new SourceId("campus");
        String realm = "realm-of-" + world.connection();
        Instant now = world.clock().instant();
        List<BadgeId> badges =
                IntStream.range(0, 30)
                        .mapToObj(i -> worker.awarder().award(issued(source, realm, "u" + i, now)))
                        .map(each -> new BadgeId(each.certificate().learner(), world.template()))
                        .toList();
        RuleId mapping = new RuleId(world.template(), "m");
        worker.rules()
                .add(
                        Rule.mapping(
                                mapping,
                                EventType.CERTIFICATE_ISSUED,
                                source,
                                "org-" + realm,
                                null,
                                now),
                        _ -> realm);
        world.calls().reset();
        world.calls().crash(Moment.AFTER_ANSWERED, 160);
        assertThatExceptionOfType(Crash.class)
                .isThrownBy(() -> {
                    Worker doomed = world.counted();
                    doomed.jobRunner()
                            .backIssue(
                                    new BackIssue.Order(mapping, null, true),
                                    "admin",
                                    doomed.deadline());
                });
        assertThat(backIssue().state()).isEqualTo(State.RUNNING);

        world.pass(LEASE);
        worker.jobRunner().resume(worker.deadline());

        assertThat(backIssue().state()).isEqualTo(State.DONE);
        assertThat(backIssue().counts()).containsEntry("certificates", 30L);
        assertThat(badges)
                .allSatisfy(badge -> {
                    assertThat(world.badge(badge).settling().push() != null).isTrue();
                    assertThat(worker.badges().history(badge))
                            .extracting(HistoryEntry::step)
                            .containsExactly("wanted", "push");
                });
    }

    private static LearningEvent issued(SourceId source, String realm, String user, Instant at) {
        return new LearningEvent(
                "e-" + user,
                source,
                realm,
                EventType.CERTIFICATE_ISSUED,
                at,
                at,
                new Person(user, user + "@example.org", "Ada", "Example"),
                new Course("org-" + realm, "Welding"),
                "c-" + user,
                null,
                at,
                null,
                EventData.NONE);
    }

    @Test
    void cancelledJobIsNotResumed() {
        world.happens(Fault.on(Operation.TEMPLATES, Fault.Status.of(503)));
        Job job = synced();
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(worker.jobs().store(cancelled(job))).isTrue();
        world.control().clearFaults();
        world.pass(LEASE);
        worker.jobRunner().resume(worker.deadline());

        assertThat(found(job).state()).isEqualTo(State.CANCELLED);
        assertThat(found(job).counts()).isEmpty();
    }

    @Test
    void syncThatIsNotAnsweredChangesNothingSaysSoAndGoesOnByItself() {
        List<Template> before = templates();
        world.happens(Fault.on(Operation.TEMPLATES, new Fault.CutOff()));
        Job job = synced();
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(job.message()).contains("goes on by itself");
        assertThat(templates()).isEqualTo(before);

        world.control().clearFaults();
        worker.jobRunner().resume(worker.deadline());
        assertThat(found(job).state()).isEqualTo(State.DONE);
    }

    @Test
    void syncThatIsNotAnsweredForAnHourFails() {
        world.happens(Fault.on(Operation.TEMPLATES, Fault.Status.of(503)));
        Job job = synced();
        world.pass(Duration.ofMinutes(61));
        worker.jobRunner().resume(worker.deadline());

        assertThat(found(job).state()).isEqualTo(State.FAILED);
        assertThat(found(job).message()).contains("Start again");
    }

    @Test
    void vanishedTemplateIsGoneAndNewOnesComeInSwitchedOff() {
        Template kept = template();
        world.control()
                .deleteTemplate(
                        world.control().templates().stream()
                                .filter(t -> t.id().equals(kept.id().providerId()))
                                .findFirst()
                                .orElseThrow());
        world.control().createTemplate(world.organization(), "Brazing");
        Job job = synced();

        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(template().state()).isEqualTo(Template.State.GONE);
        assertThat(templates())
                .filteredOn(t -> t.name().equals("Brazing"))
                .singleElement()
                .satisfies(t -> assertThat(t.active()).isFalse());
    }

    @Test
    void pushOfWhatWaitsLetsItAllOut() {
        world.autoPush(false);
        List<BadgeId> badges = Stream.generate(world::wanted).limit(30).toList();
        badges.forEach(worker::settle);
        Job job = worker.jobRunner().pushWaiting(world.connection(), "admin", worker.deadline());

        assertThat(job.state()).isEqualTo(State.DONE);
        List<BadgeId> pushed = world.received();
        assertThat(pushed).containsExactlyInAnyOrderElementsOf(badges);
        pushed.forEach(worker::settle);
        assertThat(badges).allSatisfy(badge -> assertThat(world.badge(badge).have()).isNotNull());
    }

    private Job synced() {
        return worker.jobRunner().sync(world.connection(), "admin", worker.deadline());
    }

    private Job found(Job job) {
        return worker.jobs().find(job.id()).orElseThrow();
    }

    /// The one job that pushes or retries in this class.
    private Job ours() {
        return worker.jobs().all().stream()
                .filter(job -> job.parameters().containsKey(PushWork.IDS))
                .findFirst()
                .orElseThrow();
    }

    /// The one back-issue of this class.
    private Job backIssue() {
        return worker.jobs().all().stream()
                .filter(job -> job.kind() == Jobs.Kind.BACK_ISSUE)
                .findFirst()
                .orElseThrow();
    }

    private List<Template> templates() {
        return worker.accounts().templates(world.connection());
    }

    private Template template() {
        return worker.accounts().template(world.template()).orElseThrow();
    }

    private static Job cancelled(Job job) {
        return new Job(
                job.id(),
                job.kind(),
                State.CANCELLED,
                job.parameters(),
                job.cursor(),
                job.counts(),
                null,
                null,
                job.startedBy(),
                job.createdAt(),
                job.updatedAt(),
                job.version());
    }
}
