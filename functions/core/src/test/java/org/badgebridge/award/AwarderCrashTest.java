package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.Learner;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// From an event to the wish for a badge, also should the awarder die anywhere between.
@WithTestSystem
class AwarderCrashTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String COURSE = "course-v1:Acme+W1+2026";

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source;

    AwarderCrashTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        source = new SourceId("campus-" + COUNT.incrementAndGet());
        mapping(world.template(), COURSE);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void certificateMakesLearnerCertificateBadgeAndMessage() {
        LearningEvent event = issued("501", "c-1");
        BadgeId badge = badgeOf(event);
        Awarder.Awarded awarded = worker.awarder().award(event);

        assertThat(awarded.badges()).containsExactly(badge);
        assertThat(world.received()).containsExactly(badge);
        Badge wanted = world.badge(badge);
        assertThat(wanted.wanted().issued()).isTrue();
        assertThat(wanted.wanted().by().id()).isEqualTo(event.id());
        assertThat(learner(event).email()).isEqualTo("501@example.org");
        assertThat(certificate(awarded).held()).isTrue();
    }

    @Test
    void repeatedEventChangesNothingAndAsksForSettlingAgain() {
        LearningEvent event = issued("502", "c-2");
        BadgeId badge = badgeOf(event);
        worker.awarder().award(event);
        Badge before = world.badge(badge);
        world.received();
        worker.awarder().award(event);

        assertThat(world.badge(badge)).isEqualTo(before);
        assertThat(world.received()).containsExactly(badge);
    }

    @Test
    void revocationThatOvertakesItsCertificateWins() {
        LearningEvent issued = issued("503", "c-3");
        LearningEvent revoked =
                event(
                        "503",
                        "c-3",
                        EventType.CERTIFICATE_REVOKED,
                        issued.occurredAt().plusSeconds(5));
        BadgeId badge = badgeOf(issued);
        worker.awarder().award(revoked);
        worker.awarder().award(issued);

        assertThat(worker.badges().find(badge).filter(b -> b.wanted().issued())).isEmpty();
    }

    @Test
    void crashAnywhereIsMadeUpForByTheRepeatedEvent() {
        int count = callsOf(issued("600", "c-600"));
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= count; n++) {
                String crash = "%s call %d of %d".formatted(moment, n, count);
                LearningEvent event = issued("6-" + moment + n, "c-6-" + moment + n);
                BadgeId badge = badgeOf(event);
                world.calls().reset();
                world.calls().crash(moment, n);
                Worker doomed = world.counted();
                assertThatExceptionOfType(Crash.class)
                        .as(crash)
                        .isThrownBy(() -> doomed.awarder().award(event));
                world.received();
                Awarder.Awarded awarded = worker.awarder().award(event);

                assertThat(world.received()).as(crash).containsExactly(badge);
                Badge wanted = world.badge(badge);
                assertThat(wanted.wanted().issued()).as(crash).isTrue();
                assertThat(wanted.wanted().version()).as(crash).isEqualTo(1);
                assertThat(worker.badges().history(badge)).as(crash).hasSize(1);
                assertThat(learner(event).version()).as(crash).isEqualTo(1);
                assertThat(certificate(awarded).version()).as(crash).isEqualTo(1);
            }
        }
    }

    @Test
    void manyEventsOfOneLearnerAtOnceAllCount() throws Exception {
        List<String> courses = List.of("course-v1:A+1+1", "course-v1:A+2+1", "course-v1:A+3+1");
        List<TemplateId> templates =
                courses.stream()
                        .map(course -> {
                            TemplateId template = world.anotherTemplate();
                            mapping(template, course);
                            return template;
                        })
                        .toList();
        Instant now = world.clock().instant();
        List<LearningEvent> events =
                courses.stream()
                        .map(c -> event("700", "c-" + c, EventType.CERTIFICATE_ISSUED, now, c))
                        .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Awarder.Awarded>> running =
                    events.stream()
                            .map(event -> threads.submit(() -> worker.awarder().award(event)))
                            .toList();
            for (Future<Awarder.Awarded> each : running) {
                each.get();
            }
        }

        assertThat(templates)
                .allSatisfy(template ->
                        assertThat(
                                        world.badge(badgeOf(events.getFirst(), template))
                                                .wanted()
                                                .issued())
                                .isTrue());
        assertThat(worker.awards().certificates(learner(events.getFirst()).id())).hasSize(3);
    }

    @Test
    void templateWhoseRuleCannotBeReadKeepsNoOtherBadgeBack() {
        TemplateId broken = world.anotherTemplate();
        mapping(broken, COURSE);
        spoilRule(broken);
        LearningEvent event = issued("800", "c-800");
        BadgeId badge = badgeOf(event);

        worker.awarder().award(event);
        assertThat(world.received()).containsExactly(badge);
        assertThat(world.badge(badge).wanted().issued()).isTrue();
    }

    @Test
    void rulesThatDoNotMatchCostAnEventNothing() {
        int few = callsOf(issued("900", "c-900"));
        for (int i = 0; i < 40; i++) {
            TemplateId template = world.anotherTemplate();
            for (int k = 0; k < 5; k++) {
                worker.rules()
                        .add(
                                rule(template, "m" + k, "course-v1:Other+%d+%d".formatted(i, k)),
                                _ -> realm());
            }
        }
        assertThat(callsOf(issued("901", "c-901"))).isEqualTo(few);
    }

    private int callsOf(LearningEvent event) {
        badgeOf(event);
        world.calls().reset();
        world.counted().awarder().award(event);
        int count = world.calls().count();
        world.received();
        return count;
    }

    private void mapping(TemplateId template, String course) {
        assertThat(worker.rules().add(rule(template, "m", course), _ -> realm())).isTrue();
    }

    private Rule rule(TemplateId template, String name, String course) {
        return Rule.mapping(
                new RuleId(template, name),
                EventType.CERTIFICATE_ISSUED,
                source,
                course,
                null,
                world.clock().instant());
    }

    /// Leaves of the template's rule an item without its record.
    private void spoilRule(TemplateId template) {
        Map<String, AttributeValue> key =
                Map.of(
                        "pk", AttributeValue.fromS("TEMPLATE#" + template),
                        "sk", AttributeValue.fromS("RULE#m"));
        world.system()
                .dynamoDb()
                .updateItem(b ->
                        b.tableName(world.system().tableName("SettingsTable"))
                                .key(key)
                                .conditionExpression("attribute_exists(#r)")
                                .updateExpression("REMOVE #r")
                                .expressionAttributeNames(Map.of("#r", "record")));
    }

    private LearningEvent issued(String userId, String certificate) {
        return event(userId, certificate, EventType.CERTIFICATE_ISSUED, world.clock().instant());
    }

    private LearningEvent event(
            String userId, String certificate, EventType type, Instant occurredAt) {
        return event(userId, certificate, type, occurredAt, COURSE);
    }

    private LearningEvent event(
            String userId, String certificate, EventType type, Instant occurredAt, String course) {
        return new LearningEvent(
                "%s-%s-%s".formatted(userId, certificate, type.word()),
                source,
                realm(),
                type,
                occurredAt,
                occurredAt,
                new Person(
                        userId, userId.toLowerCase(Locale.ROOT) + "@example.org", "Ada", "Example"),
                new Course(course, "Welding"),
                certificate,
                null,
                occurredAt,
                null,
                EventData.NONE);
    }

    /// Learners of one test are nobody in another.
    private String realm() {
        return source.value();
    }

    private BadgeId badgeOf(LearningEvent event) {
        return badgeOf(event, world.template());
    }

    private BadgeId badgeOf(LearningEvent event, TemplateId template) {
        BadgeId badge = new BadgeId(Worker.IDS.of(event.realm(), event.person()), template);
        world.knows(badge);
        return badge;
    }

    private Learner learner(LearningEvent event) {
        return worker.awards().learner(Worker.IDS.of(event.realm(), event.person())).orElseThrow();
    }

    private Certificate certificate(Awarder.Awarded awarded) {
        return worker.awards().certificate(awarded.certificate()).orElseThrow();
    }
}
