package org.badgebridge.acceptance.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.SamTemplate.environment;
import static org.badgebridge.acceptance.SamTemplate.ids;
import static org.badgebridge.acceptance.SamTemplate.oneOrMany;
import static org.badgebridge.acceptance.SamTemplate.properties;
import static org.badgebridge.acceptance.SamTemplate.resource;
import static org.badgebridge.acceptance.SamTemplate.resourceIds;
import static org.badgebridge.acceptance.SamTemplate.root;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Who signs people and machines in.
final class SignInTest {

    private static final String COGNITO = "AWS::Cognito::";
    private static final String CLIENT = "AWS::Cognito::UserPoolClient";

    @Test
    void userPoolIsThereOnlyWhereNoOtherIssuerIsNamed() {
        assertThat(resourceIds().stream().filter(id -> type(id).startsWith(COGNITO)))
                .hasSizeGreaterThan(5)
                .allSatisfy(id ->
                        assertThat(resource(id).path("Condition").asText()).isEqualTo("OwnPool"));
    }

    @Test
    void nobodySignsUpByThemselvesAndASecondFactorIsNeeded() {
        JsonNode pool = properties("UserPool");

        assertThat(pool.at("/AdminCreateUserConfig/AllowAdminCreateUserOnly").asBoolean()).isTrue();
        assertThat(pool.path("MfaConfiguration").asText()).isEqualTo("ON");
        assertThat(pool.at("/Policies/PasswordPolicy/MinimumLength").asInt())
                .isGreaterThanOrEqualTo(12);
    }

    @Test
    void usersOutliveTheStack() {
        assertThat(properties("UserPool").path("DeletionProtection").asText()).isEqualTo("ACTIVE");
        assertThat(resource("UserPool").path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(resource("UserPool").path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    }

    @Test
    void tokensCanBeTakenBackAndNobodyLearnsWhichUsersThereAre() {
        assertThat(ids(CLIENT))
                .hasSize(2)
                .allSatisfy(id -> {
                    JsonNode client = properties(id);
                    assertThat(client.path("EnableTokenRevocation").asBoolean()).isTrue();
                    assertThat(client.path("PreventUserExistenceErrors").asText())
                            .isEqualTo("ENABLED");
                    assertThat(client.path("ExplicitAuthFlows"))
                            .hasToString("[\"ALLOW_REFRESH_TOKEN_AUTH\"]");
                });
    }

    /// Without a secret only PKCE ties a code to who asked for it, so there must be no other flow.
    @Test
    void consoleHasNoSecretAndGetsCodesAtItsOwnAddressOnly() {
        JsonNode client = properties("ConsoleClient");

        assertThat(client.path("GenerateSecret").asBoolean(true)).isFalse();
        assertThat(withConsoleUrl(client, "AllowedOAuthFlows")).hasToString("[\"code\"]");
        assertThat(withConsoleUrl(client, "CallbackURLs"))
                .hasToString("[{\"Fn::Sub\":\"${ConsoleUrl}/\"}]");
        assertThat(withConsoleUrl(client, "AllowedOAuthScopes").toString())
                .doesNotContain("ScopePrefix");
    }

    @Test
    void machineGetsTheOneScopeThatItWasGivenByItsSecret() {
        JsonNode client = properties("MachineClient");

        assertThat(client.path("GenerateSecret").asBoolean()).isTrue();
        assertThat(client.path("AllowedOAuthFlows")).hasToString("[\"client_credentials\"]");
        assertThat(client.path("AllowedOAuthScopes"))
                .hasToString("[{\"Fn::Sub\":\"${ScopePrefix}/${MachineAccess}\"}]");
        assertThat(root().at("/Parameters/MachineAccess/Default").asText()).isEqualTo("mappings");
    }

    @Test
    void scopesAndGroupsAreThoseThatTheApiKnows() {
        JsonNode variables = environment("SettingsApi");

        assertThat(properties("ApiScopes").path("Scopes").findValuesAsText("ScopeName"))
                .containsExactlyInAnyOrder("all", "mappings");
        assertThat(variables.path("AUTH_SCOPE_PREFIX"))
                .isEqualTo(properties("ApiScopes").path("Identifier"));
        assertThat(List.of(variables.path("AUTH_ADMIN_GROUP"), variables.path("AUTH_VIEWER_GROUP")))
                .containsExactly(
                        properties("AdminUsers").path("GroupName"),
                        properties("ViewerUsers").path("GroupName"));
    }

    /// What the gateway did not check, the function must not believe.
    @Test
    void functionBelievesTheIssuerOfTheAuthorizerAndNoOther() {
        JsonNode auth = root().at("/Globals/HttpApi/Auth");
        JsonNode jwt = auth.path("Authorizers").path("Oidc").path("JwtConfiguration");

        assertThat(auth.path("DefaultAuthorizer").asText()).isEqualTo("Oidc");
        assertThat(environment("SettingsApi").path("AUTH_ISSUER")).isEqualTo(jwt.path("issuer"));
        assertThat(oneOrMany(jwt.at("/audience/Fn::If/1")))
                .extracting(each -> each.path("Ref").asText())
                .containsExactlyInAnyOrderElementsOf(ids(CLIENT));
    }

    @Test
    void otherIssuerNeedsAnAudience() {
        assertThat(root().at("/Rules/AnotherIssuer/Assertions")).hasSize(1);
    }

    private static String type(String id) {
        return resource(id).path("Type").asText();
    }

    private static JsonNode withConsoleUrl(JsonNode client, String property) {
        JsonNode choice = client.path(property).path("Fn::If");
        assertThat(choice.path(0).asText()).isEqualTo("HasConsoleUrl");
        assertThat(choice.path(2)).hasToString("{\"Ref\":\"AWS::NoValue\"}");
        return choice.path(1);
    }
}
