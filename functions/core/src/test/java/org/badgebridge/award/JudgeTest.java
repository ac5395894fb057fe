package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.award.Judge.Asked;
import org.badgebridge.award.Judge.Effect;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Wanted;
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
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls.Moment;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// What changes the wish for a badge, and what does not: events and people do, rules do not.
@WithTestSystem
class JudgeTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Asked GAIN = new Asked("admin", true, false, true);
    private static final Asked LOSE = new Asked("admin", false, true, true);

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source;
    private final TemplateId template;
    private final Judge judge;
    private Instant next;

    JudgeTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        source = new SourceId("judged-" + COUNT.incrementAndGet());
        template = world.template();
        judge = new Judge(worker.awards(), worker.rules(), world.clock());
        next = world.clock().instant().minusSeconds(3600);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void ruleCountsWhatWasBeforeItWithTheNextEvent() {
        passed("ada", "a");
        add(rule("both", 2, "a", "b"));
        assertThat(issued("ada")).isFalse();

        passed("ada", "b");

        assertThat(issued("ada")).isTrue();
    }

    @Test
    void courseThatIsPassedTwiceAndOneMoreAreNoRenewal() {
        add(rule("two", 2, "a", "b", "c"));
        passed("ada", "a");
        passed("ada", "b");
        Badge before = badge("ada");

        passed("ada", "c");

        assertThat(badge("ada").wanted()).isEqualTo(before.wanted());
    }

    @Test
    void newerPassOfWhatItRestsOnRenewsTheBadgeAndThatOfAnotherCourseDoesNot() {
        add(rule("either", 1, "a", "b"));
        passed("ada", "a");
        passed("ada", "b");
        assertThat(restsOn("ada")).isEqualTo("a");

        passed("ada", "a");
        assertThat(restsOn("ada")).isEqualTo("a");
        assertThat(Objects.requireNonNull(badge("ada").wanted().terms()).issuedAt())
                .isEqualTo(next);

        failed("ada", "a");
        assertThat(restsOn("ada")).isEqualTo("b");
        passed("ada", "a");
        assertThat(restsOn("ada")).isEqualTo("b");
    }

    private String restsOn(String learner) {
        Wanted.Terms terms = Objects.requireNonNull(badge(learner).wanted().terms());
        return Objects.requireNonNull(terms.course()).id();
    }

    @Test
    void changedRuleTakesNothingUntilSomebodyAsksAndThenOnlyWhatIsAsked() {
        add(rule("r", 1, "a"));
        passed("ada", "a");
        change(rule("r", 2, "a", "b"));

        passed("ada", "a");
        assertThat(issued("ada")).isTrue();
        assertThat(worker.awarder().again(id("ada"), GAIN).judged().changed()).isFalse();
        assertThat(issued("ada")).isTrue();

        assertThat(worker.awarder().again(id("ada"), LOSE).judged().changed()).isTrue();
        assertThat(issued("ada")).isFalse();
        passed("ada", "b");
        assertThat(issued("ada")).isTrue();
    }

    @Test
    void changedRuleGivesNothingUntilSomebodyAsksOrTheLearnerDoesSomething() {
        add(rule("r", 2, "a", "b"));
        passed("ada", "a");
        passed("bob", "a");
        change(rule("r", 1, "a", "b"));
        failed("ada", "b");

        assertThat(worker.badges().find(id("ada"))).isEmpty();
        assertThat(worker.awarder().again(id("ada"), LOSE).judged().changed()).isFalse();
        assertThat(worker.awarder().again(id("ada"), GAIN).judged().changed()).isTrue();
        assertThat(issued("ada")).isTrue();
        passed("bob", "b");
        assertThat(issued("bob")).isTrue();
    }

    @Test
    void effectsAreCountedByARuleThatIsNotThereYetAndChangeNothing() {
        add(rule("r", 1, "a"));
        passed("ada", "a");
        passed("bob", "b");
        Rule proposed = rule("r", 1, "b");

        assertThat(judge.effect(id("ada"), List.of(proposed))).isEqualTo(Effect.LOSE);
        assertThat(judge.effect(id("bob"), List.of(proposed))).isEqualTo(Effect.GAIN);
        assertThat(judge.effect(id("cyd"), List.of(proposed))).isEqualTo(Effect.NONE);
        assertThat(judge.effect(id("ada"), List.of(rule("r", 1, "a", "b")))).isEqualTo(Effect.HAVE);
        assertThat(issued("ada")).isTrue();
        assertThat(worker.badges().find(id("bob"))).isEmpty();
    }

    @Test
    void whatAPersonDecidedIsNoEffectOfARule() {
        add(rule("r", 1, "a"));
        passed("ada", "a");
        Badge badge = badge("ada");
        Cause admin = Cause.person("admin", "No.", next);
        worker.badges().store(List.of(badge.decided(Wanted.Kind.REVOKED, admin, next)), List.of());

        assertThat(judge.effect(id("ada"), List.of(rule("r", 1, "a")))).isEqualTo(Effect.NONE);
        passed("ada", "a");
        worker.awarder().again(id("ada"), GAIN);
        assertThat(issued("ada")).isFalse();
    }

    @Test
    void resetByHandHoldsUntilItIsMetAnewAndTheHistorySaysWho() {
        add(rule("both", 2, "a", "b"));
        passed("ada", "a");
        passed("ada", "b");
        LearningEvent before = event("ada", "b", EventType.COURSE_PASSED);

        worker.awarder()
                .reset(
                        id("ada").learner(),
                        new RuleId(template, "both"),
                        List.of("b"),
                        "admin",
                        "The exam was void.");

        assertThat(issued("ada")).isFalse();
        HistoryEntry last = worker.badges().history(id("ada")).getLast();
        assertThat(last.by().id()).isEqualTo("admin");
        assertThat(last.by().reason()).isEqualTo("The exam was void.");
        worker.awarder().award(before);
        assertThat(issued("ada")).isFalse();
        next = world.clock().instant().plusSeconds(1);
        passed("ada", "b");
        assertThat(issued("ada")).isTrue();
    }

    @Test
    void resetStaysWhenTheRuleIsChanged() {
        add(rule("r", 1, "a"));
        passed("ada", "a");
        worker.awarder()
                .reset(id("ada").learner(), new RuleId(template, "r"), List.of("a"), "admin", "No");
        change(rule("r", 1, "a", "b"));

        assertThat(worker.awarder().again(id("ada"), GAIN).judged().earned()).isFalse();
        assertThat(issued("ada")).isFalse();
    }

    @Test
    void whileARuleCannotBeReadNothingIsTakenBackThatItMayEarn() {
        add(rule("read", 1, "a"));
        add(rule("spoilt", 1, "b"));
        passed("ada", "a");
        spoil("spoilt");

        failed("ada", "a");
        worker.awarder().again(id("ada"), LOSE);
        assertThat(issued("ada")).isTrue();

        passed("bob", "a");
        assertThat(issued("bob")).isTrue();
        worker.rules().remove(new RuleId(template, "spoilt"));
        worker.awarder().again(id("ada"), LOSE);
        assertThat(issued("ada")).isFalse();
    }

    @Test
    void penaltyOnOneOfTwoAlternativesCostsNothing() {
        Rule rule = rule("either", 1, "a", "b");
        Penalty penalty =
                new Penalty(EventType.COURSE_FAILED, source, "exam", List.of(), List.of("a"));
        add(Rule.built(rule.id(), null, rule.groups(), List.of(penalty), null, rule.createdAt()));
        passed("ada", "a");
        passed("ada", "b");

        failed("ada", "exam");
        assertThat(issued("ada")).isTrue();

        failed("ada", "b");
        assertThat(issued("ada")).isFalse();
    }

    @Test
    void penaltyThatSaysNothingOfItsEventNeverResets() {
        Rule rule = rule("r", 1, "a");
        Penalty any = new Penalty(EventType.COURSE_FAILED, null, null, List.of(), List.of("a"));
        add(Rule.built(rule.id(), null, rule.groups(), List.of(any), null, rule.createdAt()));
        passed("ada", "a");

        failed("ada", "b");

        assertThat(issued("ada")).isTrue();
    }

    @Test
    void crashAnywhereWhileJudgingIsMadeUpForByTheRepeatedEvent() {
        add(rule("both", 2, "a", "b"));
        int calls = callsOf("counted");
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= calls; n++) {
                String learner = "crash-" + moment + n;
                passed(learner, "a");
                LearningEvent last = event(learner, "b", EventType.COURSE_PASSED);
                world.calls().reset();
                world.calls().crash(moment, n);
                Worker doomed = world.counted();
                assertThatExceptionOfType(Crash.class)
                        .as("%s call %d", moment, n)
                        .isThrownBy(() -> doomed.awarder().award(last));
                worker.awarder().award(last);

                assertThat(issued(learner)).as("%s call %d", moment, n).isTrue();
                assertThat(worker.badges().history(id(learner))).hasSize(1);
            }
        }
    }

    /// W22: an event costs as much as the rules that it concerns, however many others there are,
    /// and however much its learner did before.
    @Test
    void workFollowsTheRulesThatMatchAndNeitherAllRulesNorTheLearnersPast() {
        add(rule("both", 2, "a", "b"));
        int few = callsOf("ada");

        for (int i = 0; i < 30; i++) {
            passed("bob", "other-" + i);
            Rule other = rule("other", 2, "other-" + i, "another-" + i, "a third-" + i);
            RuleId id = new RuleId(world.anotherTemplate(), "other");
            add(Rule.built(id, null, other.groups(), List.of(), null, other.createdAt()));
        }

        assertThat(callsOf("bob")).isEqualTo(few);
    }

    private int callsOf(String learner) {
        passed(learner, "a");
        LearningEvent last = event(learner, "b", EventType.COURSE_PASSED);
        world.calls().reset();
        world.counted().awarder().award(last);
        return world.calls().count();
    }

    private void add(Rule rule) {
        assertThat(worker.rules().add(rule, _ -> source.value())).isTrue();
    }

    private void change(Rule rule) {
        Rule was = worker.rules().find(rule.id()).orElseThrow();
        assertThat(worker.rules().replace(was.saying(rule), _ -> source.value())).isTrue();
    }

    /// At least so many of the courses, each passed.
    private Rule rule(String name, int atLeast, String... courses) {
        List<Requirement> requirements =
                Arrays.stream(courses)
                        .map(course ->
                                new Requirement(
                                        course, EventType.COURSE_PASSED, source, course, List.of()))
                        .toList();
        return Rule.built(
                new RuleId(template, name),
                null,
                List.of(new Group("g", atLeast, requirements)),
                List.of(),
                null,
                world.clock().instant());
    }

    private void passed(String learner, String course) {
        worker.awarder().award(event(learner, course, EventType.COURSE_PASSED));
    }

    private void failed(String learner, String course) {
        worker.awarder().award(event(learner, course, EventType.COURSE_FAILED));
    }

    /// Later than the one before.
    private LearningEvent event(String learner, String course, EventType type) {
        next = next.plusSeconds(1);
        return new LearningEvent(
                "%s-%s-%s".formatted(learner, course, next),
                source,
                source.value(),
                type,
                next,
                next,
                person(learner),
                new Course(course, course),
                null,
                null,
                null,
                null,
                EventData.NONE);
    }

    private static Person person(String learner) {
        return new Person(learner, "%s@example.org".formatted(learner), "Ada", "Example");
    }

    private BadgeId id(String learner) {
        BadgeId id = new BadgeId(Worker.IDS.of(source.value(), person(learner)), template);
        world.knows(id);
        return id;
    }

    private Badge badge(String learner) {
        return world.badge(id(learner));
    }

    private boolean issued(String learner) {
        return worker.badges().find(id(learner)).filter(b -> b.wanted().issued()).isPresent();
    }

    /// Leaves of a rule an item without its record.
    private void spoil(String name) {
        Map<String, AttributeValue> key =
                Map.of(
                        "pk", AttributeValue.fromS("TEMPLATE#" + template),
                        "sk", AttributeValue.fromS("RULE#" + name));
        world.system()
                .dynamoDb()
                .updateItem(b ->
                        b.tableName(world.system().tableName("SettingsTable"))
                                .key(key)
                                .updateExpression("REMOVE #r")
                                .expressionAttributeNames(Map.of("#r", "record")));
    }
}
