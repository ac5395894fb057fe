package org.badgebridge.function.badgeissuer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import org.badgebridge.adapter.aws.AwsClients;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.dynamodb.DynamoAwards;
import org.badgebridge.adapter.dynamodb.DynamoBadges;
import org.badgebridge.adapter.dynamodb.DynamoHeardEvents;
import org.badgebridge.adapter.dynamodb.DynamoJobs;
import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.adapter.secretsmanager.IdentityKey;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.batch.Batch;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Providers;
import org.badgebridge.port.SettleMessage;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.settle.HealthWatch;
import org.badgebridge.settle.Pacer;
import org.badgebridge.settle.Settler;
import org.badgebridge.wiring.KnownProviders;
import org.badgebridge.wiring.Mirrors;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Settle queue -> provider -> what the provider has: badges are settled, and what happened at the
/// provider is asked for and applied. The only function that changes anything at a provider.
/// Thread-safe.
public final class BadgeIssuerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(8);

    /// What is kept of a function's time to write down how the last call ended.
    private static final Duration TO_RECORD = Duration.ofSeconds(16);

    private final Settler settler;
    private final Mirror mirror;
    private final Clock clock;
    private final Log log;

    public BadgeIssuerHandler() {
        this(System.getenv());
    }

    public BadgeIssuerHandler(Map<String, String> variables) {
        clock = Clock.systemUTC();
        log = new Log(System.out, "badge-issuer");
        Environment environment = new Environment(variables);
        AwsClients aws = new AwsClients(LONGEST_CALL);
        DynamoDbClient dynamoDb = aws.dynamoDb();
        SecretsManagerClient secretsManager = aws.secretsManager();
        String settings = environment.text("SETTINGS_TABLE");
        String badgesTable = environment.text("BADGES_TABLE");
        Accounts accounts = new DynamoAccounts(dynamoDb, settings);
        Awards awards = new DynamoAwards(dynamoDb, badgesTable);
        Badges badges = new DynamoBadges(dynamoDb, settings, badgesTable, clock);
        SettleQueue queue = new SqsSettleQueue(aws.sqs(), environment.text("SETTLE_QUEUE_URL"));
        Providers providers =
                KnownProviders.registry(
                        new SecretsManagerSecrets(
                                secretsManager, environment.text("SECRETS_PREFIX"), clock),
                        AllowedOrigins.parse(environment.text("PROVIDER_ORIGINS")),
                        KnownProviders.Lags.of(environment),
                        clock);
        HealthWatch health = new HealthWatch(accounts, clock);
        Pacer pacer = new Pacer(environment.integer("SETTLE_CONCURRENCY", 1), clock);
        settler =
                new Settler(
                        badges,
                        awards,
                        providers,
                        queue,
                        health,
                        pacer,
                        new Backoff(new SecureRandom()),
                        clock,
                        UUID.randomUUID().toString());
        mirror =
                Mirrors.over(
                        new Mirrors.Stores(
                                accounts,
                                awards,
                                badges,
                                new DynamoHeardEvents(dynamoDb, settings),
                                new DynamoJobs(dynamoDb, settings),
                                queue),
                        providers,
                        health,
                        pacer,
                        new LearnerIds(
                                IdentityKey.read(
                                        secretsManager, environment.text("IDENTITY_SECRET"))),
                        () -> UUID.randomUUID().toString(),
                        new SecureRandom(),
                        clock);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        Deadline deadline = Deadline.in(left.minus(TO_RECORD), clock);
        List<SQSMessage> failed =
                Batch.failures(event.getRecords(), m -> settle(m, deadline), this::failed);
        return new SQSBatchResponse(
                failed.stream().map(m -> new BatchItemFailure(m.getMessageId())).toList());
    }

    private void settle(SQSMessage message, Deadline deadline) {
        switch (Messages.readSettle(message.getBody())) {
            case Messages.Content<SettleMessage>(SettleMessage.Badge(BadgeId badge)) ->
                    settler.settle(badge, deadline);
            case Messages.Content<SettleMessage>(SettleMessage.Event(Notice notice)) ->
                    mirror.hear(notice, deadline);
            case Messages.Unknown<SettleMessage>(String reason) ->
                    throw new IllegalStateException(reason);
        }
    }

    private void failed(SQSMessage message, Throwable failure) {
        log.failure("settling failed", failure, Map.of(Field.MESSAGE, message.getMessageId()));
    }
}
