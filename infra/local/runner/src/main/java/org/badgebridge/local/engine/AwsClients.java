package org.badgebridge.local.engine;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.net.URI;

/// AWS SDK clients for [Endpoints]. The caller closes them.
public final class AwsClients {

    private AwsClients() {}

    public static DynamoDbClient dynamoDb(
            Endpoints endpoints, ExecutionInterceptor... interceptors) {
        return at(DynamoDbClient.builder(), endpoints.dynamoDb(), endpoints, interceptors).build();
    }

    public static SqsClient sqs(Endpoints endpoints, ExecutionInterceptor... interceptors) {
        return at(SqsClient.builder(), endpoints.sqs(), endpoints, interceptors).build();
    }

    public static SecretsManagerClient secretsManager(
            Endpoints endpoints, ExecutionInterceptor... interceptors) {
        return at(
                        SecretsManagerClient.builder(),
                        endpoints.secretsManager(),
                        endpoints,
                        interceptors)
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B at(
            B builder, URI endpoint, Endpoints endpoints, ExecutionInterceptor... interceptors) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(endpoints.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        Endpoints.ACCESS_KEY, Endpoints.SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> {
                    for (ExecutionInterceptor interceptor : interceptors) {
                        settings.addExecutionInterceptor(interceptor);
                    }
                });
    }
}
