package org.badgebridge.simulator.accredible;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Evidence that comes after its credential, as Accredible's plugins send it.
final class EvidenceTest {
    private final AccredibleSimulator simulator = AccredibleSimulator.start(0);
    private final AccredibleControl control = simulator.control();
    private final Issuer issuer = control.createIssuer("Sample Academy");
    private final Group group = control.createGroup(issuer, "Welding I");
    private final Api api = Api.withKey(simulator.url(), control.createKey(issuer).key());
    private String credential = "";

    @BeforeEach
    void issue() {
        String order =
                """
                {"credential": {"recipient": {"name": "Ada Example", "email": "ada@example.org"},
                 "group_id": %d, "evidence_items":
                 [{"description": "Essay", "category": "url", "url": "https://example.org/essay"}]}}
                """
                        .formatted(group.id());
        credential =
                "/v1/credentials/"
                        + api.post("/v1/credentials", order).credential().path("id").asText();
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    private Api.Reply added(String fields) {
        return api.post(credential + "/evidence_items", "{\"evidence_item\": {" + fields + "}}");
    }

    private List<String> descriptions() {
        return api.get(credential)
                .credential()
                .path("evidence_items")
                .valueStream()
                .map(each -> each.path("description").asText())
                .toList();
    }

    private static JsonNode item(Api.Reply reply) {
        return reply.json().path("evidence_item");
    }

    @Test
    void evidenceIsAddedBehindWhatTheCredentialHas() {
        Api.Reply made =
                added(
                        """
                        "description": "Transcript", "category": "file",
                        "file": "https://example.org/a.pdf", "preview": "https://example.org/a.png"
                        """);
        assertThat(made.status()).isEqualTo(200);
        assertThat(item(made).path("type").asText()).isEqualTo("file");
        assertThat(item(made).path("link_url").asText()).isEqualTo("https://example.org/a.pdf");
        assertThat(item(made).path("preview_image_url").asText())
                .isEqualTo("https://example.org/a.png");
        assertThat(item(made).path("position").asInt()).isEqualTo(1);
        assertThat(descriptions()).containsExactly("Essay", "Transcript");
        String path = credential + "/evidence_items/" + item(made).path("id").asText();
        assertThat(item(api.get(path))).isEqualTo(item(made));
        assertThat(control.calls(Operation.OTHER)).isEqualTo(2);
    }

    @Test
    void changeOfEvidenceLeavesWhatWasNotSent() {
        String grade = "\"description\": \"Grade\", \"category\": \"grade\", \"string_object\": ";
        String path =
                credential + "/evidence_items/" + item(added(grade + "\"93\"")).path("id").asText();
        Api.Reply changed = api.put(path, "{\"evidence_item\": {\"string_object\": \"95\"}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(item(changed).at("/string_object/grade").asText()).isEqualTo("95");
        assertThat(item(changed).path("description").asText()).isEqualTo("Grade");
        assertThat(item(api.get(path))).isEqualTo(item(changed));
    }

    @Test
    void deletedEvidenceIsAnsweredOnceAndThenGone() {
        String path = credential + "/evidence_items/1";
        Api.Reply deleted = api.send("DELETE", path, null);
        assertThat(item(deleted).path("description").asText()).isEqualTo("Essay");
        assertThat(descriptions()).isEmpty();
        for (Api.Reply gone :
                List.of(api.get(path), api.put(path, "{}"), api.send("DELETE", path, null))) {
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.json().path("errors").asText())
                    .isEqualTo("No Evidence Item with the id given on the credential");
        }
    }

    @Test
    void evidenceWithoutDescriptionOrOfNoKnownCategoryIsRefused() {
        Api.Reply nameless = added("\"category\": \"grade\", \"string_object\": \"93\"");
        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.json().path("errors").has("description")).isTrue();
        Api.Reply odd = added("\"description\": \"Feet\", \"category\": \"shoe\"");
        assertThat(odd.status()).isEqualTo(422);
        assertThat(odd.json().path("errors").has("category")).isTrue();
        assertThat(descriptions()).containsExactly("Essay");
    }

    @Test
    void evidenceOfACredentialThatTheKeyDoesNotSeeIsNotFound() {
        Issuer other = control.createIssuer("Other Academy");
        Api stranger = Api.withKey(simulator.url(), control.createKey(other).key());
        Api.Reply refused = stranger.get(credential + "/evidence_items/1");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().path("errors").asText()).isEqualTo("Doesn't exist");
    }
}
