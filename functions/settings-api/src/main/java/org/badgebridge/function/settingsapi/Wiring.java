package org.badgebridge.function.settingsapi;

import org.badgebridge.adapter.aws.AwsClients;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.dynamodb.DynamoAudit;
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
import org.badgebridge.adapter.dynamodb.DynamoSecretUses;
import org.badgebridge.adapter.dynamodb.DynamoSignals;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.secretsmanager.IdentityKey;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.SqsCertificatesQueue;
import org.badgebridge.adapter.sqs.SqsQueues;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.Eraser;
import org.badgebridge.award.Pusher;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.function.settingsapi.console.ConsoleFiles;
import org.badgebridge.function.settingsapi.console.ConsoleSignIn;
import org.badgebridge.function.settingsapi.console.Protection;
import org.badgebridge.function.settingsapi.http.Router;
import org.badgebridge.function.settingsapi.resource.Resources;
import org.badgebridge.function.settingsapi.resource.Watched;
import org.badgebridge.function.settingsapi.trail.AuditTrail;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.LearnerPosts;
import org.badgebridge.intake.Presets;
import org.badgebridge.jobs.EraseWork;
import org.badgebridge.jobs.ImportWork;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.port.Audit;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Secrets;
import org.badgebridge.settle.HealthWatch;
import org.badgebridge.settle.Pacer;
import org.badgebridge.wiring.KnownProviders;
import org.badgebridge.wiring.Mirrors;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Builds the API from its environment; `random` makes secrets.
final class Wiring {

    private static final Duration LONGEST_AWS_CALL = Duration.ofSeconds(5);

    /// Among so many a connection's pace is shared out: the issuer's workers have the rest.
    private static final int SHARES_OF_PACE = 5;

    private Wiring() {}

    static SignIn signIn(Map<String, String> environment) {
        Environment env = new Environment(environment);
        return new SignIn(
                env.text("AUTH_ISSUER"),
                new AccessRules(
                        env.text("AUTH_GROUPS_CLAIM"),
                        env.text("AUTH_ADMIN_GROUP"),
                        env.text("AUTH_VIEWER_GROUP"),
                        env.text("AUTH_SCOPE_PREFIX")));
    }

    static ConsoleFiles console(Map<String, String> environment) {
        Environment env = new Environment(environment);
        boolean https = "https".equals(env.url("PUBLIC_URL").getScheme());
        return new ConsoleFiles(
                Protection.of(consoleSignIn(env), env.origins("CONSOLE_IMAGE_ORIGINS"), https));
    }

    /// Everything is read whichever way people sign in, so that nothing is missed only later.
    private static ConsoleSignIn consoleSignIn(Environment env) {
        ConsoleSignIn.Oidc oidc =
                new ConsoleSignIn.Oidc(
                        env.url("AUTH_ISSUER"),
                        env.text("CONSOLE_CLIENT_ID"),
                        env.text("CONSOLE_SCOPES"),
                        env.urls("CONSOLE_SIGN_IN_URLS"));
        return switch (env.text("CONSOLE_SIGN_IN")) {
            case "oidc" -> oidc;
            case "token" -> new ConsoleSignIn.Token();
            default ->
                    throw new IllegalStateException(
                            "The environment variable CONSOLE_SIGN_IN is malformed; set it to oidc"
                                    + " or token.");
        };
    }

    /// The API's routes, and the trail that calls of them leave.
    record Api(Router router, AuditTrail trail) {}

    static Api api(
            Map<String, String> environment,
            Supplier<String> newId,
            RandomGenerator random,
            Clock clock) {
        Environment env = new Environment(environment);
        String settings = env.text("SETTINGS_TABLE");
        String badgesTable = env.text("BADGES_TABLE");
        String certificatesQueue = env.text("CERTIFICATES_QUEUE_URL");
        String settleQueue = env.text("SETTLE_QUEUE_URL");
        String secretsPrefix = env.text("SECRETS_PREFIX");
        String identity = env.text("IDENTITY_SECRET");
        URI publicUrl = env.url("PUBLIC_URL");
        AllowedOrigins origins = AllowedOrigins.parse(env.text("PROVIDER_ORIGINS"));

        AwsClients aws = new AwsClients(LONGEST_AWS_CALL);
        DynamoDbClient dynamoDb = aws.dynamoDb();
        SqsClient sqs = aws.sqs();
        SecretsManagerClient secretsManager = aws.secretsManager();
        DynamoAccounts accounts = new DynamoAccounts(dynamoDb, settings);
        DynamoRules rules = new DynamoRules(dynamoDb, settings);
        DynamoJobs jobs = new DynamoJobs(dynamoDb, settings);
        DynamoImports imports = new DynamoImports(dynamoDb, settings);
        DynamoCourses courses = new DynamoCourses(dynamoDb, settings);
        DynamoAwards awards = new DynamoAwards(dynamoDb, badgesTable);
        DynamoDueBadges due = new DynamoDueBadges(dynamoDb, badgesTable);
        Badges badges = new DynamoBadges(dynamoDb, settings, badgesTable, clock);
        Secrets secrets = new SecretsManagerSecrets(secretsManager, secretsPrefix, clock);
        SqsSettleQueue queue = new SqsSettleQueue(sqs, settleQueue);
        SqsQueues queues =
                new SqsQueues(
                        sqs,
                        new SqsQueues.Urls(
                                certificatesQueue, env.text("CERTIFICATES_DEAD_LETTERS_URL")),
                        new SqsQueues.Urls(settleQueue, env.text("SETTLE_DEAD_LETTERS_URL")));
        LearnerIds learnerIds = new LearnerIds(IdentityKey.read(secretsManager, identity));
        // Nothing is looked up from here, so what lists lag behind does not matter.
        Providers providers =
                KnownProviders.registry(secrets, origins, KnownProviders.Lags.NONE, clock);
        Awarder awarder = new Awarder(awards, badges, rules, queue, learnerIds, clock);
        Pusher pusher = new Pusher(awarder, badges, queue, clock);
        DynamoHeardEvents events = new DynamoHeardEvents(dynamoDb, settings);
        Mirror mirror =
                Mirrors.over(
                        new Mirrors.Stores(accounts, awards, badges, events, jobs, queue),
                        providers,
                        new HealthWatch(accounts, clock),
                        new Pacer(SHARES_OF_PACE, clock),
                        learnerIds,
                        newId,
                        random,
                        clock);
        Deliveries deliveries = new DynamoDeliveries(dynamoDb, settings);
        Presets presets = new Presets();
        Eraser eraser =
                new Eraser(awards, badges, new DynamoErasures(dynamoDb, badgesTable), clock);
        JobRunner runner =
                new JobRunner(
                        jobs,
                        accounts,
                        awards,
                        badges,
                        rules,
                        providers,
                        due,
                        queue,
                        awarder,
                        pusher,
                        events,
                        mirror,
                        new ImportWork(
                                imports, awarder, new CourseBook(courses, clock), queue, clock),
                        new EraseWork(
                                eraser,
                                accounts,
                                awards,
                                deliveries,
                                new LearnerPosts(new EventReader(presets), learnerIds)),
                        newId,
                        clock);
        Audit audit = new DynamoAudit(dynamoDb, settings, clock);
        Router router =
                new Resources(
                                accounts,
                                awards,
                                badges,
                                audit,
                                deliveries,
                                new SqsCertificatesQueue(sqs, certificatesQueue),
                                events,
                                imports,
                                due,
                                jobs,
                                rules,
                                secrets,
                                new DynamoSignals(dynamoDb, badgesTable),
                                queue,
                                new Watched(
                                        queues,
                                        courses,
                                        new DynamoDays(dynamoDb, settings),
                                        new DynamoSecretUses(dynamoDb, settings)),
                                providers,
                                runner,
                                awarder,
                                pusher,
                                eraser,
                                learnerIds,
                                presets,
                                origins,
                                publicUrl,
                                consoleSignIn(env),
                                newId,
                                random,
                                clock)
                        .router();
        return new Api(router, new AuditTrail(audit, router, newId, clock));
    }
}
