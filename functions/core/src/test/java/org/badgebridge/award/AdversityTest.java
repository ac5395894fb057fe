package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.award.Judge.Asked;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
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
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What comes of events that come while a rule cannot be read: OX-05 of `openedx-badges.md`. A rule
/// is called `r`, and its requirements as their courses.
@WithTestSystem
class AdversityTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Asked BOTH = new Asked("admin", true, true, true);
    private static final Person LEARNER = new Person("ada", "ada@example.org", "Ada", "Example");

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source;
    private final TemplateId template;
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

    // ---- What there is, and what happens --------------------------------------------------------

    private void add(Rule rule) {
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

    private boolean issued(TemplateId of) {
        return worker.badges().find(id(of)).filter(b -> b.wanted().issued()).isPresent();
    }
}
