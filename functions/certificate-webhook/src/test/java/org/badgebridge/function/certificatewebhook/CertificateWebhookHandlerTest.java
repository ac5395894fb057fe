package org.badgebridge.function.certificatewebhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;

import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Reading;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.model.Message;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The function as Lambda starts it, with the environment of the template and the sample events.
@WithTestSystem
final class CertificateWebhookHandlerTest {

    private static final Path SAMPLES = Path.of("../../events/lambda");
    private static final String WHSEC = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final TestSystem system;
    private final Map<String, String> environment;
    private final CertificateWebhookHandler handler;

    CertificateWebhookHandlerTest(TestSystem system) {
        this.system = system;
        this.environment = system.environment("CertificateWebhook");
        this.handler = new CertificateWebhookHandler(environment);
    }

    @BeforeEach
    void setUp() {
        save("campus", "standard", WHSEC);
        save("academy", "learnomy", "0123456789abcdefghijklmnopqrstuv");
        waiting();
    }

    @Test
    void sampleOfTheStandardPresetBecomesALearningEvent() throws Exception {
        APIGatewayV2HTTPEvent event = sample("webhook-standard-certificate-issued.json");
        sign(event);

        assertThat(answer(event).getStatusCode()).isEqualTo(200);

        Delivery.Event delivery = (Delivery.Event) waiting().getFirst();
        assertThat(delivery.id()).isEqualTo("msg_2c1a7d50");
        assertThat(delivery.headers()).containsOnlyKeys("webhook-id", "webhook-timestamp");
        assertThat(read("standard", delivery)).isInstanceOf(Reading.Of.class);
    }

    @Test
    void sampleOfTheLearnomyPresetBecomesALearningEvent() throws Exception {
        assertThat(answer(sample("webhook-learnomy-certificate-issued.json")).getStatusCode())
                .isEqualTo(200);

        Delivery.Event delivery = (Delivery.Event) waiting().getFirst();
        assertThat(delivery.body()).doesNotContain("$P$", "Street");
        assertThat(read("learnomy", delivery)).isInstanceOf(Reading.Of.class);
    }

    @Test
    void replayOfAnOldStandardPostIsRefused() throws Exception {
        APIGatewayV2HTTPEvent event = sample("webhook-standard-certificate-issued.json");
        sign(event, Instant.parse("2026-01-15T09:30:00Z"));

        APIGatewayV2HTTPResponse response = answer(event);

        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(response.getBody()).doesNotContain("msg_", "campus", "ada");
    }

    @Test
    void tamperedSampleIsRefused() throws Exception {
        APIGatewayV2HTTPEvent event = sample("webhook-standard-certificate-issued.json");
        sign(event);
        event.setBody(event.getBody().replace("ada@", "eve@"));

        assertThat(answer(event).getStatusCode()).isEqualTo(401);
    }

    @Test
    void postWithAKeyInItsPathIsNotThere() throws Exception {
        APIGatewayV2HTTPEvent event = sample("webhook-learnomy-certificate-issued.json");
        event.setPathParameters(Map.of("source", "academy", "key", "anything"));

        assertThat(answer(event).getStatusCode()).isEqualTo(404);
    }

    @Test
    void eventWithoutHeadersParametersAndBodyIsAnswered() throws Exception {
        APIGatewayV2HTTPEvent event = sample("webhook-learnomy-certificate-issued.json");
        event.setHeaders(null);
        event.setBody(null);
        assertThat(answer(event).getStatusCode()).isEqualTo(401);
        event.setPathParameters(null);
        assertThat(answer(event).getStatusCode()).isEqualTo(404);
    }

    @Test
    void otherMethodsAreNotTaken() throws Exception {
        APIGatewayV2HTTPEvent event = sample("webhook-learnomy-certificate-issued.json");
        event.getRequestContext().getHttp().setMethod("PUT");

        APIGatewayV2HTTPResponse response = answer(event);

        assertThat(response.getStatusCode()).isEqualTo(405);
        assertThat(response.getHeaders()).containsEntry("allow", "POST");
    }

    @Test
    void sampleBatchHoldsWhatThisFunctionSends() throws IOException {
        JsonNode records = JSON.readTree(SAMPLES.resolve("certificates-queue.json").toFile());
        List<String> kinds = new ArrayList<>();
        for (JsonNode item : records.path("Records")) {
            kinds.add(
                    switch (delivery(item.path("body").asText())) {
                        case Delivery.Event event ->
                                read("standard", event).getClass().getSimpleName();
                        case Delivery.Captured _ -> "Captured";
                        case Delivery.Rejected _ -> "Rejected";
                    });
        }

        assertThat(kinds).containsExactly("Of", "Of", "Ignored", "Of", "Rejected");
    }

    @Test
    void missingVariableIsNamedAtStart() {
        for (String name : List.of("SETTINGS_TABLE", "CERTIFICATES_QUEUE_URL", "SECRETS_PREFIX")) {
            Map<String, String> incomplete = new HashMap<>(environment);
            incomplete.remove(name);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new CertificateWebhookHandler(incomplete))
                    .withMessageContaining(name);
        }
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, null);
    }

    private static void sign(APIGatewayV2HTTPEvent event) throws WebhookSigningException {
        sign(event, Clock.systemUTC().instant());
    }

    private static void sign(APIGatewayV2HTTPEvent event, Instant time)
            throws WebhookSigningException {
        Map<String, String> headers = new HashMap<>(event.getHeaders());
        headers.put("webhook-timestamp", Long.toString(time.getEpochSecond()));
        headers.put(
                "webhook-signature",
                new Webhook(WHSEC)
                        .sign(headers.get("webhook-id"), time.getEpochSecond(), event.getBody()));
        event.setHeaders(headers);
    }

    private static APIGatewayV2HTTPEvent sample(String name) throws IOException {
        return JSON.readValue(SAMPLES.resolve(name).toFile(), APIGatewayV2HTTPEvent.class);
    }

    private static Reading read(String preset, Delivery.Event event) {
        return new EventReader(new Presets())
                .read(source(event.source().value(), preset), event)
                .getFirst()
                .reading();
    }

    private void save(String id, String preset, String secret) {
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        if (accounts.source(new SourceId(id)).isEmpty()) {
            accounts.store(source(id, preset));
            Secrets secrets =
                    new SecretsManagerSecrets(
                            system.secretsManager(),
                            environment.getOrDefault("SECRETS_PREFIX", ""),
                            Clock.systemUTC());
            secrets.replace(
                    new SourceId(id),
                    secrets.held(new SourceId(id)),
                    List.of(new Secret("s-1", secret, null)));
        }
    }

    private static Source source(String id, String preset) {
        return new Source(
                new SourceId(id), id, preset, id, Map.of(), Instant.EPOCH, Instant.EPOCH, 0);
    }

    private List<Delivery> waiting() {
        String url = system.queueUrl("CertificatesQueue");
        List<Delivery> deliveries = new ArrayList<>();
        for (Message message :
                system.sqs()
                        .receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                        .messages()) {
            deliveries.add(delivery(message.body()));
            system.sqs().deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
        }
        return deliveries;
    }

    private static Delivery delivery(String message) {
        if (Messages.readDelivery(message)
                instanceof Messages.Content<Delivery>(Delivery delivery)) {
            return delivery;
        }
        throw new AssertionError("not a delivery");
    }
}
