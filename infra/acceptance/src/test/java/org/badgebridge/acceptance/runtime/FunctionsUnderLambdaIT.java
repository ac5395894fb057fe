package org.badgebridge.acceptance.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import org.badgebridge.acceptance.SamTemplate;
import org.badgebridge.acceptance.Signature;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.dynamodb.DynamoRules;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.local.engine.LoopbackServer;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.model.Message;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Each function as Lambda starts it: its shaded jar, its handler by name, its no-argument
/// constructor, and nothing but environment variables.
@WithTestSystem
final class FunctionsUnderLambdaIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SourceId SOURCE = new SourceId("academy");
    private static final SourceId SIGNING = new SourceId("canvas");
    private static final ConnectionId CONNECTION = new ConnectionId("main");
    private static final ConnectionId CALLED_BACK = new ConnectionId("called-back");
    private static final String EVENT = "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c10";
    private static final TemplateId TEMPLATE = new TemplateId(CONNECTION, "t-1");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String CERTIFICATE =
            """
            {"type": "certificate.issued", "timestamp": "2026-01-15T09:30:00Z",
             "data": {"certificate": {"id": "c-1001"},
                      "learner": {"id": "501", "email": "ada@example.org",
                                  "first_name": "Ada", "last_name": "Example"},
                      "course": {"id": "welding-1", "name": "Welding I"}}}\
            """;

    private static final int MOST_POSTS = 5;

    private final TestSystem system;

    FunctionsUnderLambdaIT(TestSystem system) {
        this.system = system;
    }

    @Test
    void certificateGoesFromFunctionToFunction() throws InterruptedException {
        settle();
        try (LambdaProcess webhook = start("CertificateWebhook")) {
            assertThat(delivered(webhook, post(CERTIFICATE))).isTrue();
        }
        Message certificate = receive("CertificatesQueue");

        try (LambdaProcess awarder = start("BadgeAwarder")) {
            assertThat(failures(awarder, certificate, broken())).containsExactly("broken");
        }
        Message first = receive("SettleQueue");

        try (LambdaProcess housekeeping = start("Housekeeping")) {
            JsonNode schedule =
                    SamTemplate.events("Housekeeping", "Schedule").getFirst().path("Input");

            assertThat(housekeeping.invoke(schedule.asText())).isEqualTo("\"done\"");
        }
        Message woken = receive("SettleQueue");
        assertThat(woken.body()).isEqualTo(first.body());

        try (LambdaProcess issuer = start("BadgeIssuer")) {
            assertThat(failures(issuer, woken, broken())).containsExactly("broken");
        }
    }

    /// With the library for it, which only sources like this one make the function load.
    @Test
    void platformsOwnKeysProveItsPosts() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("2026-01").generate();
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("2026-01").build(),
                        new Payload("{\"metadata\":{\"event_name\":\"course_completed\"}}"));
        token.sign(new ECDSASigner(key));
        try (LoopbackServer platform = LoopbackServer.bind("platform", 0)) {
            byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
            platform.start(exchange -> LoopbackServer.answer(exchange, 200, keys));
            Instant now = Instant.now();
            new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"))
                    .store(
                            new Source(
                                    SIGNING,
                                    "Canvas",
                                    "canvas",
                                    SIGNING.value(),
                                    Map.of("jwks", platform.endpoint() + "/jwks"),
                                    now,
                                    now,
                                    0));
            try (LambdaProcess webhook = start("CertificateWebhook")) {
                assertThat(delivered(webhook, post(SIGNING, Map.of(), token.serialize()))).isTrue();
            }
        }
        assertThat(receive("CertificatesQueue").body()).contains("course_completed");
    }

    @Test
    void providersPostGoesToTheSettleQueue() throws InterruptedException {
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        accounts.store(connection(CALLED_BACK, true));
        Secrets secrets =
                new SecretsManagerSecrets(
                        system.secretsManager(),
                        system.environment("ProviderWebhook").getOrDefault("SECRETS_PREFIX", ""),
                        Clock.systemUTC());
        secrets.replaceWebhook(
                CALLED_BACK,
                secrets.heldWebhook(CALLED_BACK),
                List.of(new Secret("k-1", SECRET, null)));
        String body =
                "{\"id\": \"%s\", \"organization_id\": \"org-1\", \"event_type\": \"any\"}"
                        .formatted(EVENT);

        try (LambdaProcess webhook = start("ProviderWebhook")) {
            assertThat(delivered(webhook, notice(SECRET, body))).isTrue();
            JsonNode forged = json(webhook.invoke(notice("forged", body)));
            assertThat(forged.path("statusCode").asInt()).isEqualTo(404);
            assertThat(forged.path("body").asText()).isEmpty();
        }

        assertThat(receive("SettleQueue").body())
                .isEqualTo(Messages.of(new Notice(CALLED_BACK, EVENT)));
    }

    @Test
    void settingsAreForPeopleThatTheAuthorizerVouchesFor() throws InterruptedException {
        try (LambdaProcess api = start("SettingsApi")) {
            String issuer = system.environment("SettingsApi").getOrDefault("AUTH_ISSUER", "");

            assertThat(status(api.invoke(get("/health").toString()))).isEqualTo(200);
            assertThat(status(api.invoke(get("/api/connections").toString()))).isEqualTo(401);
            assertThat(
                            status(
                                    api.invoke(
                                            LambdaEvents.signedIn(get("/api/connections"), issuer)
                                                    .toString())))
                    .isEqualTo(200);
            assertThat(
                            status(
                                    api.invoke(
                                            LambdaEvents.signedIn(
                                                            get("/api/connections"),
                                                            "https://elsewhere.example")
                                                    .toString())))
                    .isEqualTo(401);
        }
    }

    @Test
    void missingVariableFailsAtStartWithWhatToSet() throws InterruptedException {
        Map<String, String> environment = new HashMap<>(system.environment("CertificateWebhook"));
        environment.remove("CERTIFICATES_QUEUE_URL");

        try (LambdaProcess webhook = start("CertificateWebhook", environment)) {
            assertThat(json(webhook.initFailure()).path("errorMessage").asText())
                    .contains("Set the environment variable CERTIFICATES_QUEUE_URL");
            assertThat(webhook.exitValue()).isNotZero();
        }
    }

    /// A connection that is disabled: the badge ends in a hold, and no provider is called.
    private void settle() {
        Instant now = Instant.now();
        DynamoAccounts accounts =
                new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
        accounts.store(
                new Source(SOURCE, "Academy", "standard", SOURCE.value(), Map.of(), now, now, 0));
        accounts.store(connection(CONNECTION, false));
        accounts.store(
                new Template(
                        TEMPLATE,
                        new ProviderTemplate(
                                TEMPLATE.providerId(),
                                "Welding I",
                                null,
                                null,
                                Template.State.ACTIVE,
                                false,
                                List.of(),
                                now),
                        true,
                        Template.Choices.DEFAULT,
                        now,
                        now,
                        0));
        new DynamoRules(system.dynamoDb(), system.tableName("SettingsTable"))
                .add(
                        Rule.mapping(
                                new RuleId(TEMPLATE, "welding"),
                                EventType.CERTIFICATE_ISSUED,
                                SOURCE,
                                "welding-1",
                                null,
                                now),
                        _ -> SOURCE.value());
        Secrets secrets =
                new SecretsManagerSecrets(
                        system.secretsManager(),
                        system.environment("CertificateWebhook").getOrDefault("SECRETS_PREFIX", ""),
                        Clock.systemUTC());
        secrets.replace(SOURCE, secrets.held(SOURCE), List.of(new Secret("s-1", SECRET, null)));
    }

    private static Connection connection(ConnectionId id, boolean enabled) {
        Instant now = Instant.now();
        return new Connection(
                id,
                "Main",
                "credly",
                "org-1",
                URI.create("https://api.credly.com"),
                enabled,
                true,
                5,
                now,
                now,
                0);
    }

    private LambdaProcess start(String function) {
        return start(function, system.environment(function));
    }

    private LambdaProcess start(String function, Map<String, String> environment) {
        return LambdaProcess.start(
                SamTemplate.jar(function),
                SamTemplate.properties(function).path("Handler").asText(),
                environment,
                system.endpoints());
    }

    /// Posts as platforms do: again, after a 503. A first call on a busy machine may take longer
    /// than the function waits for.
    private static boolean delivered(LambdaProcess webhook, String post)
            throws InterruptedException {
        for (int i = 0; i < MOST_POSTS; i++) {
            int status = status(webhook.invoke(post));
            assertThat(status).isIn(200, 503);
            if (status == 200) {
                return true;
            }
        }
        return false;
    }

    private static String post(String body) {
        return post(SOURCE, Signature.headers(SECRET, "delivery-1", Instant.now(), body), body);
    }

    private static String post(SourceId source, Map<String, String> headers, String body) {
        return LambdaEvents.routed(
                        LambdaEvents.http(
                                "POST", "/webhooks/certificates/" + source, headers, body),
                        "POST /webhooks/certificates/{source}",
                        Map.of("source", source.value()))
                .toString();
    }

    private static String notice(String key, String body) {
        return LambdaEvents.routed(
                        LambdaEvents.http(
                                "POST",
                                "/webhooks/credly/" + CALLED_BACK + "/" + key,
                                Map.of("content-type", "application/json"),
                                body),
                        "POST /webhooks/credly/{connection}/{key}",
                        Map.of("connection", CALLED_BACK.value(), "key", key))
                .toString();
    }

    private static ObjectNode get(String path) {
        return LambdaEvents.http("GET", path, Map.of(), "");
    }

    private Message receive(String queue) {
        List<Message> messages =
                system.sqs()
                        .receiveMessage(b ->
                                b.queueUrl(system.queueUrl(queue))
                                        .maxNumberOfMessages(1)
                                        .waitTimeSeconds(10))
                        .messages();
        assertThat(messages).as(queue).hasSize(1);
        return messages.getFirst();
    }

    private static Message broken() {
        return Message.builder().messageId("broken").body("{\"v\": 1").build();
    }

    private static List<String> failures(LambdaProcess function, Message... messages)
            throws InterruptedException {
        return SamTemplate.stream(
                        json(function.invoke(LambdaEvents.sqs(List.of(messages))))
                                .path("batchItemFailures"))
                .map(failure -> failure.path("itemIdentifier").asText())
                .toList();
    }

    private static int status(String answer) {
        return json(answer).path("statusCode").asInt();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }
}
