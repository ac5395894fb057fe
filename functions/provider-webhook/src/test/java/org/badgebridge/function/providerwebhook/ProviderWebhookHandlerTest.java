package org.badgebridge.function.providerwebhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.port.SettleMessage;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.model.Message;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The function as Lambda starts it, with the environment of the template and the sample events.
@WithTestSystem
final class ProviderWebhookHandlerTest {

    private static final Path SAMPLES = Path.of("../../events");
    private static final ConnectionId CONNECTION = new ConnectionId("academy");
    private static final String KEY = "JBgUAVdxgvqUpWPtd0LLhhCzJWs0b5mY";
    private static final String ORGANIZATION = "2d6f0a4c-9b1e-4c37-8f52-6a7b8c9d0e1f";
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final TestSystem system;
    private final Map<String, String> environment;
    private final ProviderWebhookHandler handler;

    ProviderWebhookHandlerTest(TestSystem system) {
        this.system = system;
        this.environment = system.environment("ProviderWebhook");
        this.handler = new ProviderWebhookHandler(environment);
    }

    @BeforeEach
    void setUp() {
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        if (accounts.connection(CONNECTION).isEmpty()) {
            accounts.store(
                    new Connection(
                            CONNECTION,
                            "Academy",
                            "credly",
                            ORGANIZATION,
                            URI.create("https://api.credly.com"),
                            true,
                            true,
                            5,
                            Instant.EPOCH,
                            Instant.EPOCH,
                            0));
            Secrets secrets =
                    new SecretsManagerSecrets(
                            system.secretsManager(),
                            environment.getOrDefault("SECRETS_PREFIX", ""),
                            Clock.systemUTC());
            secrets.replaceWebhook(
                    CONNECTION,
                    secrets.heldWebhook(CONNECTION),
                    List.of(new Secret("k-1", KEY, null)));
        }
        waiting();
    }

    @Test
    void sampleIsAnsweredExactly200WithNothingInIt() throws IOException {
        APIGatewayV2HTTPResponse response = answer(sample());

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isEmpty();
        assertThat(waiting())
                .containsExactly(new Notice(CONNECTION, "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10"));
    }

    @Test
    void everySampleOfAPostIsTakenIn() throws IOException {
        for (String name :
                List.of(
                        "credly-badge-state-changed.json",
                        "credly-badge-template-changed.json",
                        "credly-unknown-type.json")) {
            APIGatewayV2HTTPEvent event = sample();
            event.setBody(Files.readString(SAMPLES.resolve("webhooks").resolve(name)));

            assertThat(answer(event).getStatusCode()).as(name).isEqualTo(200);
        }
        assertThat(waiting()).hasSize(3);
    }

    @Test
    void wrongKeyAndWrongConnectionGetTheSame404() throws IOException {
        APIGatewayV2HTTPEvent forged = sample();
        forged.setPathParameters(Map.of("connection", CONNECTION.value(), "key", "forged"));
        APIGatewayV2HTTPEvent unknown = sample();
        unknown.setPathParameters(Map.of("connection", "nobody", "key", KEY));
        APIGatewayV2HTTPEvent nothing = sample();
        nothing.setPathParameters(null);

        APIGatewayV2HTTPResponse answer = answer(forged);

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(answer.getBody()).isEmpty();
        assertThat(answer.getHeaders()).isEmpty();
        assertThat(answer(unknown)).isEqualTo(answer);
        assertThat(answer(nothing)).isEqualTo(answer);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void everyAnswerThatTurnsAwayTheUnprovedIsTheSame() {
        for (Answer answer : Answer.values()) {
            if (answer.status() == 404) {
                assertThat(answer.response())
                        .as(answer.name())
                        .isEqualTo(Answer.WRONG_KEY.response());
            }
        }
    }

    @Test
    void whatIsOurFaultSaysWhenToComeAgain() {
        for (Answer answer : Answer.values()) {
            assertThat(answer.response().getHeaders().containsKey("retry-after"))
                    .as(answer.name())
                    .isEqualTo(answer.status() >= 500);
        }
    }

    @Test
    void eventWithoutABodyIsAnswered() throws IOException {
        APIGatewayV2HTTPEvent event = sample();
        event.setHeaders(null);
        event.setBody(null);

        assertThat(answer(event).getStatusCode()).isEqualTo(200);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void otherMethodsAreNotTaken() throws IOException {
        APIGatewayV2HTTPEvent event = sample();
        event.getRequestContext().getHttp().setMethod("GET");

        APIGatewayV2HTTPResponse response = answer(event);

        assertThat(response.getStatusCode()).isEqualTo(405);
        assertThat(response.getHeaders()).containsEntry("allow", "POST");
    }

    @Test
    void missingVariableIsNamedAtStart() {
        for (String name : List.of("SETTINGS_TABLE", "SETTLE_QUEUE_URL", "SECRETS_PREFIX")) {
            Map<String, String> incomplete = new HashMap<>(environment);
            incomplete.remove(name);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new ProviderWebhookHandler(incomplete))
                    .withMessageContaining(name);
        }
    }

    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        return handler.handleRequest(event, null);
    }

    private static APIGatewayV2HTTPEvent sample() throws IOException {
        return JSON.readValue(
                SAMPLES.resolve("lambda/webhook-credly-badge-state-changed.json").toFile(),
                APIGatewayV2HTTPEvent.class);
    }

    private List<Notice> waiting() {
        String url = system.queueUrl("SettleQueue");
        List<Notice> notices = new ArrayList<>();
        for (Message message :
                system.sqs()
                        .receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10))
                        .messages()) {
            if (Messages.readSettle(message.body())
                    instanceof
                    Messages.Content<SettleMessage>(SettleMessage.Event(Notice notice))) {
                notices.add(notice);
            }
            system.sqs().deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
        }
        return notices;
    }
}
