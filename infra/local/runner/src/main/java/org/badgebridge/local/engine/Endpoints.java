package org.badgebridge.local.engine;

import java.net.URI;
import java.util.Map;

/// Where AWS-compatible services answer, and the region and credentials that they accept.
///
/// @param region every ARN and signature names it
public record Endpoints(URI dynamoDb, URI sqs, URI secretsManager, String region) {

    /// The account of every local ARN and queue URL; LocalStack's as well as ElasticMQ's.
    public static final String ACCOUNT = "000000000000";

    /// DynamoDB Local takes letters and digits only.
    public static final String ACCESS_KEY = "local";

    public static final String SECRET_KEY = "local";

    /// The JVM system properties that lead any AWS SDK 2 client without settings of its own here,
    /// whatever class loader it lives in. Their exact case matters: the SDK ignores any other.
    public Map<String, String> systemProperties() {
        return Map.of(
                "aws.endpointUrlDynamoDb",
                dynamoDb.toString(),
                "aws.endpointUrlSqs",
                sqs.toString(),
                "aws.endpointUrlSecretsManager",
                secretsManager.toString(),
                "aws.region",
                region,
                "aws.accessKeyId",
                ACCESS_KEY,
                "aws.secretAccessKey",
                SECRET_KEY);
    }

    /// The URL of a queue. Its host is never called: the SDK sends to the endpoint.
    public String queueUrl(String queueName) {
        return sqs.resolve("/" + ACCOUNT + "/" + queueName).toString();
    }
}
