package org.badgebridge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.jobs.JobRunner.Scheduled;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.settle.AccredibleWorld;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// What a person deletes at a provider that tells nobody.
@WithTestSystem
class DeletionsTest {

    private final AccredibleWorld world;

    DeletionsTest(TestSystem system) {
        world = new AccredibleWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatWasDeletedThereIsNoticedAndWhatWasNotIsLeftAlone() {
        List<BadgeId> badges =
                IntStream.range(0, 30).mapToObj(i -> world.earned("l" + i, Map.of())).toList();
        world.pass(Duration.ofHours(1));
        assertThat(reconciled().counts()).isEqualTo(Map.of("badges", 30L));
        delete(badges.get(3));
        delete(badges.get(28));
        world.pass(Duration.ofMinutes(2));
        long reads = world.control().calls(Operation.GET_BADGE);

        Job job = reconciled();

        assertThat(job.counts()).containsEntry("mended", 2L);
        assertThat(badges)
                .filteredOn(badge -> have(badge).state() == ProviderState.DELETED)
                .containsExactly(badges.get(3), badges.get(28));
        assertThat(have(badges.get(3)).witness()).isEqualTo(Have.Witness.READ_BACK);
        assertThat(Phase.of(world.badge(badges.get(3)))).isEqualTo(Phase.REVOKED);
        assertThat(world.control().calls(Operation.GET_BADGE)).isEqualTo(reads + 2);
        assertThat(reconciled().counts()).doesNotContainKey("mended");
    }

    @Test
    void whatASearchDoesNotShowYetIsThere() {
        BadgeId badge = world.earned("ada", Map.of());
        assertThat(reconciled().counts()).doesNotContainKey("mended");
        assertThat(have(badge).state()).isEqualTo(ProviderState.PUBLISHED);
    }

    @Test
    void oneWhoseRecipientWasCorrectedThereIsThere() {
        BadgeId badge = world.earned("ada", Map.of());
        var correction = SimulatorJson.object();
        correction.putObject("recipient").put("email", "new@example.org").put("id", "other");
        world.control().change(idOf(badge), correction);
        world.pass(Duration.ofHours(1));

        reconciled();

        assertThat(have(badge).state()).isEqualTo(ProviderState.PUBLISHED);
    }

    @Test
    void scheduleAsksOnceADay() {
        BadgeId badge = world.earned("ada", Map.of());
        world.pass(Duration.ofDays(1));
        scheduled();
        delete(badge);
        world.pass(Duration.ofMinutes(2));
        scheduled();
        assertThat(have(badge).state()).isEqualTo(ProviderState.PUBLISHED);

        world.pass(Duration.ofDays(1));
        scheduled();
        assertThat(have(badge).state()).isEqualTo(ProviderState.DELETED);
    }

    @Test
    void whenThereIsNoAnswerNothingCountsAsDeleted() {
        BadgeId badge = world.earned("ada", Map.of());
        delete(badge);
        world.pass(Duration.ofMinutes(2));
        world.control().add(Fault.on(Operation.GET_BADGE, Fault.Status.of(503)));
        reconciled();
        assertThat(have(badge).state()).isEqualTo(ProviderState.PUBLISHED);

        world.control().clearFaults();
        world.pass(Duration.ofHours(1));
        world.worker().jobRunner().resume(world.worker().deadline());
        assertThat(have(badge).state()).isEqualTo(ProviderState.DELETED);
    }

    private void delete(BadgeId badge) {
        world.control().delete(idOf(badge));
    }

    private String idOf(BadgeId badge) {
        return have(badge).providerBadgeId();
    }

    private Have have(BadgeId badge) {
        return Objects.requireNonNull(world.badge(badge).have());
    }

    private Job reconciled() {
        return world.worker()
                .jobRunner()
                .reconcile(world.connection(), "admin", world.worker().deadline());
    }

    private void scheduled() {
        world.worker().jobRunner().scheduled(Scheduled.RECONCILE, world.connection());
        world.worker().jobRunner().resume(world.worker().deadline());
    }
}
