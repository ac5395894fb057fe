package org.badgebridge.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

import java.net.URI;
import java.time.Clock;
import java.util.List;

final class SecretsEngineTest {

    private static final String TOKEN = "00000000-0000-0000-0000-000000000001";

    private final SecretsEngine engine =
            SecretsEngine.start(new Storage.InMemory(), "us-east-1", Clock.systemUTC());
    private final SecretsManagerClient secrets =
            AwsClients.secretsManager(
                    new Endpoints(
                            URI.create("http://127.0.0.1:1"),
                            URI.create("http://127.0.0.1:1"),
                            engine.endpoint(),
                            "us-east-1"));

    @AfterEach
    void close() {
        secrets.close();
        engine.close();
    }

    @Test
    void secretIsFoundByNameArnAndPartialArn() {
        CreateSecretResponse created =
                secrets.createSecret(request -> request.name("app/one-two3").secretString("v1"));

        String arn = created.arn();
        for (String id : List.of("app/one-two3", arn, arn.substring(0, arn.length() - 7))) {
            assertThat(value(id)).isEqualTo("v1");
        }
    }

    @Test
    void newValueIsCurrentAndTheOldOnePrevious() {
        secrets.createSecret(request -> request.name("s").secretString("v1"));
        secrets.putSecretValue(request -> request.secretId("s").secretString("v2"));
        secrets.putSecretValue(request -> request.secretId("s").secretString("v3"));

        assertThat(value("s")).isEqualTo("v3");
        assertThat(
                        secrets.getSecretValue(request ->
                                        request.secretId("s").versionStage("AWSPREVIOUS"))
                                .secretString())
                .isEqualTo("v2");
        assertThat(secrets.describeSecret(request -> request.secretId("s")).versionIdsToStages())
                .hasSize(2);
        assertThat(
                        secrets.listSecretVersionIds(
                                        request -> request.secretId("s").includeDeprecated(true))
                                .versions())
                .hasSize(3);
    }

    @Test
    void pendingValueBecomesCurrentWhenItsStageMoves() {
        String first =
                secrets.createSecret(request -> request.name("s").secretString("v1")).versionId();
        String pending =
                secrets.putSecretValue(request ->
                                request.secretId("s")
                                        .secretString("v2")
                                        .versionStages("AWSPENDING"))
                        .versionId();
        assertThat(value("s")).isEqualTo("v1");

        secrets.updateSecretVersionStage(request ->
                request.secretId("s")
                        .versionStage("AWSCURRENT")
                        .moveToVersionId(pending)
                        .removeFromVersionId(first));

        assertThat(value("s")).isEqualTo("v2");
        assertThat(
                        secrets.getSecretValue(request -> request.secretId("s").versionId(first))
                                .versionStages())
                .containsExactly("AWSPREVIOUS");
    }

    @Test
    void repeatedTokenWithTheSameValueDoesNothingMoreAndWithAnotherFails() {
        secrets.createSecret(
                request -> request.name("s").secretString("v1").clientRequestToken(TOKEN));
        secrets.createSecret(
                request -> request.name("s").secretString("v1").clientRequestToken(TOKEN));

        assertThatExceptionOfType(ResourceExistsException.class)
                .isThrownBy(() ->
                        secrets.createSecret(request -> request.name("s").secretString("other")));
        assertThatExceptionOfType(ResourceExistsException.class)
                .isThrownBy(() ->
                        secrets.putSecretValue(request ->
                                request.secretId("s")
                                        .secretString("v2")
                                        .clientRequestToken(TOKEN)));
        assertThat(value("s")).isEqualTo("v1");
    }

    @Test
    void deletedSecretIsRefusedUntilRestored() {
        secrets.createSecret(request -> request.name("s").secretString("v1"));
        secrets.deleteSecret(request -> request.secretId("s"));

        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> value("s"));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() ->
                        secrets.createSecret(request -> request.name("s").secretString("v2")));

        secrets.restoreSecret(request -> request.secretId("s"));
        assertThat(value("s")).isEqualTo("v1");
    }

    @Test
    void forcedDeletionMakesRoomForANewSecretOfThatName() {
        secrets.createSecret(request -> request.name("s").secretString("v1"));
        secrets.deleteSecret(request -> request.secretId("s").forceDeleteWithoutRecovery(true));

        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> value("s"));
        secrets.createSecret(request -> request.name("s").secretString("v2"));
        assertThat(value("s")).isEqualTo("v2");
    }

    @Test
    void bytesComeBackAsTheyWere() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, -1, 7});
        secrets.createSecret(request -> request.name("s").secretBinary(bytes));

        assertThat(secrets.getSecretValue(request -> request.secretId("s")).secretBinary())
                .isEqualTo(bytes);
    }

    @Test
    void secretsAreListedByPrefixPageByPage() {
        for (String name : List.of("a/1", "a/2", "a/3", "b/1")) {
            secrets.createSecret(request -> request.name(name).secretString("v"));
        }

        assertThat(
                        secrets
                                .listSecretsPaginator(request ->
                                        request.maxResults(2)
                                                .filters(
                                                        Filter.builder()
                                                                .key(FilterNameStringType.NAME)
                                                                .values("a/")
                                                                .build()))
                                .stream()
                                .flatMap(page -> page.secretList().stream()))
                .extracting(entry -> entry.name())
                .containsExactly("a/1", "a/2", "a/3");
    }

    private String value(String id) {
        return secrets.getSecretValue(request -> request.secretId(id)).secretString();
    }
}
