package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

class AuthenticationTest {
    private final World world = World.start();

    @AfterEach
    void close() {
        world.close();
    }

    private int status(String credentials) {
        return world.callerWith(credentials).get("").status();
    }

    @Test
    void aTokenIsTakenWithAndWithoutItsColon() {
        assertThat(status(world.token().token() + ":")).isEqualTo(200);
        assertThat(status(world.token().token())).isEqualTo(200);
    }

    @Test
    void aTokenWithABarIsTakenOnlyWhenTheSwitchIsOn() {
        assertThat(status(world.token().token() + "|")).isEqualTo(401);
        world.control().set(Switch.BAR_TOKEN, true);
        assertThat(status(world.token().token() + "|")).isEqualTo(200);
    }

    @Test
    void anUnknownRemovedExpiredOrMissingTokenIsUnauthorized() {
        assertThat(status("unknown:")).isEqualTo(401);
        HttpRequest without =
                HttpRequest.newBuilder(
                                URI.create(
                                        world.simulator().url()
                                                + "/v1/organizations/"
                                                + world.organization().id()))
                        .build();
        assertThat(Caller.send(without).status()).isEqualTo(401);
        Token expired = world.control().createToken(world.organization());
        world.control().expireToken(expired, Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(status(expired.token() + ":")).isEqualTo(401);
        world.control().removeToken(world.token());
        assertThat(status(world.token().token() + ":")).isEqualTo(401);
    }

    @Test
    void aTokenDiesAfter180Days() {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        try (World aging = World.start(SimulatorOptions.onPort(0).at(now::get))) {
            now.set(Instant.parse("2026-06-29T23:59:59Z"));
            assertThat(aging.caller().get("").status()).isEqualTo(200);
            now.set(Instant.parse("2026-06-30T00:00:00Z"));
            assertThat(aging.caller().get("").status()).isEqualTo(401);
        }
    }

    @Test
    void aTokenMayOnlyDoWhatItsFlagsSay() {
        String id = world.issue("ada@example.test", "a").id();
        CredlyControl control = world.control();
        Token reader = control.createToken(world.organization(), true, false, false);
        Caller reads = world.callerWith(reader.token() + ":");
        assertThat(reads.get("/badges").status()).isEqualTo(200);
        assertThat(reads.issue(world.order("b@example.test", "b")).status()).isEqualTo(403);
        assertThat(reads.delete("/badges/" + id).status()).isEqualTo(403);
        Token writer = control.createToken(world.organization(), false, true, false);
        Caller writes = world.callerWith(writer.token() + ":");
        assertThat(writes.get("/badges").status()).isEqualTo(403);
        assertThat(writes.issue(world.order("b@example.test", "b")).status()).isEqualTo(201);
    }

    @Test
    void anotherOrganizationIsNotFoundOrForbiddenAsTheSwitchSays() {
        Organization other = world.control().createOrganization("Other");
        Caller stranger =
                new Caller(world.simulator().url(), other.id(), world.token().token() + ":");
        assertThat(stranger.get("/badges").status()).isEqualTo(404);
        world.control().set(Switch.FOREIGN_ORGANIZATION_STATUS, 403);
        assertThat(stranger.get("/badges").status()).isEqualTo(403);
    }

    @Test
    void whatTheApiDoesNotHaveIsNotFound() {
        assertThat(world.caller().get("/nothing").status()).isEqualTo(404);
        assertThat(world.caller().put("/badges", SimulatorJson.object()).status()).isEqualTo(404);
        assertThat(world.caller().get("/badges/a/b/c").status()).isEqualTo(404);
    }
}
