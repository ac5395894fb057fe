package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.badgebridge.adapter.secretsmanager.SecretsManagerSecrets;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The address that a connection's provider posts its events to.
@WithTestSystem
final class ConnectionWebhookTest {

    private final ApiWorld world;

    ConnectionWebhookTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void providerIsToldAnAddressWithAKeyThatIsNotShown() {
        String id = world.workingConnection();

        var reply = setUp(id, null);

        String key = keys(id).getFirst().value();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/ok").asBoolean()).as(reply.body()).isTrue();
        assertThat(reply.json().size()).isEqualTo(2);
        assertThat(key).matches("[A-Za-z0-9_-]{43}");
        assertThat(told()).isEqualTo(address(id, key));
    }

    @Test
    void askingAgainKeepsTheAddress() {
        String id = world.workingConnection();
        setUp(id, null);
        String first = told();

        assertThat(setUp(id, "{\"rotate\": false}").at("/ok").asBoolean()).isTrue();

        assertThat(told()).isEqualTo(first);
        assertThat(keys(id)).hasSize(1);
    }

    @Test
    void newKeyComesFirstAndTheOldOneStaysForAWeek() {
        String id = world.workingConnection();
        setUp(id, null);
        String first = told();
        Instant before = Instant.now();

        assertThat(setUp(id, "{\"rotate\": true}").at("/ok").asBoolean()).isTrue();

        List<Secret> keys = keys(id);
        assertThat(told()).isNotEqualTo(first);
        assertThat(keys).extracting(key -> address(id, key.value())).containsExactly(told(), first);
        assertThat(keys.getFirst().validUntil()).isNull();
        assertThat(requireNonNull(keys.getLast().validUntil()))
                .isBetween(before.plus(Duration.ofDays(7)), Instant.now().plus(Duration.ofDays(7)));
    }

    @Test
    void keyThatEndsAlreadyIsNotGivenLonger() {
        String id = world.workingConnection();
        setUp(id, null);
        setUp(id, "{\"rotate\": true}");
        Instant end = requireNonNull(keys(id).getLast().validUntil());

        setUp(id, "{\"rotate\": true}");

        assertThat(keys(id)).hasSize(3);
        assertThat(keys(id).getLast().validUntil()).isEqualTo(end);
    }

    @Test
    void keysAreNotMadeWithoutEnd() {
        String id = world.workingConnection();
        for (int i = 0; i < 5; i++) {
            assertThat(setUp(id, "{\"rotate\": true}").status()).isEqualTo(200);
        }
        String last = told();

        var reply = setUp(id, "{\"rotate\": true}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("5 keys").contains("7 days");
        assertThat(keys(id)).hasSize(5);
        assertThat(told()).isEqualTo(last);
    }

    @Test
    void addressThatTheProviderDoesNotTakeIsShownWithWhereToPasteIt() {
        String id = world.workingConnection();
        String organization =
                "{\"data\": {\"id\": \"%s\", \"webhook_url\": null}}"
                        .formatted(world.organization.id());
        world.credly()
                .add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(200).body(organization)));

        var reply = setUp(id, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/ok").asBoolean()).isFalse();
        assertThat(reply.text("/message")).contains("does not show this address");
        assertThat(reply.text("/url")).isEqualTo(address(id, keys(id).getFirst().value()));
        assertThat(reply.text("/how_to"))
                .contains("organization management > Developers > Webhooks");
    }

    @Test
    void tokenThatMayNotChangeTheOrganizationLeavesItToAPerson() {
        String id = world.newConnection();
        var reader = world.credly().createToken(world.organization, true, false, false);
        world.saveToken(id, reader.token());

        var reply = setUp(id, null);

        assertThat(reply.at("/ok").asBoolean()).isFalse();
        assertThat(reply.text("/message")).contains("no permission");
        assertThat(reply.text("/url")).isEqualTo(address(id, keys(id).getFirst().value()));
        assertThat(world.get("/api/connections/" + id).at("/health/ok").asBoolean()).isTrue();
    }

    @Test
    void providersTroubleKeepsTheKeyForTheNextTime() {
        String id = world.workingConnection();
        world.credly().add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(503)));
        String shown = setUp(id, null).text("/url");
        world.credly().clearFaults();

        assertThat(setUp(id, null).at("/ok").asBoolean()).isTrue();
        assertThat(told()).isEqualTo(shown);
    }

    @Test
    void connectionWithoutTokenIsGivenNoKey() {
        String id = world.newConnection();

        var reply = setUp(id, null);

        assertThat(reply.at("/ok").asBoolean()).isFalse();
        assertThat(reply.text("/message")).contains("No token");
        assertThat(reply.json().has("url")).isFalse();
        assertThat(keys(id)).isEmpty();
    }

    @Test
    void connectionWhoseOriginIsNoLongerAllowedIsNotCalled() {
        String id = world.workingConnection();
        try (ApiWorld later = new ApiWorld(world.system)) {
            var reply = later.post("/api/connections/" + id + "/webhook", null);

            assertThat(reply.at("/ok").asBoolean()).isFalse();
            assertThat(reply.text("/message")).contains("allowed origin");
            assertThat(keys(id)).isEmpty();
        }
    }

    @Test
    void whatIsWrongIsNamedAndChangesNothing() {
        String id = world.workingConnection();

        assertThat(setUp(id, "{\"rotate\": \"yes\", \"url\": \"x\"}").wrongFields())
                .containsExactlyInAnyOrder("rotate", "url");
        assertThat(setUp("no-such-connection", null).status()).isEqualTo(404);
        assertThat(keys(id)).isEmpty();
    }

    @Test
    void removedConnectionLeavesNoKey() {
        String id = world.workingConnection();
        setUp(id, null);
        assertThat(keys(id)).hasSize(1);

        assertThat(world.delete("/api/connections/" + id).status()).isEqualTo(204);

        assertThat(keys(id)).isEmpty();
    }

    /// With eyes of its own, past every cache.
    private List<Secret> keys(String connection) {
        return new SecretsManagerSecrets(
                        world.system.secretsManager(),
                        world.variable("SECRETS_PREFIX"),
                        Clock.systemUTC())
                .ofWebhook(new ConnectionId(connection));
    }

    private ApiWorld.Reply setUp(String connection, @Nullable String body) {
        return world.post("/api/connections/" + connection + "/webhook", body);
    }

    private String told() {
        return requireNonNull(world.credly().organizations().getFirst().webhookUrl());
    }

    private String address(String connection, String key) {
        return URI.create(world.variable("PUBLIC_URL"))
                + "/webhooks/credly/"
                + connection
                + "/"
                + key;
    }
}
