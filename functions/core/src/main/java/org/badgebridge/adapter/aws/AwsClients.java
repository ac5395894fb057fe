package org.badgebridge.adapter.aws;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;

/// Makes the clients of AWS services. Region, credentials and endpoints come from the SDK's own
/// chain (`AWS_REGION`, `AWS_ENDPOINT_URL`, ... and the system properties of the same meaning).
///
/// `longestCall` bounds every call with all of its retries. A function chooses it so that all the
/// calls it makes one after another fit into its timeout. The clients are thread-safe.
public final class AwsClients {

    /// How many idle connections to one host `HttpURLConnection` keeps for the next call. Its
    /// default of 5 is not a limit on calls, but the connections above it are closed after each
    /// call: with ten badges settled at once every second call would pay for a TLS handshake.
    private static final String KEPT_CONNECTIONS = "http.maxConnections";

    private static final int MAX_KEPT_CONNECTIONS = 32;
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final Duration longestCall;

    public AwsClients(Duration longestCall) {
        this.longestCall = longestCall;
        // Read once by the JDK, at the first connection.
        if (System.getProperty(KEPT_CONNECTIONS) == null) {
            System.setProperty(KEPT_CONNECTIONS, Integer.toString(MAX_KEPT_CONNECTIONS));
        }
    }

    public DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder()).build();
    }

    public SqsClient sqs() {
        return configured(SqsClient.builder()).build();
    }

    public SecretsManagerClient secretsManager() {
        return configured(SecretsManagerClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configured(
            B builder) {
        // One attempt that hangs still leaves time for another.
        Duration attempt = longestCall.multipliedBy(3).dividedBy(5);
        return builder.httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(attempt))
                .overrideConfiguration(c ->
                        c.apiCallTimeout(longestCall)
                                .apiCallAttemptTimeout(attempt)
                                .retryStrategy(
                                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                .maxAttempts(MAX_ATTEMPTS)
                                                .build()));
    }
}
