package org.badgebridge.settle;

import org.badgebridge.adapter.accredible.AccredibleFactory;
import org.badgebridge.adapter.credly.CredlyFactory;
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
import org.badgebridge.adapter.dynamodb.DynamoSignals;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.adapter.provider.ProviderRegistry;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.Eraser;
import org.badgebridge.award.Pusher;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.LearnerPosts;
import org.badgebridge.intake.Presets;
import org.badgebridge.jobs.EraseWork;
import org.badgebridge.jobs.ImportWork;
import org.badgebridge.jobs.Importer;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.jobs.TokenCheck;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.Erasures;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Imports;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Rules;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.port.Signals;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.wiring.Mirrors;

import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// One process with all of our parts: what it keeps in memory is its own.
public final class Worker {

    public static final LearnerIds IDS = new LearnerIds(new byte[32]);

    /// Connections are all that processes share here; opening them anew proves nothing.
    private static final HttpCaller HTTP = new HttpCaller(Clock.systemUTC());

    /// How long a run may take; longer than all the calls it makes.
    private static final Duration RUN = Duration.ofSeconds(50);

    private final Clock clock;
    private final Badges badges;
    private final Accounts accounts;
    private final Awards awards;
    private final Erasures erasures;
    private final Rules rules;
    private final Jobs jobs;
    private final Imports imports;
    private final Deliveries deliveries;
    private final Courses courses;
    private final DueBadges due;
    private final Signals signals;
    private final Secrets secrets;
    private final SettleQueue queue;
    private final Providers providers;
    private final Settler settler;
    private final HeardEvents events;
    private final Mirror mirror;

    /// The AWS clients of a process.
    public record Aws(DynamoDbClient dynamoDb, SqsClient sqs, SecretsManagerClient secrets)
            implements AutoCloseable {

        static Aws of(TestSystem system, ExecutionInterceptor interceptor) {
            return new Aws(
                    system.dynamoDb(interceptor),
                    system.sqs(interceptor),
                    system.secretsManager(interceptor));
        }

        @Override
        public void close() {
            dynamoDb.close();
            sqs.close();
            secrets.close();
        }
    }

    Worker(
            TestSystem system,
            Aws aws,
            URI provider,
            String origins,
            Duration callWithin,
            Duration lookUpLag,
            Clock clock) {
        this.clock = clock;
        String settings = system.tableName("SettingsTable");
        String table = system.tableName("BadgesTable");
        badges = new DynamoBadges(aws.dynamoDb(), settings, table, clock);
        accounts = new DynamoAccounts(aws.dynamoDb(), settings);
        awards = new DynamoAwards(aws.dynamoDb(), table);
        erasures = new DynamoErasures(aws.dynamoDb(), table);
        rules = new DynamoRules(aws.dynamoDb(), settings);
        jobs = new DynamoJobs(aws.dynamoDb(), settings);
        imports = new DynamoImports(aws.dynamoDb(), settings);
        deliveries = new DynamoDeliveries(aws.dynamoDb(), settings);
        courses = new DynamoCourses(aws.dynamoDb(), settings);
        due = new DynamoDueBadges(aws.dynamoDb(), table);
        signals = new DynamoSignals(aws.dynamoDb(), table);
        secrets = new SecretsManagerSecrets(aws.secrets(), "crash/" + provider.getPort(), clock);
        queue = new SqsSettleQueue(aws.sqs(), system.queueUrl("SettleQueue"));
        providers =
                new ProviderRegistry(
                        List.of(
                                new CredlyFactory(
                                        HTTP,
                                        secrets,
                                        AllowedOrigins.parse(origins),
                                        callWithin,
                                        lookUpLag,
                                        clock),
                                new AccredibleFactory(
                                        HTTP,
                                        secrets,
                                        AllowedOrigins.parse(origins),
                                        callWithin,
                                        lookUpLag,
                                        clock)));
        HealthWatch health = new HealthWatch(accounts, clock);
        Pacer pacer = new Pacer(1, clock);
        settler =
                new Settler(
                        badges,
                        awards,
                        providers,
                        queue,
                        health,
                        pacer,
                        new Backoff(new Random(1)),
                        clock,
                        "worker");
        events = new DynamoHeardEvents(aws.dynamoDb(), settings);
        mirror =
                Mirrors.over(
                        new Mirrors.Stores(accounts, awards, badges, events, jobs, queue),
                        providers,
                        health,
                        pacer,
                        IDS,
                        () -> UUID.randomUUID().toString(),
                        new Random(1),
                        clock);
    }

    public void settle(BadgeId badge) {
        settler.settle(badge, deadline());
    }

    void settle(BadgeId badge, Duration within) {
        settler.settle(badge, Deadline.in(within, clock));
    }

    public int wake() {
        return waker().wake(deadline());
    }

    Waker waker() {
        return new Waker(due, queue, accounts, clock);
    }

    public Awarder awarder() {
        return new Awarder(awards, badges, rules, queue, IDS, clock);
    }

    public Eraser eraser() {
        return new Eraser(awards, badges, erasures, clock);
    }

    public Pusher pusher() {
        return new Pusher(awarder(), badges, queue, clock);
    }

    public JobRunner jobRunner() {
        return new JobRunner(
                jobs,
                accounts,
                awards,
                badges,
                rules,
                providers,
                due,
                queue,
                awarder(),
                pusher(),
                events,
                mirror,
                new ImportWork(imports, awarder(), new CourseBook(courses, clock), queue, clock),
                new EraseWork(
                        eraser(),
                        accounts,
                        awards,
                        deliveries,
                        new LearnerPosts(new EventReader(new Presets()), IDS)),
                () -> UUID.randomUUID().toString(),
                clock);
    }

    public TokenCheck tokenCheck() {
        return new TokenCheck(accounts, providers, jobRunner());
    }

    public Deadline deadline() {
        return Deadline.in(RUN, clock);
    }

    /// Hears of an event at the provider, as badge-issuer does.
    public boolean hear(ConnectionId connection, String eventId) {
        return mirror.hear(new Notice(connection, eventId), deadline());
    }

    public Mirror mirror() {
        return mirror;
    }

    public HeardEvents events() {
        return events;
    }

    public Badges badges() {
        return badges;
    }

    public Signals signals() {
        return signals;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Awards awards() {
        return awards;
    }

    public Rules rules() {
        return rules;
    }

    public Importer importer() {
        return new Importer(imports, jobs, () -> UUID.randomUUID().toString(), clock);
    }

    public Imports imports() {
        return imports;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Courses courses() {
        return courses;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Secrets secrets() {
        return secrets;
    }

    public SettleQueue queue() {
        return queue;
    }
}
