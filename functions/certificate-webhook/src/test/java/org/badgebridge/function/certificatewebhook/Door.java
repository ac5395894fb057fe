package org.badgebridge.function.certificatewebhook;

import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.jwks.HttpKeySets;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.adapter.sqs.SqsCertificatesQueue;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.Presets;
import org.badgebridge.log.Log;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.MovableClock;
import org.badgebridge.testing.Outage;
import org.badgebridge.testing.TestSystem;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A fresh instance of the function before real engines: what stands behind it can be counted and
/// taken away, and its clock moved.
final class Door implements AutoCloseable {

    static final String BODY =
            "{\"event\":\"certificate.issued\",\"timestamp\":1768469400,"
                + "\"data\":{\"user_id\":501,\"email\":\"ada@example.org\",\"user_pass\":\"hidden\","
                + "\"course_id\":12,\"certificate_id\":\"c-1\"}}";

    private static final AtomicInteger COUNT = new AtomicInteger();

    final MovableClock clock = new MovableClock();
    final FaultyCalls settingsCalls = new FaultyCalls();
    final FaultyCalls secretsCalls = new FaultyCalls();
    final FaultyCalls queueCalls = new FaultyCalls();
    final Outage settingsOutage = new Outage();
    final Outage secretsOutage = new Outage();
    final Outage queueOutage = new Outage();
    final SourceId source = new SourceId("academy-" + COUNT.incrementAndGet());

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
                        new SqsCertificatesQueue(sqs, queueUrl()),
                        new Presets(),
                        new HttpKeySets(clock),
                        new Log(
                                new PrintStream(log, true, StandardCharsets.UTF_8),
                                "certificate-webhook"),
                        clock);
        waiting();
    }

    /// As an admin would, by other clients than those of the function.
    void saveSource(String preset, Map<String, String> settings) {
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        long version = accounts.source(source).map(Source::version).orElse(0L);
        accounts.store(
                new Source(
                        source,
                        "Academy",
                        preset,
                        source.value(),
                        settings,
                        clock.instant(),
                        clock.instant(),
                        version));
    }

    /// As an admin would who looks for the settings.
    void capture(Duration during) {
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        Source now = accounts.source(source).orElseThrow();
        accounts.store(now.capturingUntil(clock.instant().plus(during), clock.instant()));
    }

    void saveSecrets(String... values) {
        List<Secret> all = new ArrayList<>();
        for (String value : values) {
            all.add(new Secret("s-" + value, value, null));
        }
        Secrets secrets =
                new SecretsManagerSecrets(system.secretsManager(), secretsPrefix(), clock);
        secrets.replace(source, secrets.held(source), all);
    }

    Answer post(String secret) {
        return post(BODY, Map.of("X-Learnomy-Signature", hex(secret, BODY)));
    }

    Answer post(String body, Map<String, String> headers) {
        return receive(source.value(), null, headers, body, false);
    }

    Answer receive(
            String path,
            @Nullable String key,
            Map<String, String> headers,
            String body,
            boolean base64) {
        return reception.receive(
                new Request("POST", path, key, new HashMap<>(headers), body, base64));
    }

    /// What waits in the queue, and takes it out.
    List<Delivery> waiting() {
        List<Delivery> deliveries = new ArrayList<>();
        while (true) {
            List<Message> messages =
                    system.sqs()
                            .receiveMessage(b -> b.queueUrl(queueUrl()).maxNumberOfMessages(10))
                            .messages();
            if (messages.isEmpty()) {
                return deliveries;
            }
            for (Message message : messages) {
                if (!(Messages.readDelivery(message.body())
                        instanceof Messages.Content<Delivery>(Delivery delivery))) {
                    throw new AssertionError("not a delivery");
                }
                deliveries.add(delivery);
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

    static String hex(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String queueUrl() {
        return system.queueUrl("CertificatesQueue");
    }

    private String secretsPrefix() {
        return system.environment("CertificateWebhook").getOrDefault("SECRETS_PREFIX", "");
    }

    @Override
    public void close() {
        dynamoDb.close();
        secretsManager.close();
        sqs.close();
    }
}
