package org.badgebridge.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.award.Eraser;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.HeardEvents.Kept;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Page;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.Event;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

@WithTestSystem
class MirrorTest {

    private static final Duration MOST_BACKOFF = Duration.ofMinutes(15);

    private final MirrorWorld world;
    private final SettlingWorld settling;
    private final CredlyControl control;
    private final Worker worker;

    MirrorTest(TestSystem system) {
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
    void whatTheLearnerDoesIsSeen() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        world.hearLast();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
        assertThat(world.have(badge).witness()).isEqualTo(Have.Witness.WEBHOOK);

        settling.pass(Duration.ofSeconds(1));
        control.setPrivacy(world.providerId(badge), false);
        world.hearLast();
        assertThat(world.have(badge).visible()).isFalse();

        settling.pass(Duration.ofSeconds(1));
        control.reject(world.providerId(badge));
        world.hearLast();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.REJECTED);
        assertThat(world.outcomes(badge)).endsWith("ACCEPTED", "MADE_PRIVATE", "REJECTED");
        assertThat(settling.badge(badge).settling().nextAttemptAt()).isNull();
    }

    @Test
    void whatIsRevokedOrDeletedByHandStaysSo() {
        BadgeId revoked = world.issued();
        BadgeId deleted = world.issued();
        control.revokeByHand(world.providerId(revoked), "mistaken");
        control.deleteBadge(world.providerId(deleted));
        world.hearAll(world.events());
        settling.calm();

        assertThat(world.have(revoked).state()).isEqualTo(ProviderState.REVOKED);
        assertThat(world.have(deleted).state()).isEqualTo(ProviderState.DELETED);
        assertThat(settling.liveAtProvider(revoked)).isEmpty();
        assertThat(settling.liveAtProvider(deleted)).isEmpty();
    }

    @Test
    void anyOrderAndAnyRepetitionEndsInTheSame() {
        for (int seed = 0; seed < 6; seed++) {
            BadgeId badge = world.issued();
            int before = world.events().size();
            String id = world.providerId(badge);
            for (Runnable happens :
                    List.<Runnable>of(
                            () -> control.accept(id),
                            () -> control.setPrivacy(id, false),
                            () -> control.setPrivacy(id, true),
                            () -> control.reject(id))) {
                settling.pass(Duration.ofSeconds(1));
                happens.run();
            }
            List<Event> events = world.events();
            List<Event> told = new ArrayList<>(events.subList(before - 1, events.size()));
            told.addAll(List.copyOf(told));
            Collections.shuffle(told, new Random(seed));
            world.hearAll(told);

            assertThat(world.have(badge).state()).isEqualTo(ProviderState.REJECTED);
            assertThat(world.have(badge).visible()).isTrue();
            assertThat(world.outcomes(badge)).doesNotHaveDuplicates();
        }
    }

    @Test
    void replacementByHandIsStoodOn() {
        BadgeId badge = world.issued();
        String old = world.providerId(badge);
        String successor = world.replaceByHand(badge).id();
        world.hearLast();
        assertThat(world.providerId(badge)).isEqualTo(successor);
        assertThat(settling.badge(badge).formerIds()).containsExactly(old);
        assertThat(settling.badge(badge).extraIds()).isEmpty();

        settling.pass(Duration.ofSeconds(1));
        control.revokeByHand(successor, "mistaken");
        world.hearLast();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.REVOKED);
    }

    @Test
    void everyBadgeThatStandsOnAProviderBadgeHearsOfIt() {
        BadgeId badge = world.issued();
        BadgeId twin = settling.wantedByTwin(badge);
        worker.settle(twin);
        control.accept(world.providerId(badge));
        world.hearLast();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
        assertThat(world.have(twin).state()).isEqualTo(ProviderState.ACCEPTED);

        String successor = world.replaceByHand(badge).id();
        world.hearLast();
        assertThat(List.of(world.providerId(badge), world.providerId(twin)))
                .containsOnly(successor);
        assertThat(worker.badges().ownership(settling.connection(), successor).owners())
                .containsExactlyInAnyOrder(badge.toString(), twin.toString());
    }

    @Test
    void badgeIssuedByHandToALearnerWeKnowIsAdopted() {
        BadgeId known = world.issued();
        TemplateId other = settling.anotherTemplate();
        String provider = world.issueByHand(other, world.email(known)).id();
        world.hearLast();
        world.hearLast();

        BadgeId adopted = new BadgeId(known.learner(), other);
        Badge badge = settling.badge(adopted);
        assertThat(world.providerId(adopted)).isEqualTo(provider);
        assertThat(badge.wanted().issued()).isTrue();
        assertThat(badge.wanted().decided()).isTrue();
        assertThat(badge.settling().nextAttemptAt()).isNull();
        assertThat(worker.badges().ownership(settling.connection(), provider).owners())
                .containsExactly(adopted.toString());
        assertThat(world.outcomes(adopted)).containsExactly("ISSUED", "ADOPTED");

        worker.settle(adopted);
        assertThat(settling.badge(adopted)).isEqualTo(badge);
    }

    @Test
    void whoWasErasedIsNotBroughtBackByWhatTheProviderHas() {
        BadgeId badge = world.issued();
        String event = world.lastEvent();
        BadgeId twin = settling.wantedByTwin(badge);
        assertThat(worker.eraser().erase(badge.learner())).isEqualTo(Eraser.Ended.ERASED);

        worker.hear(settling.connection(), event);

        assertThat(listed()).isEmpty();
        assertThat(worker.badges().ofLearner(badge.learner())).isEmpty();
        assertThat(settling.badge(twin).have()).isNull();
        assertThat(settling.liveAtProvider(badge)).hasSize(1);
    }

    @Test
    void whatWaitedAndIsIssuedByHandIsNotIssuedTwice() {
        settling.autoPush(false);
        BadgeId badge = settling.wanted();
        worker.settle(badge);
        assertThat(settling.badge(badge).settling().waitsOn()).isEqualTo(Hold.AUTO_PUSH_OFF);
        String provider = world.issueByHand(badge.template(), world.email(badge)).id();
        world.hearLast();
        settling.autoPush(true);
        settling.calm();

        assertThat(world.providerId(badge)).isEqualTo(provider);
        assertThat(settling.badge(badge).settling().waitsOn()).isNull();
        assertThat(settling.atProvider(badge)).isEmpty();
    }

    @Test
    void whoseABadgeIsIsNeverGuessed() {
        BadgeId badge = world.issued();
        settling.wantedByTwin(badge);
        TemplateId other = settling.anotherTemplate();
        world.issueByHand(other, world.email(badge));
        world.hearLast();
        assertThat(kept(world.lastEvent()).reason()).contains("Several learners");
        assertThat(worker.badges().find(new BadgeId(badge.learner(), other))).isEmpty();
    }

    @Test
    void eventThatCannotBeAppliedIsKeptWithItsReasonUntilItCan() {
        world.issueByHand(settling.template(), "stranger@example.org");
        String event = world.lastEvent();
        world.hearLast();
        worker.hear(settling.connection(), "11111111-2222-4333-8444-555555555555");
        assertThat(listed())
                .extracting(Kept::reason)
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).contains("not known here"),
                        reason -> assertThat(reason).contains("refuses"));
        assertThat(listed()).extracting(Kept::reason).noneMatch(r -> r.contains("stranger"));
        Kept before = kept(event);

        settling.pass(Duration.ofHours(1));
        worker.hear(settling.connection(), event);
        assertThat(kept(event)).isEqualTo(before);

        LearnerId stranger = new LearnerId("stranger--------------");
        Instant now = settling.clock().instant();
        worker.awards()
                .store(
                        Optional.of(
                                Learner.unknown(stranger, "campus", now)
                                        .corrected(
                                                "A", "B", "stranger@example.org", Worker.IDS, now)),
                        Optional.empty());
        worker.hear(settling.connection(), event);
        assertThat(world.have(new BadgeId(stranger, settling.template())).live()).isTrue();
        assertThat(worker.events().find(before.notice())).isEmpty();
    }

    @Test
    void eventThatCannotBeFetchedNowWaitsAndIsAskedForAgain() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        settling.happens(Fault.on(Operation.EVENTS, Fault.Status.of(503)));
        assertThat(worker.hear(settling.connection(), world.lastEvent())).isFalse();
        worker.mirror().hearAgain(worker.deadline());
        assertThat(kept(world.lastEvent()).tries()).isEqualTo(1);

        settling.pass(MOST_BACKOFF);
        worker.mirror().hearAgain(worker.deadline());
        assertThat(kept(world.lastEvent()).tries()).isEqualTo(2);
        assertThat(listed()).as("nothing that a person must mend").isEmpty();

        control.clearFaults();
        settling.pass(MOST_BACKOFF);
        worker.mirror().hearAgain(worker.deadline());
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
        assertThat(worker.events().find(notice(world.lastEvent()))).isEmpty();
    }

    @Test
    void providerThatAsksForPatienceIsNotAskedMeanwhile() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        settling.happens(
                Fault.on(Operation.EVENTS, Fault.Status.of(429).retryAfter("7200")).times(1));
        world.hearLast();
        long calls = control.calls(Operation.EVENTS);
        settling.pass(Duration.ofHours(1));
        world.hearLast();
        worker.mirror().hearAgain(worker.deadline());
        assertThat(control.calls(Operation.EVENTS)).isEqualTo(calls);

        settling.pass(Duration.ofHours(1).plusSeconds(1));
        worker.mirror().hearAgain(worker.deadline());
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
    }

    @Test
    void downProviderIsProbedByAnEventAlone() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        settling.happens(Fault.on(Operation.ANY, Fault.Status.of(503)));
        for (int i = 0; i < 9; i++) {
            world.hearLast();
        }
        assertThat(worker.accounts().health(settling.connection()).circuitOpen()).isTrue();
        long calls = control.calls(Operation.EVENTS);
        world.hearLast();
        assertThat(control.calls(Operation.EVENTS)).isEqualTo(calls);

        control.clearFaults();
        settling.pass(MOST_BACKOFF);
        worker.mirror().hearAgain(worker.deadline());
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
        assertThat(worker.accounts().health(settling.connection()).circuitOpen()).isFalse();
    }

    @Test
    void refusedTokenKeepsEventsUntilItIsMended() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        control.removeToken(settling.token());
        assertThat(worker.hear(settling.connection(), world.lastEvent())).isFalse();
        assertThat(worker.accounts().health(settling.connection()).tokenRefusedSince()).isNotNull();

        var good = control.createToken(settling.organization());
        Worker fresh = settling.worker();
        fresh.secrets()
                .store(settling.connection(), List.of(new Secret("t-2", good.token(), null)));
        settling.pass(MOST_BACKOFF);
        fresh.tokenCheck().check(fresh.deadline());
        fresh.mirror().hearAgain(fresh.deadline());
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
    }

    @Test
    void pausedMeansNoCallAndNoLoss() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        long calls = control.calls(Operation.EVENTS);
        worker.accounts().pause(true);
        try {
            world.hearLast();
        } finally {
            worker.accounts().pause(false);
        }
        assertThat(control.calls(Operation.EVENTS)).isEqualTo(calls);
        settling.pass(MOST_BACKOFF);
        worker.mirror().hearAgain(worker.deadline());
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.ACCEPTED);
    }

    @Test
    void disabledConnectionHearsNothingAndKeepsNothing() {
        BadgeId badge = world.issued();
        control.accept(world.providerId(badge));
        settling.change(MirrorTest::disabled);
        assertThat(worker.hear(settling.connection(), world.lastEvent())).isTrue();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.PENDING);
        assertThat(worker.events().find(notice(world.lastEvent()))).isEmpty();
    }

    @Test
    void archivedTemplateHoldsItsBadgesAndLetsThemGoOnceActiveAgain() {
        control.archiveTemplate(world.templateAtProvider(settling.template()));
        world.hearLast();
        assertThat(template().state()).isEqualTo(Template.State.ARCHIVED);
        assertThat(template().active()).as("our switch").isTrue();
        BadgeId badge = settling.wanted();
        worker.settle(badge);
        assertThat(settling.badge(badge).settling().waitsOn()).isEqualTo(Hold.TEMPLATE_NOT_ACTIVE);

        settling.pass(Duration.ofSeconds(1));
        control.activateTemplate(world.templateAtProvider(settling.template()));
        world.hearLast();
        worker.jobRunner().resume(worker.deadline());
        assertThat(settling.received()).containsExactly(badge);
        worker.settle(badge);
        assertThat(world.have(badge).live()).isTrue();
    }

    @Test
    void olderEventOfATemplateUndoesNothing() {
        control.archiveTemplate(world.templateAtProvider(settling.template()));
        String archived = world.lastEvent();
        settling.pass(Duration.ofSeconds(1));
        control.activateTemplate(world.templateAtProvider(settling.template()));
        world.hearLast();
        worker.hear(settling.connection(), archived);
        assertThat(template().state()).isEqualTo(Template.State.ACTIVE);
    }

    @Test
    void deletedTemplateIsMarkedAndNewOneComesInSwitchedOff() {
        control.createTemplate(settling.organization(), "Brazing");
        world.hearLast();
        assertThat(worker.accounts().templates(settling.connection()))
                .filteredOn(t -> t.name().equals("Brazing"))
                .singleElement()
                .satisfies(t -> assertThat(t.active()).isFalse());

        settling.pass(Duration.ofSeconds(1));
        control.deleteTemplate(world.templateAtProvider(settling.template()));
        world.hearLast();
        assertThat(template().state()).isEqualTo(Template.State.GONE);
        assertThat(template().active()).as("our switch").isTrue();
    }

    @Test
    void whatExpiredIsSaidToHaveByTheClockAndStaysSo() {
        BadgeId badge = world.issued();
        world.replaceByHand(badge);
        world.hearLast();
        settling.pass(
                Duration.between(
                        settling.clock().instant(), Instant.parse("2199-01-01T00:00:01Z")));
        worker.wake();
        settling.received().forEach(worker::settle);
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.EXPIRED);
        assertThat(world.have(badge).witness()).isEqualTo(Have.Witness.CLOCK);
        assertThat(settling.badge(badge).settling().nextAttemptAt()).isNull();

        world.hearLast();
        assertThat(world.have(badge).state()).isEqualTo(ProviderState.EXPIRED);
        assertThat(world.outcomes(badge)).endsWith("EXPIRED");
    }

    private Template template() {
        return worker.accounts().template(settling.template()).orElseThrow();
    }

    private Notice notice(String event) {
        return new Notice(settling.connection(), event);
    }

    private Kept kept(String event) {
        return worker.events().find(notice(event)).orElseThrow();
    }

    private List<Kept> listed() {
        return worker.events().of(settling.connection(), 100, Page.Cursor.START).items();
    }

    private static Connection disabled(Connection c) {
        return new Connection(
                c.id(),
                c.name(),
                c.provider(),
                c.organizationId(),
                c.baseUrl(),
                false,
                c.autoPush(),
                c.callsPerSecond(),
                c.createdAt(),
                c.updatedAt(),
                c.version());
    }
}
