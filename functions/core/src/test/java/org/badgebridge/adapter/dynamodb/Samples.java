package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Attempt;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Doubt;
import org.badgebridge.domain.badge.Failure;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.HistoryMark;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.domain.badge.Push;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.domain.badge.Settling;
import org.badgebridge.domain.badge.Signalled;
import org.badgebridge.domain.badge.Step;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.Mark;
import org.badgebridge.domain.rule.Operator;
import org.badgebridge.domain.rule.Penalty;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Jobs;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Records as they are stored: `full` with every field set, `bare` with everything absent that may
/// be.
final class Samples {

    /// Finer than a millisecond: what platforms and clocks give.
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456789Z");

    static final ConnectionId CONNECTION = new ConnectionId("acme");
    static final SourceId SOURCE = new SourceId("campus");
    static final TemplateId TEMPLATE = new TemplateId(CONNECTION, "0a1b-welding_1");

    private Samples() {}

    static LearnerId learnerId(int number) {
        return new LearnerId("learner%015d".formatted(number));
    }

    static CertificateId certificateId(LearnerId learner) {
        return new CertificateId(learner, "c-0123456789_-abcd");
    }

    static Connection fullConnection() {
        return new Connection(
                CONNECTION,
                "Acme Academy \uD83C\uDF93",
                "credly",
                "org-1",
                URI.create("https://api.credly.com/v1"),
                true,
                true,
                7,
                NOW,
                NOW.plusNanos(1),
                0);
    }

    static Connection bareConnection(String id) {
        return new Connection(
                new ConnectionId(id),
                "",
                "credly",
                "",
                URI.create("https://api.credly.com"),
                false,
                false,
                1,
                NOW,
                NOW,
                0);
    }

    static ConnectionHealth fullHealth() {
        return new ConnectionHealth(
                CONNECTION,
                NOW,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2),
                NOW.plusSeconds(3),
                "down",
                0);
    }

    static Source fullSource() {
        return new Source(
                SOURCE,
                "Campus",
                "open-edx",
                "acme.example",
                Map.of("signature_header", "X-Signature", "Mixed.Case Key", ""),
                NOW,
                NOW,
                0);
    }

    static Source bareSource(String id) {
        return new Source(new SourceId(id), "", "standard", id, Map.of(), NOW, NOW, 0);
    }

    static Template fullTemplate() {
        return new Template(
                TEMPLATE,
                new ProviderTemplate(
                        TEMPLATE.providerId(),
                        "Welding I",
                        "How to weld",
                        "https://images.example.org/w.png",
                        Template.State.ACTIVE,
                        true,
                        List.of(
                                new Attribute("Score, at last", Attribute.Kind.TEXT),
                                new Attribute("Passed on", Attribute.Kind.DATE)),
                        NOW.minusNanos(3)),
                true,
                new Template.Choices(
                        Template.Renewal.REPLACE,
                        Template.OnRevoke.DELETE,
                        true,
                        Map.of("Score, at last", "/data/score", "Passed on", "/data/at")),
                NOW,
                NOW,
                0);
    }

    static Template bareTemplate(TemplateId id) {
        return new Template(
                id,
                new ProviderTemplate(
                        id.providerId(),
                        "",
                        null,
                        null,
                        Template.State.DRAFT,
                        false,
                        List.of(),
                        NOW),
                false,
                Template.Choices.DEFAULT,
                NOW,
                NOW,
                0);
    }

    static Rule fullRule(RuleId id) {
        Requirement requirement =
                new Requirement(
                        "final-exam",
                        EventType.COURSE_PASSED,
                        SOURCE,
                        "course-v1:Acme+W1",
                        List.of(
                                new Condition("/score", Operator.GTE, new BigDecimal("79.5")),
                                new Condition("/attempts", Operator.LT, 3),
                                new Condition("/track", Operator.IN, List.of("honor", 7)),
                                new Condition("/proctored", Operator.EQ, true)));
        Requirement any =
                new Requirement("any", EventType.CERTIFICATE_ISSUED, null, null, List.of());
        return new Rule(
                id,
                "Final exam",
                List.of(new Group("core", 1, List.of(requirement, any))),
                List.of(
                        new Penalty(
                                EventType.COURSE_FAILED,
                                SOURCE,
                                "W2",
                                List.of(new Condition("/cheated", Operator.EXISTS, true)),
                                List.of("final-exam")),
                        new Penalty(
                                EventType.CERTIFICATE_REVOKED, null, null, List.of(), List.of())),
                NOW,
                true,
                NOW,
                NOW.plusNanos(1),
                0);
    }

    static Rule bareRule(RuleId id, String course) {
        Requirement requirement =
                new Requirement("r", EventType.CERTIFICATE_ISSUED, null, course, List.of());
        return Rule.built(
                id, null, List.of(new Group("g", 1, List.of(requirement))), List.of(), null, NOW);
    }

    static Learner fullLearner(LearnerId id, @Nullable String digest) {
        return new Learner(
                id,
                "acme.example",
                "501",
                "ada@example.org",
                digest,
                "Ada",
                "Łukasiewicz",
                new Position(NOW, true, "e-1"),
                new Position(NOW, false, "e-2"),
                true,
                NOW,
                NOW.plusNanos(7),
                0);
    }

    static Learner bareLearner(LearnerId id) {
        return Learner.unknown(id, "acme.example", NOW);
    }

    static Certificate fullCertificate(CertificateId id) {
        return new Certificate(
                id,
                SOURCE,
                "acme.example",
                new Course("course-v1:Acme+W1+2026", "Welding I"),
                "c-1001",
                "https://lms.example.org/verify/c-1001",
                NOW,
                NOW.plusSeconds(99),
                new Position(NOW.plusNanos(1), false, "e-1"),
                new Position(NOW.plusNanos(2), true, "e-2"),
                NOW,
                NOW,
                0);
    }

    static Certificate bareCertificate(CertificateId id) {
        return new Certificate(
                id, SOURCE, "acme.example", null, null, null, null, null, null, null, NOW, NOW, 0);
    }

    static Fact fullFact(CertificateId id) {
        return new Fact(
                id,
                EventType.CERTIFICATE_ISSUED,
                new Position(NOW.plusNanos(1), false, "e-1"),
                SOURCE,
                new Course("course-v1:Acme+W1+2026", "Welding I"),
                "https://lms.example.org/verify/c-1001",
                NOW,
                NOW.plusSeconds(99),
                data());
    }

    static Fact bareFact(CertificateId id, Position at) {
        EventType type =
                at.negative() ? EventType.CERTIFICATE_REVOKED : EventType.CERTIFICATE_ISSUED;
        return new Fact(id, type, at, SOURCE, null, null, NOW, null, EventData.NONE);
    }

    /// What a platform may send and DynamoDB would not store by itself: long numbers, empty names,
    /// deep nests, nulls.
    static EventData data() {
        Object deep = "bottom";
        for (int i = 0; i < 60; i++) {
            deep = Map.of("level", deep);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("score", new BigDecimal("80.50"));
        tree.put(
                "long",
                new BigDecimal("1234567890123456789012345678901234567890.0000000000000000000001"));
        tree.put("", "an empty name");
        tree.put("nothing", null);
        tree.put("list", Arrays.asList(1, null, "x", false, Map.of()));
        tree.put("deep", deep);
        return new EventData(tree);
    }

    static Progress fullProgress(LearnerId learner, RuleId rule) {
        Mark.Met met =
                new Mark.Met(
                        new Position(NOW, false, "e-1"),
                        NOW,
                        NOW.plusSeconds(5),
                        "https://e.org",
                        new Course("welding-1", "Welding I"),
                        SOURCE);
        Mark.Met bare = new Mark.Met(new Position(NOW, false, "e-3"), NOW, null, null, null, null);
        return new Progress(
                learner,
                rule,
                NOW.plusNanos(1),
                false,
                Map.of(
                        "finalExam",
                        Map.of(
                                "c-0123456789_-abcd",
                                new Mark(
                                        met,
                                        new Position(NOW, true, "e-2"),
                                        new Position(NOW, false, "e-0")),
                                "c-Zzzzzzzzzzzzzzzz",
                                new Mark(bare, null, null))),
                Map.of("finalExam", new Position(NOW, true, "e-9")),
                Map.of(
                        "finalExam",
                        new Progress.HandReset(
                                new Position(NOW, true, "by hand"), "admin", "It was a test.")),
                NOW.plusNanos(3),
                0);
    }

    static Badge fullBadge(BadgeId id) {
        Cause person = new Cause(Cause.Kind.PERSON, "admin", "because", NOW);
        return new Badge(
                id,
                new Wanted(
                        Wanted.Kind.REVOKED,
                        3,
                        person,
                        new Wanted.Terms(
                                certificateId(id.learner()),
                                NOW,
                                NOW.plusSeconds(1),
                                "https://e",
                                new Course("welding-1", "Welding I"),
                                SOURCE,
                                true),
                        true,
                        true),
                new Have(
                        "pb-1",
                        ProviderState.REVOKED,
                        NOW,
                        Have.Witness.READ_BACK,
                        NOW,
                        NOW.plusSeconds(2),
                        "https://accept",
                        "https://badge",
                        false,
                        NOW.plusNanos(9),
                        true,
                        2L,
                        null),
                List.of("pb-0"),
                List.of("pb-2", "pb-3"),
                new Settling(
                        9,
                        new Attempt(
                                9,
                                Step.Kind.REVOKE,
                                "pb-1",
                                NOW,
                                NOW.plusSeconds(75),
                                NOW.plusSeconds(90),
                                "worker-1",
                                3),
                        new Doubt(
                                Doubt.Reason.ALREADY_THERE,
                                Step.Kind.ISSUE,
                                "pb-1",
                                NOW,
                                2,
                                NOW.plusSeconds(60),
                                2),
                        new Failure("refused", NOW, 3, FailureCause.EMAIL_REFUSED),
                        4,
                        NOW.minusSeconds(10),
                        NOW.plusSeconds(10),
                        NOW.plusSeconds(20),
                        Hold.NO_EMAIL,
                        new Push(person, 3),
                        "pb-9",
                        true,
                        2),
                new HistoryMark(12, "issue|REFUSED", 2, NOW),
                new Signalled("pb-1", ProviderState.REVOKED, Hold.NO_EMAIL, NOW),
                NOW,
                NOW.plusSeconds(1),
                0);
    }

    /// The badge as if nothing of it was told.
    static Badge untold(Badge badge) {
        return new Badge(
                badge.id(),
                badge.wanted(),
                badge.have(),
                badge.formerIds(),
                badge.extraIds(),
                badge.settling(),
                badge.history(),
                Signalled.NOTHING,
                badge.createdAt(),
                badge.updatedAt(),
                badge.version());
    }

    static Badge bareBadge(BadgeId id) {
        return new Badge(
                id,
                new Wanted(
                        Wanted.Kind.ISSUED,
                        1,
                        new Cause(Cause.Kind.EVENT, "e-1", null, NOW),
                        null,
                        false,
                        false),
                null,
                List.of(),
                List.of(),
                settling(null, null),
                new HistoryMark(0, null, 0, null),
                Signalled.NOTHING,
                NOW,
                NOW,
                0);
    }

    static Badge badge(BadgeId id, @Nullable Instant dueAt, @Nullable Hold waitsOn) {
        Badge bare = bareBadge(id);
        return new Badge(
                id,
                bare.wanted(),
                null,
                List.of(),
                List.of(),
                settling(dueAt, waitsOn),
                bare.history(),
                Signalled.NOTHING,
                NOW,
                NOW,
                0);
    }

    private static Settling settling(@Nullable Instant dueAt, @Nullable Hold waitsOn) {
        return new Settling(
                0, null, null, null, 0, null, null, dueAt, waitsOn, null, null, false, 0);
    }

    static HistoryEntry fullEntry(BadgeId id, long number) {
        return new HistoryEntry(
                id,
                number,
                NOW,
                NOW.plusSeconds(1),
                3,
                "issue",
                "REFUSED",
                new Said(422, "{\"errors\":[]}", Duration.ofNanos(123_456_789)),
                NOW.plusSeconds(5),
                new Cause(Cause.Kind.SYSTEM, "settle", "a reason", NOW));
    }

    static HistoryEntry bareEntry(BadgeId id, long number) {
        return new HistoryEntry(
                id,
                number,
                NOW,
                NOW,
                1,
                "wanted",
                "ISSUED",
                null,
                null,
                new Cause(Cause.Kind.EVENT, "e-1", null, NOW));
    }

    static Jobs.Job fullJob(String id) {
        return new Jobs.Job(
                id,
                Jobs.Kind.PUSH,
                Jobs.State.RUNNING,
                Map.of("connection", "acme"),
                "cursor",
                Map.of("pushed", 5_000_000_000L),
                "half way",
                NOW,
                "admin",
                NOW,
                NOW,
                0);
    }

    static Jobs.Job bareJob(String id, Jobs.State state) {
        return new Jobs.Job(
                id,
                Jobs.Kind.SYNC,
                state,
                Map.of(),
                null,
                Map.of(),
                null,
                null,
                "admin",
                NOW,
                NOW,
                0);
    }
}
