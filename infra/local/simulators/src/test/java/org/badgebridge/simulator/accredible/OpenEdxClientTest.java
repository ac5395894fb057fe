package org.badgebridge.simulator.accredible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The requests that Open edX's Accredible client sends, as they were captured: by `Bearer`, with
/// times behind dates, a trailing blank, and PATCH.
final class OpenEdxClientTest {
    private final AccredibleSimulator simulator = AccredibleSimulator.start(0);
    private final Issuer issuer = simulator.control().createIssuer("Sample Academy");
    private final Group group = simulator.control().createGroup(issuer, "Welding I");
    private final Api edx =
            new Api(simulator.url(), "Bearer " + simulator.control().createKey(issuer).key());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void itReadsGroupsAndTheirPictures() {
        JsonNode first = edx.get("/v1/issuer/all_groups").json().path("groups").path(0);
        assertThat(first.path("id").asLong()).isEqualTo(group.id());
        assertThat(first.path("name").asText()).isEqualTo("Welding I");
        JsonNode design =
                edx.get("/v1/designs/" + first.path("primary_design_id").asText())
                        .json()
                        .path("design");
        assertThat(design.path("rasterized_content_url").asText()).startsWith("http");
        assertThat(edx.get("/v1/designs/None").status()).isEqualTo(404);
    }

    @Test
    void itIssuesAndExpires() {
        String body =
                """
                {"credential": {"recipient": {"name": "edX Learner", "email": "edx@example.com"},
                 "group_id": %d, "name": "Welding I", "issued_on": "2026-08-11 10:20:30 +0000",
                 "complete": true}}
                """
                        .formatted(group.id());
        Api.Reply issued = edx.post("/v1/credentials", body);
        assertThat(issued.status()).isEqualTo(200);
        assertThat(issued.credential().path("issued_on").asText()).isEqualTo("2026-08-11");
        assertThat(issued.credential().path("approve").asBoolean()).isTrue();
        String id = issued.credential().path("id").asText();

        Api.Reply expired =
                edx.send(
                        "PATCH",
                        "/v1/credentials/" + id,
                        "{\"credential\": {\"expired_on\": \"2026-08-12 08:00:00 \"}}");
        assertThat(expired.status()).isEqualTo(200);
        assertThat(expired.credential().path("expired_on").asText()).isEqualTo("2026-08-12");
        assertThat(edx.get("/v1/credentials/" + id).status()).isEqualTo(200);
    }
}
