package org.badgebridge.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.nio.file.Path;
import java.time.Clock;

final class RestartedEnginesTest {

    @Test
    void eachFolderKeepsItsOwnInOneJvm(@TempDir Path first, @TempDir Path second) {
        try (EmbeddedEngines engines = start(first);
                SqsClient sqs = AwsClients.sqs(engines.endpoints());
                SecretsManagerClient secrets = AwsClients.secretsManager(engines.endpoints())) {
            sqs.createQueue(request -> request.queueName("jobs"));
            sqs.sendMessage(request ->
                    request.queueUrl(engines.endpoints().queueUrl("jobs")).messageBody("kept"));
            secrets.createSecret(request -> request.name("a/secret").secretString("kept"));
        }

        try (EmbeddedEngines engines = start(second);
                SqsClient sqs = AwsClients.sqs(engines.endpoints());
                SecretsManagerClient secrets = AwsClients.secretsManager(engines.endpoints())) {
            assertThat(sqs.listQueues().queueUrls()).isEmpty();
            assertThat(secrets.listSecrets().secretList()).isEmpty();
        }

        try (EmbeddedEngines engines = start(first);
                SqsClient sqs = AwsClients.sqs(engines.endpoints());
                SecretsManagerClient secrets = AwsClients.secretsManager(engines.endpoints())) {
            assertThat(
                            sqs.receiveMessage(request ->
                                            request.queueUrl(engines.endpoints().queueUrl("jobs")))
                                    .messages())
                    .extracting(message -> message.body())
                    .containsExactly("kept");
            assertThat(
                            secrets.getSecretValue(request -> request.secretId("a/secret"))
                                    .secretString())
                    .isEqualTo("kept");
        }
    }

    private static EmbeddedEngines start(Path folder) {
        return EmbeddedEngines.start(new Storage.Folder(folder), Clock.systemUTC());
    }
}
