package org.badgebridge.function.housekeeping;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import org.badgebridge.adapter.aws.AwsClients;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.dynamodb.DynamoAwards;
import org.badgebridge.adapter.dynamodb.DynamoBadges;
import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.adapter.dynamodb.DynamoDays;
import org.badgebridge.adapter.dynamodb.DynamoDeliveries;
import org.badgebridge.adapter.dynamodb.DynamoDueBadges;
import org.badgebridge.adapter.dynamodb.DynamoErasures;
import org.badgebridge.adapter.dynamodb.DynamoHeardEvents;
import org.badgebridge.adapter.dynamodb.DynamoImports;
import org.badgebridge.adapter.dynamodb.DynamoJobs;
import org.badgebridge.adapter.dynamodb.DynamoRules;
import org.badgebridge.adapter.dynamodb.DynamoSignals;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.secretsmanager.IdentityKey;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.Eraser;
import org.badgebridge.award.Pusher;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.LearnerPosts;
import org.badgebridge.intake.Presets;
import org.badgebridge.jobs.EraseWork;
import org.badgebridge.jobs.ImportWork;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.jobs.JobRunner.Scheduled;
import org.badgebridge.jobs.TokenCheck;
import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.settle.HealthWatch;
import org.badgebridge.settle.Pacer;
import org.badgebridge.settle.Waker;
import org.badgebridge.watch.DayCounting;
import org.badgebridge.wiring.KnownProviders;
import org.badgebridge.wiring.Mirrors;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// Every minute: wakes what is due, tests refused tokens, asks again for events, counts badges by
/// day, goes on with jobs. Every hour, day: has badges reconciled, templates synced. The safety net
/// behind every queue. Thread-safe.
public final class HousekeepingHandler implements RequestHandler<Map<String, String>, String> {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    /// What is kept of a function's time for the work under way to end.
    private static final Duration TO_END = Duration.ofSeconds(5);

    /// Among so many a connection's pace is shared out: the issuer's workers have the rest.
    private static final int SHARES_OF_PACE = 5;

    private static final String TASK = "task";

    private final Waker waker;
    private final TokenCheck tokens;
    private final JobRunner jobs;
    private final DayCounting days;
    private final Mirror mirror;
    private final Accounts accounts;
    private final Clock clock;
    private final Log log;

    public HousekeepingHandler() {
        this(System.getenv());
    }

    public HousekeepingHandler(Map<String, String> variables) {
        clock = Clock.systemUTC();
        log = new Log(System.out, "housekeeping");
        Environment environment = new Environment(variables);
        AwsClients aws = new AwsClients(LONGEST_CALL);
        DynamoDbClient dynamoDb = aws.dynamoDb();
        SecretsManagerClient secretsManager = aws.secretsManager();
        String settingsTable = environment.text("SETTINGS_TABLE");
        String badgesTable = environment.text("BADGES_TABLE");
        accounts = new DynamoAccounts(dynamoDb, settingsTable);
        Badges badges = new DynamoBadges(dynamoDb, settingsTable, badgesTable, clock);
        DueBadges due = new DynamoDueBadges(dynamoDb, badgesTable);
        SettleQueue queue = new SqsSettleQueue(aws.sqs(), environment.text("SETTLE_QUEUE_URL"));
        Providers providers =
                KnownProviders.registry(
                        new SecretsManagerSecrets(
                                secretsManager, environment.text("SECRETS_PREFIX"), clock),
                        AllowedOrigins.parse(environment.text("PROVIDER_ORIGINS")),
                        KnownProviders.Lags.NONE,
                        clock);
        byte[] key = IdentityKey.read(secretsManager, environment.text("IDENTITY_SECRET"));
        LearnerIds ids = new LearnerIds(key);
        Awards awards = new DynamoAwards(dynamoDb, badgesTable);
        Rules rules = new DynamoRules(dynamoDb, settingsTable);
        Awarder awarder = new Awarder(awards, badges, rules, queue, ids, clock);
        Jobs stored = new DynamoJobs(dynamoDb, settingsTable);
        HeardEvents events = new DynamoHeardEvents(dynamoDb, settingsTable);
        mirror =
                Mirrors.over(
                        new Mirrors.Stores(accounts, awards, badges, events, stored, queue),
                        providers,
                        new HealthWatch(accounts, clock),
                        new Pacer(SHARES_OF_PACE, clock),
                        ids,
                        () -> UUID.randomUUID().toString(),
                        new SecureRandom(),
                        clock);
        waker = new Waker(due, queue, accounts, clock);
        jobs =
                new JobRunner(
                        stored,
                        accounts,
                        awards,
                        badges,
                        rules,
                        providers,
                        due,
                        queue,
                        awarder,
                        new Pusher(awarder, badges, queue, clock),
                        events,
                        mirror,
                        new ImportWork(
                                new DynamoImports(dynamoDb, settingsTable),
                                awarder,
                                new CourseBook(new DynamoCourses(dynamoDb, settingsTable), clock),
                                queue,
                                clock),
                        new EraseWork(
                                new Eraser(
                                        awards,
                                        badges,
                                        new DynamoErasures(dynamoDb, badgesTable),
                                        clock),
                                accounts,
                                awards,
                                new DynamoDeliveries(dynamoDb, settingsTable),
                                new LearnerPosts(new EventReader(new Presets()), ids)),
                        () -> UUID.randomUUID().toString(),
                        clock);
        tokens = new TokenCheck(accounts, providers, jobs);
        days =
                new DayCounting(
                        new DynamoSignals(dynamoDb, badgesTable),
                        new DynamoDays(dynamoDb, settingsTable),
                        clock);
    }

    /// The schedule's input says the task; what follows a task that failed is done all the same.
    @Override
    public String handleRequest(Map<String, String> input, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        Deadline deadline = Deadline.in(left.minus(TO_END), clock);
        Tasks tasks = new Tasks(log);
        switch (input.getOrDefault(TASK, "")) {
            case "wake" -> {
                tasks.run("wake", () -> woken(waker.wake(deadline)));
                tasks.run("tokens", () -> tokens.check(deadline));
                tasks.run("events", () -> mirror.hearAgain(deadline));
                tasks.run("days", () -> days.count(deadline));
            }
            case "reconcile" -> file(tasks, Scheduled.RECONCILE);
            case "sync" -> file(tasks, Scheduled.SYNC);
            default ->
                    throw new IllegalArgumentException(
                            "the schedule's input must name the task: wake, reconcile or sync");
        }
        tasks.run("jobs", () -> jobs.resume(deadline));
        return tasks.end();
    }

    private void file(Tasks tasks, Scheduled what) {
        for (Connection connection : accounts.connections()) {
            if (connection.enabled()) {
                tasks.run("schedule", () -> jobs.scheduled(what, connection.id()));
            }
        }
    }

    private void woken(int count) {
        if (count > 0) {
            log.event("woken", Map.of(Field.COUNT, count));
        }
    }
}
