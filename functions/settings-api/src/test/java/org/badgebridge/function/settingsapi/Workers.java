package org.badgebridge.function.settingsapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.dynamodb.DynamoAwards;
import org.badgebridge.adapter.dynamodb.DynamoBadges;
import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.adapter.dynamodb.DynamoDeliveries;
import org.badgebridge.adapter.dynamodb.DynamoDueBadges;
import org.badgebridge.adapter.dynamodb.DynamoErasures;
import org.badgebridge.adapter.dynamodb.DynamoHeardEvents;
import org.badgebridge.adapter.dynamodb.DynamoImports;
import org.badgebridge.adapter.dynamodb.DynamoJobs;
import org.badgebridge.adapter.dynamodb.DynamoRules;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.secretsmanager.IdentityKey;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.Eraser;
import org.badgebridge.award.Pusher;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.LearnerPosts;
import org.badgebridge.intake.Presets;
import org.badgebridge.jobs.EraseWork;
import org.badgebridge.jobs.ImportWork;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Delivery;
import org.badgebridge.settle.HealthWatch;
import org.badgebridge.settle.Pacer;
import org.badgebridge.settle.Settler;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.wiring.KnownProviders;
import org.badgebridge.wiring.Mirrors;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.sqs.model.Message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What the other functions do, over the same tables and queues: award by events, settle what the
/// queue asks for, go on with jobs.
final class Workers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant EARNED = Instant.parse("2026-01-15T09:30:00Z");

    final DynamoAccounts accounts;
    final DynamoAwards awards;
    final DynamoBadges badges;
    final DynamoDeliveries deliveries;
    private final TestSystem system;
    private final LearnerIds ids;
    private final Awarder awarder;
    private final Settler settler;
    private final JobRunner runner;
    private final Clock clock = Clock.systemUTC();

    Workers(ApiWorld world) {
        system = world.system;
        String settings = system.tableName("SettingsTable");
        String badgesTable = system.tableName("BadgesTable");
        accounts = new DynamoAccounts(system.dynamoDb(), settings);
        awards = new DynamoAwards(system.dynamoDb(), badgesTable);
        badges = new DynamoBadges(system.dynamoDb(), settings, badgesTable, clock);
        deliveries = new DynamoDeliveries(system.dynamoDb(), settings);
        var queue = new SqsSettleQueue(system.sqs(), system.queueUrl("SettleQueue"));
        var secrets =
                new SecretsManagerSecrets(
                        system.secretsManager(), world.variable("SECRETS_PREFIX"), clock);
        ids =
                new LearnerIds(
                        IdentityKey.read(
                                system.secretsManager(), world.variable("IDENTITY_SECRET")));
        var providers =
                KnownProviders.registry(
                        secrets,
                        AllowedOrigins.parse(world.simulator.url().toString()),
                        KnownProviders.Lags.NONE,
                        clock);
        var rules = new DynamoRules(system.dynamoDb(), settings);
        var health = new HealthWatch(accounts, clock);
        var pacer = new Pacer(1, clock);
        var random = RandomGenerator.of("L64X128MixRandom");
        awarder = new Awarder(awards, badges, rules, queue, ids, clock);
        settler =
                new Settler(
                        badges,
                        awards,
                        providers,
                        queue,
                        health,
                        pacer,
                        new Backoff(random),
                        clock,
                        "worker-1");
        var jobs = new DynamoJobs(system.dynamoDb(), settings);
        var events = new DynamoHeardEvents(system.dynamoDb(), settings);
        var erasures = new DynamoErasures(system.dynamoDb(), badgesTable);
        Supplier<String> newId = () -> UUID.randomUUID().toString();
        runner =
                new JobRunner(
                        jobs,
                        accounts,
                        awards,
                        badges,
                        rules,
                        providers,
                        new DynamoDueBadges(system.dynamoDb(), badgesTable),
                        queue,
                        awarder,
                        new Pusher(awarder, badges, queue, clock),
                        events,
                        Mirrors.over(
                                new Mirrors.Stores(accounts, awards, badges, events, jobs, queue),
                                providers,
                                health,
                                pacer,
                                ids,
                                newId,
                                random,
                                clock),
                        new ImportWork(
                                new DynamoImports(system.dynamoDb(), settings),
                                awarder,
                                new CourseBook(
                                        new DynamoCourses(system.dynamoDb(), settings), clock),
                                queue,
                                clock),
                        new EraseWork(
                                new Eraser(awards, badges, erasures, clock),
                                accounts,
                                awards,
                                deliveries,
                                new LearnerPosts(new EventReader(new Presets()), ids)),
                        newId,
                        clock);
        // What another test of the class has left.
        asked();
    }

    String digestOf(String email) {
        return ids.emailDigest(email);
    }

    /// A certificate of learner 501 and what it earns.
    Awarder.Awarded certificate(String source, String course, @Nullable String email) {
        return event(EventType.CERTIFICATE_ISSUED, source, course, email, EARNED);
    }

    Awarder.Awarded event(
            EventType type, String source, String course, @Nullable String email, Instant at) {
        return awarder.award(
                new LearningEvent(
                        "e-" + course + "-" + type.word(),
                        new SourceId(source),
                        source,
                        type,
                        at,
                        at,
                        new Person("501", email, "Ada", "Example"),
                        new Course(course, "Welding I"),
                        "certificate-of-" + course,
                        "https://lms.example.org/verify/" + course,
                        at,
                        null,
                        EventData.NONE));
    }

    /// A post about someone that is put aside.
    void put(Kind kind, String source, String id, String email) {
        String body =
                """
                {"type": "certificate.issued", "timestamp": "2026-01-15T09:30:00Z",
                 "data": {"learner": {"email": "%s"}, "course": {"id": "welding-1"}}}
                """
                        .formatted(email);
        deliveries.record(
                Verdict.keeping(
                        new Delivery.Event(
                                id, new SourceId(source), clock.instant(), null, body, Map.of()),
                        kind,
                        "It waits for a person.",
                        Map.of()));
    }

    /// An event of a user, with data of its own.
    Awarder.Awarded event(
            EventType type,
            String source,
            String course,
            String user,
            Map<String, Object> data,
            Instant at) {
        return awarder.award(
                new LearningEvent(
                        String.join("-", "e", user, course, type.word(), at.toString()),
                        new SourceId(source),
                        source,
                        type,
                        at,
                        at,
                        new Person(user, user + "@example.org", "Ada", "Example" + user),
                        new Course(course, null),
                        "certificate-" + user + "-" + course,
                        null,
                        at,
                        null,
                        new EventData(data)));
    }

    /// Goes on with the jobs that are not done.
    void goOnWithJobs() {
        runner.resume(Deadline.in(Duration.ofSeconds(60), clock));
    }

    /// Settles all that the queue asks for; answers what it asked for.
    List<String> settle() {
        List<String> asked = asked();
        asked.forEach(badge ->
                settler.settle(
                        BadgeId.parse(badge).orElseThrow(),
                        Deadline.in(Duration.ofSeconds(60), clock)));
        return asked;
    }

    /// Takes all messages of the settle queue; answers the badges in them.
    List<String> asked() {
        TreeSet<String> asked = new TreeSet<>();
        String url = system.queueUrl("SettleQueue");
        List<Message> messages;
        do {
            messages =
                    system.sqs()
                            .receiveMessage(
                                    r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
                            .messages();
            for (Message message : messages) {
                asked.add(badgeIn(message.body()));
                system.sqs()
                        .deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        } while (!messages.isEmpty());
        return List.copyOf(asked);
    }

    private static String badgeIn(String message) {
        try {
            return JSON.readTree(message).path("badge_id").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(message, e);
        }
    }

    Badge badge(String id) {
        return badges.find(BadgeId.parse(id).orElseThrow()).orElseThrow();
    }
}
