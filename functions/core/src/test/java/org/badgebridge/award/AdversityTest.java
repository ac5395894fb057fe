package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.award.Judge.Asked;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.Penalty;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What comes of events that come while a rule cannot be read, while a badge has to wait, or while
/// the provider fails: OX-05, OX-41 and W7 of `openedx-badges.md`. A rule is called `r`, and its
/// requirements as their courses.
@WithTestSystem
class AdversityTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int MOST_ROUNDS = 10;
    private static final Duration ROUND = Duration.ofMinutes(2);
    private static final Asked BOTH = new Asked("admin", true, true, true);
    private static final Person LEARNER = new Person("ada", "ada@example.org", "Ada", "Example");

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source;
    private final TemplateId template;
    private final List<BadgeId> badges = new ArrayList<>();
    private Instant next;

    AdversityTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        source = new SourceId("adversity-" + COUNT.incrementAndGet());
        template = world.template();
        next = world.clock().instant().minusSeconds(3600);
    }

    @AfterEach
    void close() {
        world.close();
    }

    // ---- A rule that cannot be read -------------------------------------------------------------

    @Test
    void ox05_whatIsMetWhileTheRuleCannotBeReadCountsWithTheNextEvent() {
        add(rule(template, 3, "a", "b", "c"));
        passed("a");
        whileUnreadable(() -> passed("b"));

        passed("c");

        assertThat(issued(template)).isTrue();
    }

    @Test
    void ox05_whatIsMetWhileTheRuleCannotBeReadCountsWhenSomebodyAsks() {
        add(rule(template, 2, "a", "b"));
        passed("a");
        whileUnreadable(() -> passed("b"));

        worker.awarder().again(id(template), BOTH);

        assertThat(issued(template)).isTrue();
    }

    @Test
    void ox05_whatIsTakenAndResetWhileTheRuleCannotBeReadCountsToo() {
        Rule rule = rule(template, 2, "a", "b");
        add(but(rule, EventType.COURSE_FAILED, "exam", "b"));
        passed("a");
        passed("b");
        whileUnreadable(() -> {
            failed("a");
            failed("exam");
        });
        assertThat(issued(template)).as("nobody could say").isTrue();

        passed("a");
        worker.awarder().again(id(template), BOTH);
        assertThat(issued(template)).as("without b, which was reset").isFalse();

        passed("b");
        assertThat(issued(template)).isTrue();
    }

    // ---- A badge that has to wait ---------------------------------------------------------------

    @Test
    void ox41_penaltyTakesTheWishBackFromABadgeThatWaitsInAHold() {
        add(but(rule(template, 1, "a"), EventType.COURSE_FAILED, "exam", "a"));
        world.autoPush(false);
        passed("a");
        worker.settle(id(template));
        assertThat(badge(template).settling().waitsOn()).isEqualTo(Hold.AUTO_PUSH_OFF);

        failed("exam");
        world.autoPush(true);
        world.calm();

        assertNothingEverIssued();
        assertThat(world.control().calls(Operation.ISSUE)).isZero();
    }

    @Test
    void ox41_penaltyTakesTheWishBackFromABadgeWhoseProviderIsDown() {
        add(but(rule(template, 1, "a"), EventType.COURSE_FAILED, "exam", "a"));
        world.happens(Fault.on(Operation.ANY, Fault.Status.of(503)));
        passed("a");
        worker.settle(id(template));
        assertThat(badge(template).settling().attempts()).isEqualTo(1);

        failed("exam");
        providerIsBack();

        assertNothingEverIssued();
        assertThat(world.control().calls(Operation.ISSUE)).as("while it was down").isEqualTo(1);
    }

    private void assertNothingEverIssued() {
        assertThat(issued(template)).isFalse();
        assertThat(world.atProvider(id(template))).isEmpty();
        assertThat(world.told(id(template)))
                .extracting(Signal::type)
                .doesNotContain(Signal.Type.ISSUED, Signal.Type.REVOKED);
    }

    // ---- A provider that fails ------------------------------------------------------------------

    /// The event earns two badges and costs a third.
    @Test
    void w7_badgeThatTheProviderDoesNotTakeKeepsNoOtherBadgeAndNoPenaltyBack() {
        TemplateId other = world.anotherTemplate();
        TemplateId lost = lostByTheExam();
        add(rule(template, 1, "exam"));
        add(rule(other, 1, "exam"));
        world.happens(
                Fault.on(Operation.ISSUE, Fault.Status.of(500))
                        .onlyContaining(template.providerId()));

        passed("exam");
        worker.settle(id(template));
        world.received().forEach(worker::settle);

        assertThat(world.atProvider(id(template))).isEmpty();
        assertThat(world.liveAtProvider(id(other))).hasSize(1);
        assertThat(world.liveAtProvider(id(lost))).isEmpty();
        providerIsBack();
        assertThat(world.liveAtProvider(id(template))).hasSize(1);
    }

    @Test
    void w7_whatAnEventEarnsAndCostsIsDoneOnceTheProviderIsBack() {
        TemplateId other = world.anotherTemplate();
        TemplateId lost = lostByTheExam();
        add(rule(template, 1, "exam"));
        add(rule(other, 1, "exam"));
        world.happens(Fault.on(Operation.ANY, Fault.Status.of(503)));

        passed("exam");
        List<BadgeId> asked = world.received();
        asked.forEach(worker::settle);

        assertThat(asked).containsExactlyInAnyOrder(id(template), id(other), id(lost));
        assertThat(List.of(issued(template), issued(other), issued(lost)))
                .containsExactly(true, true, false);
        assertThat(world.liveAtProvider(id(lost))).as("while it is down").hasSize(1);
        providerIsBack();
        assertThat(world.atProvider(id(template))).hasSize(1);
        assertThat(world.atProvider(id(other))).hasSize(1);
        assertThat(world.liveAtProvider(id(lost))).isEmpty();
    }

    /// Some time later everything that had to wait has been settled.
    private void providerIsBack() {
        world.control().clearFaults();
        for (int i = 0; i < MOST_ROUNDS && badges.stream().anyMatch(this::waits); i++) {
            world.pass(ROUND);
            badges.forEach(worker::settle);
        }
        assertThat(badges).noneMatch(this::waits);
    }

    private boolean waits(BadgeId badge) {
        return world.badge(badge).settling().nextAttemptAt() != null;
    }

    /// The template of a badge that is issued, and that whoever passes the exam loses.
    private TemplateId lostByTheExam() {
        TemplateId lost = world.anotherTemplate();
        add(but(rule(lost, 1, "a"), EventType.COURSE_PASSED, "exam", "a"));
        passed("a");
        world.received().forEach(worker::settle);
        assertThat(world.liveAtProvider(id(lost))).hasSize(1);
        return lost;
    }

    // ---- What there is, and what happens --------------------------------------------------------

    private void add(Rule rule) {
        BadgeId badge = id(rule.id().template());
        world.knows(badge);
        badges.add(badge);
        assertThat(worker.rules().add(rule, _ -> source.value())).isTrue();
    }

    /// At least so many of the courses, each passed.
    private Rule rule(TemplateId of, int atLeast, String... courses) {
        List<Requirement> requirements =
                Arrays.stream(courses)
                        .map(course ->
                                new Requirement(
                                        course, EventType.COURSE_PASSED, source, course, List.of()))
                        .toList();
        List<Group> groups = List.of(new Group("g", atLeast, requirements));
        Instant now = world.clock().instant();
        return Rule.built(new RuleId(of, "r"), null, groups, List.of(), null, now);
    }

    private Rule but(Rule rule, EventType event, String course, String resets) {
        Penalty penalty = new Penalty(event, source, course, List.of(), List.of(resets));
        return Rule.built(rule.id(), null, rule.groups(), List.of(penalty), null, rule.createdAt());
    }

    /// Does something while the rule's item lacks its record, as of a version that is newer.
    private void whileUnreadable(Runnable something) {
        String table = world.system().tableName("SettingsTable");
        Map<String, AttributeValue> key =
                Map.of(
                        "pk", AttributeValue.fromS("TEMPLATE#" + template),
                        "sk", AttributeValue.fromS("RULE#r"));
        Map<String, AttributeValue> whole =
                world.system().dynamoDb().getItem(b -> b.tableName(table).key(key)).item();
        Map<String, AttributeValue> spoilt = new HashMap<>(whole);
        spoilt.remove("record");
        world.system().dynamoDb().putItem(b -> b.tableName(table).item(spoilt));
        assertThat(worker.rules().of(template).unreadable()).hasSize(1);
        something.run();
        world.system().dynamoDb().putItem(b -> b.tableName(table).item(whole));
    }

    private void passed(String course) {
        happened(course, EventType.COURSE_PASSED);
    }

    private void failed(String course) {
        happened(course, EventType.COURSE_FAILED);
    }

    /// Later than what happened before.
    private void happened(String course, EventType type) {
        next = next.plusSeconds(1);
        worker.awarder()
                .award(
                        new LearningEvent(
                                "%s-%s".formatted(course, next),
                                source,
                                source.value(),
                                type,
                                next,
                                next,
                                LEARNER,
                                new Course(course, course),
                                null,
                                null,
                                null,
                                null,
                                EventData.NONE));
    }

    private BadgeId id(TemplateId of) {
        return new BadgeId(Worker.IDS.of(source.value(), LEARNER), of);
    }

    private Badge badge(TemplateId of) {
        return world.badge(id(of));
    }

    private boolean issued(TemplateId of) {
        return worker.badges().find(id(of)).filter(b -> b.wanted().issued()).isPresent();
    }
}
