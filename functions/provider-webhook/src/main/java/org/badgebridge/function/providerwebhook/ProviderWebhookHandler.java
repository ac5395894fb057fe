package org.badgebridge.function.providerwebhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import org.badgebridge.adapter.aws.AwsClients;
import org.badgebridge.adapter.aws.Environment;
import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.adapter.sqs.SqsSettleQueue;
import org.badgebridge.log.Log;
import org.badgebridge.wiring.KnownProviders;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Takes posts of providers from an HTTP API (payload format 2.0) and answers when the settle queue
/// has them. Thread-safe.
public final class ProviderWebhookHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /// In the worst case five calls follow one another: connections, keys, keys again, connections
    /// again, the queue. They fit into the function's 12 seconds.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(2);

    private final Reception reception;

    public ProviderWebhookHandler() {
        this(System.getenv());
    }

    /// Throws IllegalStateException, saying what to set, when the environment is not complete.
    public ProviderWebhookHandler(Map<String, String> environment) {
        this(wired(new Environment(environment)));
    }

    ProviderWebhookHandler(Reception reception) {
        this.reception = reception;
    }

    private static Reception wired(Environment environment) {
        String settingsTable = environment.text("SETTINGS_TABLE");
        String queueUrl = environment.text("SETTLE_QUEUE_URL");
        String secretsPrefix = environment.text("SECRETS_PREFIX");
        AwsClients clients = new AwsClients(LONGEST_CALL);
        Clock clock = Clock.systemUTC();
        return new Reception(
                new DynamoAccounts(clients.dynamoDb(), settingsTable),
                new SecretsManagerSecrets(clients.secretsManager(), secretsPrefix, clock),
                new SqsSettleQueue(clients.sqs(), queueUrl),
                KnownProviders.posts(),
                new Log(System.out, "provider-webhook"),
                clock);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(
            APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return reception.receive(Request.of(event)).response();
    }
}
