package org.badgebridge.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

@WithTestSystem
@Isolated("sets what all clients of the JVM begin with")
class AwsClientsTest {

    private final TestSystem system;

    AwsClientsTest(TestSystem system) {
        this.system = system;
    }

    @Test
    void clientsFindRegionCredentialsAndEndpointsByThemselves() {
        AwsClients clients = new AwsClients(Duration.ofSeconds(20));
        try (DynamoDbClient dynamoDb = clients.dynamoDb();
                SqsClient sqs = clients.sqs();
                SecretsManagerClient secretsManager = clients.secretsManager()) {
            String table = system.tableName("BadgesTable");
            String queue = system.queueUrl("SettleQueue");
            String secret = system.secretName("IdentityKey");

            assertThat(dynamoDb.describeTable(b -> b.tableName(table)).table().tableName())
                    .isEqualTo(table);
            assertThat(sqs.sendMessage(b -> b.queueUrl(queue).messageBody("{}")).messageId())
                    .isNotBlank();
            assertThat(secretsManager.getSecretValue(b -> b.secretId(secret)).secretString())
                    .isNotBlank();
        }
    }

    @Test
    void aServiceThatNeverAnswersIsGivenUp() throws IOException {
        String endpoint = "aws.endpointUrlDynamoDb";
        String before = System.getProperty(endpoint, "");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.setProperty(endpoint, "http://localhost:" + silent.getLocalPort());
            try (DynamoDbClient client = new AwsClients(Duration.ofMillis(500)).dynamoDb()) {
                assertThatThrownBy(client::listTables).isInstanceOf(SdkClientException.class);
            }
        } finally {
            System.setProperty(endpoint, before);
        }
    }
}
