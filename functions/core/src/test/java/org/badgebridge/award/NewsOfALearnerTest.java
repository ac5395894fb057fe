package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.Crash;
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

/// What waits for a name or e-mail goes on when an event brings one, whatever course it is of.
@WithTestSystem
class NewsOfALearnerTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int UNPROCESSABLE = 422;
    private static final String EMAIL_REFUSED =
            """
            {"data": {"message": "Invalid data", "errors": [{"attribute": "recipient_email", "message": "is invalid"}]}}\
            """;

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source;

    NewsOfALearnerTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        source = new SourceId("school-" + COUNT.incrementAndGet());
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
    void badgeHeldForWantOfAnEmailIsLetGoByAnEventThatEarnsNothing() {
        BadgeId badge = held("501");

        worker.awarder().award(event("501", "ada@example.org", "history-7"));

        assertThat(world.received()).containsExactly(badge);
        worker.settle(badge);
        assertThat(world.badge(badge).have()).isNotNull();
    }

    @Test
    void isLetGoByTheRepeatedEventWhereverTheFirstDied() {
        BadgeId first = held("600");
        int count = callsOf(event("600", "ada@example.org", "history-7"));
        assertThat(world.received()).containsExactly(first);
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= count; n++) {
                String user = "6-" + moment + n;
                BadgeId badge = held(user);
                LearningEvent event = event(user, "ada@example.org", "history-7");
                world.calls().reset();
                world.calls().crash(moment, n);
                Worker doomed = world.counted();
                assertThatExceptionOfType(Crash.class)
                        .isThrownBy(() -> doomed.awarder().award(event));
                world.received();

                worker.awarder().award(event);

                assertThat(world.received())
                        .as("%s call %d of %d", moment, n, count)
                        .containsExactly(badge);
            }
        }
    }

    @Test
    void emailThatTheProviderRefusedIsTriedAgainWhenAnEventBringsAnother() {
        world.happens(
                Fault.on(Operation.ISSUE, Fault.Status.of(UNPROCESSABLE).body(EMAIL_REFUSED))
                        .times(1));
        BadgeId badge = earned("502", "ada@refused.example");
        worker.settle(badge);
        assertThat(world.badge(badge).settling().failure())
                .satisfies(failure ->
                        assertThat(failure.cause()).isEqualTo(FailureCause.EMAIL_REFUSED));
        world.received();

        world.pass(Duration.ofSeconds(1));
        worker.awarder().award(event("502", "ada@example.org", "history-7"));

        assertThat(world.received()).containsExactly(badge);
        worker.settle(badge);
        assertThat(world.badge(badge).have()).isNotNull();
        assertThat(worker.badges().history(badge)).extracting(HistoryEntry::step).contains("retry");
    }

    @Test
    void eventThatBringsNothingNewLooksAtNoBadge() {
        callsOf(event("503", "ada@example.org", "history-7"));
        List<String> stranger = queries();
        world.pass(Duration.ofSeconds(1));
        callsOf(event("503", "ada@example.org", "history-8"));

        assertThat(queries()).isEqualTo(stranger);
        callsOf(event("503", "other@example.org", "history-9"));
        assertThat(queries()).hasSize(stranger.size() + 1);
    }

    private List<String> queries() {
        return world.calls().operations().stream().filter("Query"::equals).toList();
    }

    private int callsOf(LearningEvent event) {
        world.calls().reset();
        world.counted().awarder().award(event);
        return world.calls().count();
    }

    private BadgeId held(String user) {
        BadgeId badge = earned(user, null);
        worker.settle(badge);
        assertThat(world.badge(badge).settling().waitsOn()).isEqualTo(Hold.NO_EMAIL);
        world.received();
        return badge;
    }

    private BadgeId earned(String user, @Nullable String email) {
        List<BadgeId> badges = worker.awarder().award(event(user, email, "welding-1")).badges();
        world.knows(badges.getFirst());
        return badges.getFirst();
    }

    private LearningEvent event(String user, @Nullable String email, String course) {
        Instant now = world.clock().instant();
        return new LearningEvent(
                "%s-%s-%s".formatted(source, user, course),
                source,
                source.value(),
                EventType.CERTIFICATE_ISSUED,
                now,
                now,
                new Person(user, email, "Ada", "Example"),
                new Course(course, null),
                "c-" + course,
                null,
                now,
                null,
                EventData.NONE);
    }
}
