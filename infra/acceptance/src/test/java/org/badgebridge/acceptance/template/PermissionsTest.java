package org.badgebridge.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.SamTemplate.ROLE;
import static org.badgebridge.acceptance.SamTemplate.ids;
import static org.badgebridge.acceptance.SamTemplate.oneOrMany;
import static org.badgebridge.acceptance.SamTemplate.properties;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.acceptance.SamTemplate;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each function may do.
final class PermissionsTest {

    private static final String SECRET_ARN =
            "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:badgebridge/${Stage}/";

    private static final Set<String> CHANGING_SECRETS =
            Set.of(
                    "secretsmanager:CreateSecret",
                    "secretsmanager:PutSecretValue",
                    "secretsmanager:DeleteSecret");

    @Test
    void everyRightIsWrittenOutHere() {
        assertThat(ids(ROLE))
                .isNotEmpty()
                .allSatisfy(role -> {
                    assertThat(properties(role).path("ManagedPolicyArns").isMissingNode()).isTrue();
                    assertThat(SamTemplate.statements(role)).isNotEmpty();
                });
    }

    @Test
    void noRightIsToEverything() {
        assertThat(statements())
                .isNotEmpty()
                .allSatisfy(statement -> {
                    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
                    assertThat(statement.path("NotAction").isMissingNode()).isTrue();
                    assertThat(statement.path("NotResource").isMissingNode()).isTrue();
                    assertThat(actions(statement))
                            .isNotEmpty()
                            .noneMatch(action -> action.contains("*"));
                    assertThat(oneOrMany(statement.path("Resource")))
                            .isNotEmpty()
                            .noneMatch(resource -> resource.asText().equals("*"));
                });
    }

    @Test
    void everyResourceIsOfThisStack() {
        assertThat(statements().flatMap(each -> oneOrMany(each.path("Resource")).stream()))
                .isNotEmpty()
                .allSatisfy(resource -> {
                    String written = resource.path("Fn::Sub").asText();
                    boolean ours =
                            resource.has("Ref")
                                    || resource.has("Fn::GetAtt")
                                    || written.startsWith("${SettingsTable.Arn}/index/")
                                    || written.startsWith("${BadgesTable.Arn}/index/")
                                    || written.startsWith(SECRET_ARN);
                    assertThat(ours).as(resource.toString()).isTrue();
                });
    }

    @Test
    void secretsAreThoseOfThisStageAlone() {
        assertThat(
                        statements()
                                .filter(each ->
                                        actions(each).stream().anyMatch(PermissionsTest::secret)))
                .isNotEmpty()
                .allSatisfy(statement -> {
                    assertThat(actions(statement)).allMatch(PermissionsTest::secret);
                    assertThat(oneOrMany(statement.path("Resource")))
                            .allSatisfy(resource ->
                                    assertThat(
                                                    resource.path("Ref")
                                                                    .asText()
                                                                    .equals("IdentityKey")
                                                            || resource.path("Fn::Sub")
                                                                    .asText()
                                                                    .startsWith(SECRET_ARN))
                                            .as(resource.toString())
                                            .isTrue());
                });
    }

    @Test
    void onlyAdminsChangeSecrets() {
        assertThat(
                        ids(ROLE).stream()
                                .filter(role ->
                                        SamTemplate.statements(role).stream()
                                                .flatMap(each -> actions(each).stream())
                                                .anyMatch(CHANGING_SECRETS::contains)))
                .containsExactly("SettingsApiRole");
    }

    /// Its changes are the ones that cannot be taken back.
    @Test
    void tokensOfProvidersAreReadWhereProvidersAreCalled() {
        assertThat(
                        ids(ROLE).stream()
                                .filter(role ->
                                        SamTemplate.statements(role).stream()
                                                .map(JsonNode::toString)
                                                .anyMatch(text -> text.contains("/connections/"))))
                .containsExactlyInAnyOrder(
                        "BadgeIssuerRole", "HousekeepingRole", "SettingsApiRole");
    }

    @Test
    void providersWebhookReadsItsKeysAndNoToken() {
        assertThat(
                        SamTemplate.statements("ProviderWebhookRole").stream()
                                .filter(each ->
                                        actions(each).stream().anyMatch(PermissionsTest::secret))
                                .flatMap(each -> oneOrMany(each.path("Resource")).stream())
                                .map(each -> each.path("Fn::Sub").asText()))
                .containsExactly(SECRET_ARN + "webhooks/*");
        assertThat(
                        ids(ROLE).stream()
                                .filter(role ->
                                        SamTemplate.statements(role).stream()
                                                .map(JsonNode::toString)
                                                .anyMatch(text -> text.contains("/webhooks/"))))
                .containsExactlyInAnyOrder("ProviderWebhookRole", "SettingsApiRole");
    }

    /// As the functions' own tests see them do: all sources, all connections, in one query.
    @Test
    void webhooksReadOneListOfTheSettingsAndNoMore() {
        assertThat(settingsOf("CertificateWebhookRole")).isEqualTo("dynamodb:Query [SOURCES]");
        assertThat(settingsOf("ProviderWebhookRole")).isEqualTo("dynamodb:Query [CONNECTIONS]");
    }

    @Test
    void everyRoleIsAFunctionsOrThePipes() {
        Stream<String> users =
                Stream.concat(
                                ids(SamTemplate.FUNCTION).stream()
                                        .map(id -> properties(id).path("Role")),
                                ids(SamTemplate.PIPE).stream()
                                        .map(id -> properties(id).path("RoleArn")))
                        .map(SamTemplate::referred);

        assertThat(users).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids(ROLE));
    }

    private static String settingsOf(String role) {
        return SamTemplate.statements(role).stream()
                .filter(each -> SamTemplate.referred(each.path("Resource")).equals("SettingsTable"))
                .map(each ->
                        String.join(" ", actions(each))
                                + " "
                                + SamTemplate.stream(
                                                each.path("Condition")
                                                        .path("ForAllValues:StringEquals")
                                                        .path("dynamodb:LeadingKeys"))
                                        .map(JsonNode::asText)
                                        .toList())
                .collect(Collectors.joining(", "));
    }

    private static boolean secret(String action) {
        return action.startsWith("secretsmanager:");
    }

    private static Stream<JsonNode> statements() {
        return ids(ROLE).stream().flatMap(role -> SamTemplate.statements(role).stream());
    }

    private static List<String> actions(JsonNode statement) {
        return oneOrMany(statement.path("Action")).stream().map(JsonNode::asText).toList();
    }
}
