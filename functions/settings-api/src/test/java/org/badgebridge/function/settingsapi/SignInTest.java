package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

@WithTestSystem
final class SignInTest {

    private static final Map<String, String> VIEWER =
            claims("sub", "vera", "cognito:groups", "[badgebridge-viewer]");

    private static final Map<String, String> MAPPER =
            claims("sub", "machine", "scope", "badgebridge/mappings");

    private final ApiWorld world;

    SignInTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void withoutAuthorizerNothingIsAnswered() {
        var reply = world.call(ApiWorld.request("GET", "/api/connections", null, null));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers())
                .containsEntry("www-authenticate", "Bearer")
                .containsEntry("content-type", "application/problem+json");
    }

    @Test
    void tokenOfAnotherIssuerIsNobodys() {
        var claims = Map.of("iss", "https://elsewhere.example", "sub", "mallory");

        var reply = world.call(ApiWorld.request("GET", "/api/connections", null, claims));

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    void tokenThatNamesNobodyIsNobodys() {
        var claims = Map.of("iss", ApiWorld.ISSUER);

        assertThat(world.call(ApiWorld.request("GET", "/api/pause", null, claims)).status())
                .isEqualTo(401);
    }

    @Test
    void whatDoesNotExistIsNotToldToStrangers() {
        assertThat(world.call(ApiWorld.request("GET", "/api/nothing", null, null)).status())
                .isEqualTo(401);
        assertThat(world.call(ApiWorld.request("GET", "/api", null, null)).status()).isEqualTo(401);
    }

    @Test
    void healthIsOpenToAll() {
        var reply = world.call(ApiWorld.request("GET", "/health", null, null));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/status")).isEqualTo("ok");
    }

    @Test
    void personIsNamedByAnotherClaimWhereThereIsNoSubject() {
        var claims = claims("username", "grace", "scope", "badgebridge/all");
        world.call(ApiWorld.request("GET", "/api/pause", null, claims));

        assertThat(world.logged()).contains("\"who\":\"grace\"");
    }

    @Test
    void tokenThatAllowsNothingIsToldWhatItLacks() {
        for (String path : List.of("/api/connections", "/api/me", "/api/nothing")) {
            var reply = as("GET", path, claims("sub", "sam", "cognito:groups", "[cooks]"));

            assertThat(reply.status()).as(path).isEqualTo(403);
            assertThat(reply.text("/type")).isEqualTo("urn:badgebridge:problem:forbidden");
            assertThat(reply.text("/detail"))
                    .contains("badgebridge-admin and badgebridge-viewer (claim cognito:groups)")
                    .contains("badgebridge/all and badgebridge/mappings");
        }
        assertThat(world.logged()).contains("\"who\":\"sam\"");
    }

    @Test
    void idTokenIsNotMeantForTheApi() {
        var claims = new HashMap<>(ApiWorld.ADMIN_CLAIMS);
        claims.put("token_use", "id");
        assertThat(as("GET", "/api/me", claims).status()).isEqualTo(401);

        claims.put("token_use", "access");
        assertThat(as("GET", "/api/me", claims).status()).isEqualTo(200);
    }

    @Test
    void everybodyCanAskWhoTheyAre() {
        assertThat(as("GET", "/api/me", ApiWorld.ADMIN_CLAIMS).body())
                .isEqualTo("{\"who\":\"admin-1\",\"access\":\"admin\"}");
        assertThat(as("GET", "/api/me", VIEWER).text("/access")).isEqualTo("viewer");
        assertThat(as("GET", "/api/me", MAPPER).text("/access")).isEqualTo("mappings");
    }

    @Test
    void viewerSeesEverythingAndChangesNothing() {
        String connection = world.newConnection();

        for (Route route : ApiWorld.api(world.environment).router().routes()) {
            if (route.needs() == null) {
                continue;
            }
            String path = route.template().replaceAll("\\{[^}]+}", "none");
            int status = as(route.method(), path, VIEWER).status();
            if (route.method().equals("GET")) {
                assertThat(status).as(route.key()).isLessThan(500).isNotIn(401, 403);
            } else if (route.needs() != Access.VIEWER) {
                assertThat(status).as(route.key()).isEqualTo(403);
            }
        }
        assertThat(as("DELETE", "/api/connections/" + connection, VIEWER).status()).isEqualTo(403);
        assertThat(world.get("/api/connections/" + connection).status()).isEqualTo(200);
    }

    @Test
    void machineForMappingsChangesMappingsAndNothingElse() {
        Set<String> allowed = new TreeSet<>();
        for (Route route : ApiWorld.api(world.environment).router().routes()) {
            if (route.needs() != null && !route.method().equals("GET")) {
                String path = route.template().replaceAll("\\{[^}]+}", "none");
                if (as(route.method(), path, MAPPER).status() != 403) {
                    allowed.add(route.template().replaceAll("^(/api/[a-z]+).*", "$1"));
                }
            }
        }

        assertThat(allowed).contains("/api/mappings");
        assertThat(allowed).doesNotContain("/api/connections", "/api/sources", "/api/badges");
        assertThat(as("GET", "/api/badges", MAPPER).status()).isEqualTo(200);
        assertThat(as("PUT", "/api/pause", MAPPER).text("/detail"))
                .contains("the group badgebridge-admin or the scope badgebridge/all");
    }

    @Test
    void onlyAdminsUnmaskWhatIsMasked() {
        String deliveries = "/api/sources/" + world.newSource() + "/deliveries?reveal=";

        assertThat(as("GET", deliveries + "true", VIEWER).status()).isEqualTo(403);
        assertThat(as("GET", deliveries + "true", MAPPER).status()).isEqualTo(403);
        assertThat(as("GET", deliveries + "false", VIEWER).status()).isEqualTo(200);
        assertThat(world.get(deliveries + "true").status()).isEqualTo(200);
    }

    /// Promise 14.
    @Test
    void functionDoesNotStartWithoutItsAuthorizersConfiguration() {
        for (String name :
                List.of(
                        "AUTH_ISSUER",
                        "AUTH_GROUPS_CLAIM",
                        "AUTH_ADMIN_GROUP",
                        "AUTH_VIEWER_GROUP",
                        "AUTH_SCOPE_PREFIX")) {
            Map<String, String> environment = new HashMap<>(world.environment);
            environment.remove(name);
            refused(environment, name);
            environment.put(name, " ");
            refused(environment, name);
        }
    }

    private static void refused(Map<String, String> environment, String name) {
        assertThatThrownBy(() -> new SettingsApiHandler(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Set the environment variable " + name + " to ");
    }

    private ApiWorld.Reply as(String method, String path, Map<String, String> claims) {
        return world.call(ApiWorld.request(method, path, null, claims));
    }

    private static Map<String, String> claims(String... pairs) {
        Map<String, String> claims = new HashMap<>(Map.of("iss", ApiWorld.ISSUER));
        for (int i = 0; i < pairs.length; i += 2) {
            claims.put(pairs[i], pairs[i + 1]);
        }
        return claims;
    }

    @Test
    void functionStartsFromItsEnvironment() {
        var handler = new SettingsApiHandler(world.environment);

        var response =
                handler.handleRequest(
                        ApiWorld.request("GET", "/health", null, null), new SampleContext());

        assertThat(response.getStatusCode()).isEqualTo(200);
    }
}
