package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

@WithTestSystem
final class SignInTest {

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
        var claims = Map.of("iss", ApiWorld.ISSUER, "username", "grace");
        world.call(ApiWorld.request("GET", "/api/pause", null, claims));

        assertThat(world.logged()).contains("\"who\":\"grace\"");
    }

    @Test
    void functionDoesNotStartWithoutAnIssuer() {
        Map<String, String> environment = new HashMap<>(world.environment);
        environment.remove("AUTH_ISSUER");

        assertThatThrownBy(() -> new SettingsApiHandler(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AUTH_ISSUER");
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
