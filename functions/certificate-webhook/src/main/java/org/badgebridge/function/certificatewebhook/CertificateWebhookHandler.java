package org.badgebridge.function.certificatewebhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import org.badgebridge.adapter.aws.AwsClients;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.jwks.HttpKeySets;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.SqsCertificatesQueue;
import org.badgebridge.intake.Presets;
import org.badgebridge.log.Log;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Takes posts of learning platforms from an HTTP API (payload format 2.0) and answers when the
/// certificates queue has them. Thread-safe.
public final class CertificateWebhookHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /// Cold and in the worst case four calls follow one another: sources, secrets, secrets again,
    /// the queue; or sources, a platform's keys within 3 seconds, sources again, the queue. They
    /// fit into the function's 10 seconds.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(2);

    private final Reception reception;

    public CertificateWebhookHandler() {
        this(System.getenv());
    }

    /// Throws IllegalStateException, saying what to set, when the environment is not complete.
    public CertificateWebhookHandler(Map<String, String> environment) {
        this(wired(new Environment(environment)));
    }

    CertificateWebhookHandler(Reception reception) {
        this.reception = reception;
    }

    private static Reception wired(Environment environment) {
        String settingsTable = environment.text("SETTINGS_TABLE");
        String queueUrl = environment.text("CERTIFICATES_QUEUE_URL");
        String secretsPrefix = environment.text("SECRETS_PREFIX");
        AwsClients clients = new AwsClients(LONGEST_CALL);
        Clock clock = Clock.systemUTC();
        return new Reception(
                new DynamoAccounts(clients.dynamoDb(), settingsTable),
                new SecretsManagerSecrets(clients.secretsManager(), secretsPrefix, clock),
                new SqsCertificatesQueue(clients.sqs(), queueUrl),
                new Presets(),
                new HttpKeySets(clock),
                new Log(System.out, "certificate-webhook"),
                clock);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(
            APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return reception.receive(Request.of(event)).response();
    }
}
