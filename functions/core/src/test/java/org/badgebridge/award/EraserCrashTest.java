package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Awards.Known;
import org.badgebridge.port.Awards.Standing;
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
import java.util.Objects;
import java.util.Optional;

/// Erasing a learner, also should it be broken off anywhere between.
@WithTestSystem
class EraserCrashTest {

    private static final String COURSE = "course-v1:Acme+E1+2026";

    private final SettlingWorld world;
    private final Worker worker;
    private final SourceId source = new SourceId("campus");
    private final String realm;

    EraserCrashTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
        realm = "realm-of-" + world.connection();
        Rule rule =
                Rule.mapping(
                        new RuleId(world.template(), "m"),
                        EventType.CERTIFICATE_ISSUED,
                        source,
                        COURSE,
                        null,
                        world.clock().instant());
        assertThat(worker.rules().add(rule, _ -> realm)).isTrue();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void nothingButTheErasureIsLeftWhereverItWasBrokenOff() {
        int calls = callsOf(issued("700"));
        for (Moment moment : Moment.values()) {
            for (int n = 1; n <= calls; n++) {
                String crash = "%s call %d of %d".formatted(moment, n, calls);
                LearningEvent event = issued("7-" + moment + n);
                BadgeId badge = badgeOf(event);
                String provider = providerBadge(badge);
                world.calls().reset();
                world.calls().crash(moment, n);
                Worker doomed = world.counted();
                assertThatExceptionOfType(Crash.class)
                        .as(crash)
                        .isThrownBy(() -> doomed.eraser().erase(badge.learner()));
                worker.eraser().erase(badge.learner());

                assertThat(kept(badge.learner())).as(crash).containsExactly("ERASURE");
                assertThat(
                                worker.awards()
                                        .learnersByEmail(
                                                Worker.IDS.emailDigest(
                                                        Objects.requireNonNull(
                                                                event.person().email()))))
                        .as(crash)
                        .isEmpty();
                assertThat(worker.badges().ownership(world.connection(), provider).owners())
                        .as(crash)
                        .isEmpty();
                assertThat(worker.awarder().award(event).erased()).as(crash).isTrue();
                assertThat(kept(badge.learner())).as(crash).hasSize(1);
            }
        }
    }

    @Test
    void whatWasReadBeforeIsNotStoredAfter() {
        LearningEvent event = issued("800");
        BadgeId badge = badgeOf(event);
        CertificateId id = CertificateId.of(badge.learner(), event);
        Awards awards = worker.awards();
        Known known = awards.known(badge.learner(), id);
        Standing standing = awards.standing(badge, List.of());
        worker.eraser().erase(badge.learner());

        Certificate anew = Certificate.unknown(id, event, world.clock().instant());
        Wanted wish = standing.badge().orElseThrow().wanted();
        Change first = Badge.first(badge, wish, world.clock().instant());
        Fact fact = Fact.of(id, event);
        assertThat(awards.store(known, Optional.empty(), Optional.of(anew), fact)).isFalse();
        assertThat(awards.store(standing, List.of(), Optional.of(first), List.of())).isFalse();
        assertThat(kept(badge.learner())).containsExactly("ERASURE");
    }

    private int callsOf(LearningEvent event) {
        BadgeId badge = badgeOf(event);
        providerBadge(badge);
        world.calls().reset();
        assertThat(world.counted().eraser().erase(badge.learner())).isEqualTo(Eraser.Ended.ERASED);
        return world.calls().count();
    }

    private LearningEvent issued(String userId) {
        Instant now = world.clock().instant();
        return new LearningEvent(
                "e-" + userId,
                source,
                realm,
                EventType.CERTIFICATE_ISSUED,
                now,
                now,
                new Person(userId, mail(userId), "Ada", "Example"),
                new Course(COURSE, "Welding"),
                "c-" + userId,
                null,
                now,
                null,
                EventData.NONE);
    }

    private static String mail(String userId) {
        return userId.toLowerCase(Locale.ROOT) + "@example.org";
    }

    private BadgeId badgeOf(LearningEvent event) {
        worker.awarder().award(event);
        BadgeId badge = new BadgeId(Worker.IDS.of(event.realm(), event.person()), world.template());
        world.knows(badge);
        return badge;
    }

    /// What the badge stands on, once it is issued.
    private String providerBadge(BadgeId badge) {
        worker.settle(badge);
        Have have = world.badge(badge).have();
        return Objects.requireNonNull(have).providerBadgeId();
    }

    /// What is in the learner's partition.
    private List<String> kept(LearnerId learner) {
        return world
                .system()
                .dynamoDb()
                .query(q ->
                        q.tableName(world.system().tableName("BadgesTable"))
                                .keyConditionExpression("pk = :p")
                                .consistentRead(true)
                                .expressionAttributeValues(
                                        Map.of(":p", AttributeValue.fromS("LEARNER#" + learner))))
                .items()
                .stream()
                .map(item -> Objects.requireNonNull(item.get("sk")).s())
                .toList();
    }
}
