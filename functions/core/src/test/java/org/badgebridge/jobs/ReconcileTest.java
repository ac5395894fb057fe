package org.badgebridge.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.jobs.JobRunner.Scheduled;
import org.badgebridge.mirror.MirrorWorld;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.State;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.Switch;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// No webhook ever comes here: what is seen is seen by reconciling.
@WithTestSystem
class ReconcileTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final TestSystem system;
    private final MirrorWorld world;
    private final SettlingWorld settling;
    private final CredlyControl control;
    private final Worker worker;

    ReconcileTest(TestSystem system) {
        this.system = system;
        world = new MirrorWorld(system);
        settling = world.settling();
        control = settling.control();
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void oneReconcileMendsWhatEveryLostWebhookWouldHaveTold() {
        BadgeId accepted = world.issued();
        BadgeId rejected = world.issued();
        BadgeId revoked = world.issued();
        BadgeId deleted = world.issued();
        BadgeId replaced = world.issued();
        BadgeId hidden = world.issued();
        BadgeId untouched = world.issued();
        TemplateId other = settling.anotherTemplate();
        control.accept(world.providerId(accepted));
        control.reject(world.providerId(rejected));
        control.revokeByHand(world.providerId(revoked), "mistaken");
        control.deleteBadge(world.providerId(deleted));
        String successor = world.replaceByHand(replaced).id();
        control.setPrivacy(world.providerId(hidden), false);
        String byHand = world.issueByHand(other, world.email(accepted)).id();
        world.issueByHand(other, "stranger@example.org");
        Badge before = settling.badge(untouched);
        settling.pass(SettlingWorld.LOOK_UP_LAG);

        Job job = reconciled();
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(world.have(accepted).state()).isEqualTo(ProviderState.ACCEPTED);
        assertThat(world.have(rejected).state()).isEqualTo(ProviderState.REJECTED);
        assertThat(world.have(revoked).state()).isEqualTo(ProviderState.REVOKED);
        assertThat(world.have(deleted).state()).isEqualTo(ProviderState.DELETED);
        assertThat(world.providerId(replaced)).isEqualTo(successor);
        assertThat(world.have(hidden).visible()).isFalse();
        BadgeId adopted = new BadgeId(accepted.learner(), other);
        assertThat(world.providerId(adopted)).isEqualTo(byHand);
        assertThat(settling.badge(untouched)).isEqualTo(before);
        assertThat(world.have(accepted).witness()).isEqualTo(Have.Witness.READ_BACK);
        assertThat(job.counts())
                .containsEntry("events_applied", 9L)
                .containsEntry("adopted", 1L)
                .doesNotContainKey("mended");

        settling.pass(Duration.ofHours(1));
        Job again = reconciled();
        assertThat(again.state()).isEqualTo(State.DONE);
        assertThat(again.counts()).doesNotContainKeys("mended", "adopted", "events_applied");
        assertThat(again.counts()).containsEntry("unknown", 1L);
    }

    @Test
    void allBadgesAreReadBackAlsoWhereTheEventsAreLostToo() {
        control.set(Switch.BULK_PAGE_SIZE, 2);
        List<BadgeId> badges = Stream.generate(world::issued).limit(5).toList();
        badges.forEach(badge -> control.accept(world.providerId(badge)));
        worker.events().readUpTo(settling.connection(), settling.clock().instant());
        settling.pass(Duration.ofHours(1));
        worker.events().readUpTo(settling.connection(), settling.clock().instant());

        Job job = reconciled();
        assertThat(badges)
                .allSatisfy(badge ->
                        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED));
        assertThat(job.counts()).isEqualTo(Map.of("badges", 5L, "mended", 5L));
    }

    @Test
    void reconcileSaysWhetherAnythingDiffered() {
        BadgeId badge = world.issued();
        reconciled();
        control.accept(world.providerId(badge));

        assertThat(reconciled().message()).contains("was mended");
        assertThat(reconciled().message()).contains("What we knew was what the provider has");
    }

    @Test
    void eventsAreReadPageByPageDownToTheLastThatWasRead() {
        List<BadgeId> badges = Stream.generate(world::issued).limit(4).toList();
        settling.pass(Duration.ofHours(1));
        control.accept(world.providerId(badges.getFirst()));
        reconciled();
        settling.pass(Duration.ofHours(1));
        control.set(Switch.PAGE_SIZE, 2);
        badges.forEach(badge -> control.deleteBadge(world.providerId(badge)));
        long calls = control.calls(Operation.EVENTS);
        Job job = reconciled();
        assertThat(badges)
                .allSatisfy(badge ->
                        assertThat(world.have(badge).state()).isEqualTo(ProviderState.DELETED));
        assertThat(job.counts()).containsEntry("events", 5L);
        assertThat(control.calls(Operation.EVENTS) - calls).isEqualTo(3);
    }

    @Test
    void reconcileThatDiedAnywhereIsFinishedByAnother() {
        control.set(Switch.PAGE_SIZE, 2);
        control.set(Switch.BULK_PAGE_SIZE, 2);
        for (int n = 2; n < 60; n += 7) {
            List<BadgeId> badges = Stream.generate(world::issued).limit(3).toList();
            control.accept(world.providerId(badges.get(0)));
            control.deleteBadge(world.providerId(badges.get(1)));
            int at = n;
            settling.calls().reset();
            settling.calls().crash(Moment.AFTER_ANSWERED, at);
            Worker doomed = settling.counted();
            assertThatExceptionOfType(Crash.class)
                    .isThrownBy(() ->
                            doomed.jobRunner()
                                    .reconcile(settling.connection(), "admin", doomed.deadline()));
            settling.pass(LEASE.plusSeconds(1));
            worker.jobRunner().resume(worker.deadline());
            assertThat(world.have(badges.get(0)).state())
                    .as("call %d", at)
                    .isEqualTo(ProviderState.ACCEPTED);
            assertThat(world.have(badges.get(1)).state()).isEqualTo(ProviderState.DELETED);
            assertThat(world.have(badges.get(2)).state()).isEqualTo(ProviderState.PENDING);
            assertThat(world.outcomes(badges.get(0))).containsOnlyOnce("ACCEPTED");
        }
        assertThat(worker.jobs().all())
                .filteredOn(job -> job.parameters().containsValue(settling.connection().value()))
                .extracting(Job::state)
                .containsOnly(State.DONE);
    }

    @Test
    void downProviderIsWaitedForAndThenGivenUp() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        settling.happens(Fault.on(Operation.ANY, Fault.Status.of(503)));
        Job job = reconciled();
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(job.message()).contains("goes on by itself");

        settling.pass(Duration.ofHours(7));
        worker.jobRunner().resume(worker.deadline());
        assertThat(found(job).state()).isEqualTo(State.FAILED);

        control.clearFaults();
        settling.pass(Duration.ofMinutes(2));
        reconciled();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
    }

    @Test
    void scheduleStartsOneJobOfAKindForAConnectionAtATime() {
        settling.happens(Fault.on(Operation.ANY, Fault.Status.of(503)));
        for (int i = 0; i < 3; i++) {
            worker.jobRunner().scheduled(Scheduled.RECONCILE, settling.connection());
            worker.jobRunner().scheduled(Scheduled.SYNC, settling.connection());
            worker.jobRunner().resume(worker.deadline());
        }
        assertThat(ours()).hasSize(2).extracting(Job::state).containsOnly(State.RUNNING);

        control.clearFaults();
        settling.pass(LEASE);
        worker.jobRunner().resume(worker.deadline());
        assertThat(ours()).hasSize(2).extracting(Job::state).containsOnly(State.DONE);
        Job done = ours().getFirst();

        settling.pass(Duration.ofHours(1));
        worker.jobRunner().scheduled(Scheduled.RECONCILE, settling.connection());
        worker.jobRunner().scheduled(Scheduled.SYNC, settling.connection());
        worker.jobRunner().resume(worker.deadline());
        assertThat(ours()).hasSize(2).extracting(Job::state).containsOnly(State.DONE);
        assertThat(found(done).createdAt()).isAfter(done.createdAt());
    }

    @Test
    void connectionsTouchNothingOfEachOthers() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        control.archiveTemplate(world.templateAtProvider(settling.template()));
        try (MirrorWorld beside = new MirrorWorld(system)) {
            BadgeId theirs = beside.issued();
            beside.settling().control().accept(beside.providerId(theirs));
            beside.settling()
                    .control()
                    .archiveTemplate(beside.templateAtProvider(beside.settling().template()));
            Badge before = beside.settling().badge(theirs);
            reconciled();
            assertThat(synced().state()).isEqualTo(State.DONE);

            assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
            assertThat(template(settling.template()).state()).isEqualTo(Template.State.ARCHIVED);
            assertThat(beside.settling().badge(theirs)).isEqualTo(before);
            assertThat(template(beside.settling().template()).state())
                    .isEqualTo(Template.State.ACTIVE);
            assertThat(worker.events().readUpTo(beside.settling().connection())).isEmpty();
        }
    }

    @Test
    void everyTemplateOfManyPagesIsSyncedAndOnlyWhatChangedIsWritten() {
        for (int i = 0; i < 60; i++) {
            control.createTemplate(settling.organization(), "Course " + i);
        }
        assertThat(synced().counts()).containsEntry("seen", 61L).containsEntry("added", 60L);
        List<Template> before = worker.accounts().templates(settling.connection());
        settling.pass(Duration.ofSeconds(1));
        assertThat(synced().counts()).isEqualTo(Map.of("seen", 61L));
        assertThat(worker.accounts().templates(settling.connection())).isEqualTo(before);
    }

    @Test
    void syncThatReadTheListBeforeAnEventDoesNotUndoIt() {
        control.archiveTemplate(world.templateAtProvider(settling.template()));
        world.hearLast();
        Template archived = template(settling.template());
        settling.pass(Duration.ofSeconds(1));
        control.deleteTemplate(world.templateAtProvider(settling.template()));
        world.hearLast();
        assertThat(template(settling.template()).state()).isEqualTo(Template.State.GONE);
        assertThat(synced().counts()).doesNotContainKeys("changed", "gone");
        assertThat(template(settling.template()).active()).isEqualTo(archived.active());
    }

    private Job reconciled() {
        return worker.jobRunner().reconcile(settling.connection(), "admin", worker.deadline());
    }

    private Job synced() {
        return worker.jobRunner().sync(settling.connection(), "admin", worker.deadline());
    }

    private Job found(Job job) {
        return worker.jobs().find(job.id()).orElseThrow();
    }

    private List<Job> ours() {
        return worker.jobs().all().stream()
                .filter(job -> job.startedBy().equals("schedule"))
                .filter(job -> job.parameters().containsValue(settling.connection().value()))
                .toList();
    }

    private Template template(TemplateId id) {
        return worker.accounts().template(id).orElseThrow();
    }
}
