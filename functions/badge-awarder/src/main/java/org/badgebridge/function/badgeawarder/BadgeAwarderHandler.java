package org.badgebridge.function.badgeawarder;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import org.badgebridge.adapter.aws.AwsClients;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.dynamodb.DynamoAdmissions;
import org.badgebridge.adapter.dynamodb.DynamoAwards;
import org.badgebridge.adapter.dynamodb.DynamoBadges;
import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.adapter.dynamodb.DynamoDeliveries;
import org.badgebridge.adapter.dynamodb.DynamoRules;
import org.badgebridge.adapter.dynamodb.DynamoSecretUses;
import org.badgebridge.adapter.secretsmanager.IdentityKey;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.award.Awarder;
import org.badgebridge.award.CourseBook;
import org.badgebridge.award.SecretWatch;
import org.badgebridge.batch.Batch;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Presets;
import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.badgebridge.port.Delivery;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Certificates queue -> certificates, progress, what is wanted -> settle queue. Thread-safe.
public final class BadgeAwarderHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    /// The longest that one call to AWS takes; the function's timeout allows several in a row.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(8);

    private final Deliverer deliverer;
    private final Log log;

    public BadgeAwarderHandler() {
        this(System.getenv());
    }

    public BadgeAwarderHandler(Map<String, String> environment) {
        this(deliverer(new Environment(environment)), new Log(System.out, "badge-awarder"));
    }

    BadgeAwarderHandler(Deliverer deliverer, Log log) {
        this.deliverer = deliverer;
        this.log = log;
    }

    private static Deliverer deliverer(Environment environment) {
        AwsClients aws = new AwsClients(LONGEST_CALL);
        DynamoDbClient dynamoDb = aws.dynamoDb();
        String settings = environment.text("SETTINGS_TABLE");
        String badges = environment.text("BADGES_TABLE");
        byte[] key = IdentityKey.read(aws.secretsManager(), environment.text("IDENTITY_SECRET"));
        Awarder awarder =
                new Awarder(
                        new DynamoAwards(dynamoDb, badges),
                        new DynamoBadges(dynamoDb, settings, badges, Clock.systemUTC()),
                        new DynamoRules(dynamoDb, settings),
                        new SqsSettleQueue(aws.sqs(), environment.text("SETTLE_QUEUE_URL")),
                        new LearnerIds(key),
                        Clock.systemUTC());
        return new Deliverer(
                new DynamoAccounts(dynamoDb, settings),
                new EventReader(new Presets()),
                awarder,
                new CourseBook(new DynamoCourses(dynamoDb, settings), Clock.systemUTC()),
                new DynamoAdmissions(dynamoDb, settings),
                new SecretWatch(new DynamoSecretUses(dynamoDb, settings)),
                new DynamoDeliveries(dynamoDb, settings));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Consumer<Delivery> taking = deliverer.forBatch();
        List<SQSMessage> failed =
                Batch.failures(event.getRecords(), m -> take(m, taking), this::failed);
        return new SQSBatchResponse(
                failed.stream().map(m -> new BatchItemFailure(m.getMessageId())).toList());
    }

    private static void take(SQSMessage message, Consumer<Delivery> taking) {
        switch (Messages.readDelivery(message.getBody())) {
            case Messages.Content<Delivery>(Delivery delivery) -> taking.accept(delivery);
            case Messages.Unknown<Delivery>(String reason) ->
                    throw new IllegalStateException(reason);
        }
    }

    private void failed(SQSMessage message, Throwable failure) {
        log.failure("delivery failed", failure, Map.of(Field.MESSAGE, message.getMessageId()));
    }
}
