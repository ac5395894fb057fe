package org.badgebridge.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Writes from many threads into engines that are killed under them, then looks for what had been
/// acknowledged.
final class KilledEnginesTest {

    private static final int KILLS = 2;

    /// Of each kind, before a kill.
    private static final int ACKNOWLEDGED = 40;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<String> put = ConcurrentHashMap.newKeySet();
    private final Set<String> transacted = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    @Test
    void nothingAcknowledgedIsLost(@TempDir Path folder) throws Exception {
        EngineProcess engines = EngineProcess.start(folder);
        prepare(engines.endpoints());
        for (int kill = 0; kill < KILLS; kill++) {
            writeUntilKilled(engines);
            engines = EngineProcess.start(folder);
        }
        try {
            verifyItems(engines.endpoints());
            verifyMessages(engines.endpoints());
            verifySecrets(engines.endpoints());
        } finally {
            engines.kill();
        }
    }

    private static void prepare(Endpoints endpoints) {
        try (DynamoDbClient dynamo = AwsClients.dynamoDb(endpoints);
                SqsClient sqs = AwsClients.sqs(endpoints)) {
            dynamo.createTable(request ->
                    request.tableName("table")
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .attributeDefinitions(
                                    AttributeDefinition.builder()
                                            .attributeName("pk")
                                            .attributeType(ScalarAttributeType.S)
                                            .build())
                            .keySchema(
                                    KeySchemaElement.builder()
                                            .attributeName("pk")
                                            .keyType(KeyType.HASH)
                                            .build()));
            sqs.createQueue(request -> request.queueName("sent"));
            sqs.createQueue(request -> request.queueName("worked"));
        }
    }

    private void writeUntilKilled(EngineProcess engines) throws Exception {
        Endpoints endpoints = engines.endpoints();
        try (DynamoDbClient dynamo = AwsClients.dynamoDb(endpoints);
                SqsClient sqs = AwsClients.sqs(endpoints);
                SecretsManagerClient secrets = AwsClients.secretsManager(endpoints);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                writers.add(threads.submit(() -> untilItFails(n -> put(dynamo, n))));
                writers.add(threads.submit(() -> untilItFails(n -> transact(dynamo, n))));
                writers.add(
                        threads.submit(
                                () -> untilItFails(n -> send(sqs, endpoints.queueUrl("sent"), n))));
                writers.add(
                        threads.submit(() ->
                                untilItFails(n -> work(sqs, endpoints.queueUrl("worked"), n))));
            }
            writers.add(threads.submit(() -> untilItFails(n -> create(secrets, n))));
            for (Set<String> kind : List.of(put, transacted, sent, deleted, created)) {
                awaitMore(kind);
            }
            engines.kill();
            // Ends the SDK's retries.
            threads.shutdownNow();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private static void awaitMore(Set<String> acknowledged) throws InterruptedException {
        int enough = acknowledged.size() + ACKNOWLEDGED;
        long end = System.nanoTime() + 60_000_000_000L;
        while (acknowledged.size() < enough) {
            assertThat(System.nanoTime()).as("waited a minute").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private void untilItFails(IntConsumer write) {
        try {
            while (true) {
                write.accept(numbers.incrementAndGet());
            }
        } catch (SdkException e) {
            // The engines were killed: what this call wanted was not acknowledged.
        }
    }

    private void put(DynamoDbClient dynamo, int n) {
        dynamo.putItem(request -> request.tableName("table").item(item("p" + n)));
        put.add("p" + n);
    }

    private void transact(DynamoDbClient dynamo, int n) {
        dynamo.transactWriteItems(request ->
                request.transactItems(
                        List.of(part("t" + n + "a"), part("t" + n + "b"), part("t" + n + "c"))));
        transacted.add("t" + n);
    }

    private void send(SqsClient sqs, String queue, int n) {
        sqs.sendMessage(request -> request.queueUrl(queue).messageBody("m" + n));
        sent.add("m" + n);
    }

    private void work(SqsClient sqs, String queue, int n) {
        sqs.sendMessage(request -> request.queueUrl(queue).messageBody("w" + n));
        for (Message message : sqs.receiveMessage(request -> request.queueUrl(queue)).messages()) {
            sqs.deleteMessage(
                    request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
            deleted.add(message.body());
        }
    }

    private void create(SecretsManagerClient secrets, int n) {
        secrets.createSecret(request -> request.name("s" + n).secretString("value " + n));
        created.add("s" + n);
    }

    private void verifyItems(Endpoints endpoints) {
        Set<String> there = new HashSet<>();
        try (DynamoDbClient dynamo = AwsClients.dynamoDb(endpoints)) {
            dynamo.scanPaginator(request -> request.tableName("table").consistentRead(true))
                    .items()
                    .forEach(item -> there.add(item.values().iterator().next().s()));
        }
        assertThat(there).containsAll(put);
        assertThat(transacted)
                .allSatisfy(n -> assertThat(there).contains(n + "a", n + "b", n + "c"));
        assertThat(there)
                .filteredOn(key -> key.startsWith("t"))
                .allSatisfy(key -> {
                    String n = key.substring(0, key.length() - 1);
                    assertThat(there).as("no torn transaction").contains(n + "a", n + "b", n + "c");
                });
    }

    private void verifyMessages(Endpoints endpoints) {
        try (SqsClient sqs = AwsClients.sqs(endpoints)) {
            assertThat(bodies(sqs, endpoints.queueUrl("sent"))).containsAll(sent);
            assertThat(bodies(sqs, endpoints.queueUrl("worked")))
                    .doesNotContainAnyElementsOf(deleted);
        }
    }

    private static Set<String> bodies(SqsClient sqs, String queue) {
        Set<String> bodies = new HashSet<>();
        List<Message> messages;
        do {
            messages =
                    sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10))
                            .messages();
            messages.forEach(message -> bodies.add(message.body()));
        } while (!messages.isEmpty());
        return bodies;
    }

    private void verifySecrets(Endpoints endpoints) {
        try (SecretsManagerClient secrets = AwsClients.secretsManager(endpoints)) {
            assertThat(created)
                    .allSatisfy(name ->
                            assertThat(
                                            secrets.getSecretValue(
                                                            request -> request.secretId(name))
                                                    .secretString())
                                    .isEqualTo("value " + name.substring(1)));
        }
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of("pk", AttributeValue.fromS(key));
    }

    private static TransactWriteItem part(String key) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName("table").item(item(key)))
                .build();
    }
}
