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
final class ConsoleTest {

    private final ApiWorld world;

    ConsoleTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void consoleKnowsTheIssuerBeforeAnybodyIsSignedIn() {
        var reply = world.call(ApiWorld.request("GET", "/console/config.json", null, null));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/sign_in")).isEqualTo("oidc");
        assertThat(reply.text("/issuer")).isEqualTo(ApiWorld.ISSUER);
        assertThat(reply.text("/client_id")).isEqualTo("badgebridge-test");
        assertThat(reply.text("/scopes")).isEqualTo("openid profile email");
    }

    @Test
    void onOneMachineItAsksForAToken() {
        Map<String, String> environment = new HashMap<>(world.environment);
        environment.put("CONSOLE_SIGN_IN", "token");

        var response =
                new SettingsApiHandler(environment)
                        .handleRequest(
                                ApiWorld.request("GET", "/console/config.json", null, null),
                                new SampleContext());

        assertThat(response.getBody()).isEqualTo("{\"sign_in\":\"token\"}");
    }

    @Test
    void filesAreOpenAndWhatIsNoneIsNotFound() {
        var file = world.call(ApiWorld.request("GET", "/console/sign-in.js", null, null));
        var none = world.call(ApiWorld.request("GET", "/console/none.js", null, null));
        var written = world.call(ApiWorld.request("POST", "/console/sign-in.js", "x", null));

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.headers())
                .containsEntry("content-type", "text/javascript; charset=utf-8")
                .hasEntrySatisfying(
                        "content-security-policy",
                        policy ->
                                assertThat(policy)
                                        .contains("connect-src 'self' " + ApiWorld.ISSUER + ";")
                                        .contains("img-src 'self' https://images.credly.com;"));
        assertThat(none.status()).isEqualTo(404);
        assertThat(written.status()).isEqualTo(404);
    }

    @Test
    void pluginOfLearnomyIsSavedRatherThanShown() {
        String howTo =
                world.get("/api/presets").items("how_to").stream()
                        .filter(text -> text.contains("/console/downloads/"))
                        .findFirst()
                        .orElseThrow();
        String address = "/console/downloads/badgebridge-learnomy.php";

        var file = world.call(ApiWorld.request("GET", address, null, null));

        assertThat(howTo).contains("(" + address + ")");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.headers())
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("content-disposition", "attachment");
        assertThat(file.body()).startsWith("<?php").contains("learnomy_certificate_issued");
    }

    @Test
    void unchangedFileIsNotSentAgain() {
        var event = ApiWorld.request("GET", "/console/sign-in.js", null, null);
        String tag = world.call(event).headers().getOrDefault("etag", "");
        event.setHeaders(Map.of("If-None-Match", tag));

        assertThat(world.call(event).status()).isEqualTo(304);
    }

    @Test
    void otherWayToSignInIsRefusedAtTheStart() {
        Map<String, String> environment = new HashMap<>(world.environment);
        environment.put("CONSOLE_SIGN_IN", "password");

        assertThatThrownBy(() -> new SettingsApiHandler(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CONSOLE_SIGN_IN is malformed");
    }
}
