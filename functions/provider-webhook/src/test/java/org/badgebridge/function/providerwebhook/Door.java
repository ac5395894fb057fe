package org.badgebridge.function.providerwebhook;

import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.log.Log;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.port.SettleMessage;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.Outage;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.wiring.KnownProviders;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A fresh instance of the function before real engines: what stands behind it can be counted and
/// taken away, and its clock moved.
final class Door implements AutoCloseable {

    static final String ORGANIZATION = "7f1c2b9e-52c4-4a0e-9d53-0d2f9f7b1a11";
    static final String EVENT = "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10";

    private static final AtomicInteger COUNT = new AtomicInteger();

    final MovableClock clock = new MovableClock();
    final FaultyCalls settingsCalls = new FaultyCalls();
    final FaultyCalls secretsCalls = new FaultyCalls();
    final FaultyCalls queueCalls = new FaultyCalls();
    final Outage settingsOutage = new Outage();
    final Outage secretsOutage = new Outage();
    final Outage queueOutage = new Outage();
    final ConnectionId connection = new ConnectionId("academy-" + COUNT.incrementAndGet());

    private final TestSystem system;
    private final DynamoDbClient dynamoDb;
    private final SecretsManagerClient secretsManager;
    private final SqsClient sqs;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Reception reception;

    Door(TestSystem system) {
        this.system = system;
        dynamoDb = system.dynamoDb(settingsCalls, settingsOutage);
        secretsManager = system.secretsManager(secretsCalls, secretsOutage);
        sqs = system.sqs(queueCalls, queueOutage);
        reception =
                new Reception(
                        new DynamoAccounts(dynamoDb, system.tableName("SettingsTable")),
                        new SecretsManagerSecrets(secretsManager, secretsPrefix(), clock),
                        new SqsSettleQueue(sqs, queueUrl()),
                        KnownProviders.posts(),
                        new Log(
                                new PrintStream(log, true, StandardCharsets.UTF_8),
                                "provider-webhook"),
                        clock);
        waiting();
    }

    /// As an admin would, by other clients than those of the function.
    void saveConnection(String provider, String organization, boolean enabled) {
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        accounts.store(
                new Connection(
                        connection,
                        "Academy",
                        provider,
                        organization,
                        URI.create("https://api.credly.com"),
                        enabled,
                        true,
                        5,
                        clock.instant(),
                        clock.instant(),
                        accounts.connection(connection).map(Connection::version).orElse(0L)));
    }

    void saveKeys(String... keys) {
        saveKeys(Stream.of(keys).map(key -> new Secret("k-" + key, key, null)).toList());
    }

    void saveKeys(List<Secret> keys) {
        Secrets secrets =
                new SecretsManagerSecrets(system.secretsManager(), secretsPrefix(), clock);
        secrets.replaceWebhook(connection, secrets.heldWebhook(connection), keys);
    }

    static String body(String id) {
        return body(id, ORGANIZATION);
    }

    static String body(String id, String organization) {
        return """
        {"id": "%s", "organization_id": "%s", "event_type": "badge.state.changed",
         "occurred_at": "2026-03-02T10:00:00.000Z"}\
        """
                .formatted(id, organization);
    }

    Answer post(String key) {
        return post(key, body(EVENT));
    }

    Answer post(String key, String body) {
        return to(connection.value(), key, body);
    }

    Answer to(String path, String key, String body) {
        return receive(new Request("POST", path, key, body, false));
    }

    Answer receive(Request request) {
        return reception.receive(request);
    }

    /// The events that the queue asks to look at; each message is gone then.
    List<Notice> waiting() {
        List<Notice> notices = new ArrayList<>();
        while (true) {
            List<Message> messages =
                    system.sqs()
                            .receiveMessage(b -> b.queueUrl(queueUrl()).maxNumberOfMessages(10))
                            .messages();
            if (messages.isEmpty()) {
                return notices;
            }
            for (Message message : messages) {
                if (!(Messages.readSettle(message.body())
                        instanceof
                        Messages.Content<SettleMessage>(SettleMessage.Event(Notice notice)))) {
                    throw new AssertionError("not a notice");
                }
                notices.add(notice);
                system.sqs()
                        .deleteMessage(
                                b -> b.queueUrl(queueUrl()).receiptHandle(message.receiptHandle()));
            }
        }
    }

    void forgetCounts() {
        settingsCalls.reset();
        secretsCalls.reset();
        queueCalls.reset();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private String queueUrl() {
        return system.queueUrl("SettleQueue");
    }

    private String secretsPrefix() {
        return system.environment("ProviderWebhook").getOrDefault("SECRETS_PREFIX", "");
    }

    @Override
    public void close() {
        dynamoDb.close();
        secretsManager.close();
        sqs.close();
    }
}
