package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpRequest;

/// Replays what Open edX Credentials sends, byte for byte where it matters: Basic without a colon,
/// a slash at the end of every path, no `issuer_earner_id`.
class OpenEdxClientTest {
    private final World world = World.start();

    @AfterEach
    void close() {
        world.close();
    }

    private Caller.Reply send(String method, String path, @Nullable String body) {
        return sendTo(
                method,
                world.simulator().url() + "/v1/organizations/" + world.organization().id() + path,
                body);
    }

    private Caller.Reply sendTo(String method, String url, @Nullable String body) {
        return Caller.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .header("Authorization", Caller.basic(world.token().token()))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void itTestsTheConnection() {
        Caller.Reply reply = send("GET", "/", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.data().path("name").asText()).isEqualTo("Sample Academy");
    }

    @Test
    void itReadsEveryPageOfActiveTemplates() {
        world.control().set(Switch.PAGE_SIZE, 2);
        for (int i = 0; i < 4; i++) {
            world.control().createTemplate(world.organization(), "Template " + i);
        }
        world.control().archiveTemplate(world.template());
        Caller.Reply reply = send("GET", "/badge_templates/?filter=state::active", null);
        int pages = reply.json().path("metadata").path("total_pages").asInt();
        int read = reply.data().size();
        for (int page = 2; page <= pages; page++) {
            JsonNode next = reply.json().path("metadata").path("next_page_url");
            reply = sendTo("GET", next.asText(), null);
            read += reply.data().size();
        }
        assertThat(pages).isEqualTo(2);
        assertThat(read).isEqualTo(4);
    }

    @Test
    void itIssuesAndRevokes() {
        String body =
                """
                {"recipient_email": "edx@example.com", "issued_to_first_name": "edx",
                 "issued_to_last_name": "edx", "badge_template_id": "%s",
                 "issued_at": "2026-08-11 10:20:30 +0000"}
                """
                        .formatted(world.template().id());
        Caller.Reply issued = send("POST", "/badges/", body);
        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.data().path("state").asText()).isEqualTo("pending");
        Caller.Reply revoked =
                send(
                        "PUT",
                        "/badges/" + issued.id() + "/revoke/",
                        "{\"reason\": \"Open edX internal badge revoking\"}");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.data().path("state").asText()).isEqualTo("revoked");
    }

    @Test
    void itFetchesTheEventOfAWebhook() {
        world.control()
                .changeTemplate(world.template(), SimulatorJson.object().put("name", "Renamed"));
        String id = world.control().events().getLast().id();
        JsonNode event = send("GET", "/events/" + id + "/", null).data();
        assertThat(event.path("event_type").asText()).isEqualTo("badge_template.changed");
        assertThat(event.path("badge_template").path("name").asText()).isEqualTo("Renamed");
        assertThat(event.path("badge_template").path("owner").path("id").asText())
                .isEqualTo(world.organization().id());
    }
}
