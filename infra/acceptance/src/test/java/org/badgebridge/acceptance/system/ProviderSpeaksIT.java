package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;
import static org.badgebridge.acceptance.system.Academy.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.credly.Event;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the provider does by itself becomes known here: by its webhooks, and without them by a
/// reconcile.
@WithWorld
final class ProviderSpeaksIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");

    private final World world;
    private final HttpClient http = HttpClient.newHttpClient();

    ProviderSpeaksIT(World world) {
        this.world = world;
    }

    @Test
    void whatALearnerDoesAtTheProviderIsSeenByItsWebhookAndSignalledOnce()
            throws InterruptedException {
        Academy academy = world.academy();
        callBack(academy);
        String id = issued(academy);

        academy.credly().accept(id);
        JsonNode accepted = badgeThere(academy, "accepted");
        academy.credly().setPrivacy(id, false);
        JsonNode hidden =
                Await.until(
                        PATIENCE,
                        () -> badge(academy),
                        badge ->
                                badge.path("visible").isBoolean()
                                        && !badge.path("visible").asBoolean());

        assertThat(accepted.path("state").asText()).isEqualTo("issued");
        assertThat(accepted.path("witness").asText()).isEqualTo("webhook");
        assertThat(hidden.path("provider_state").asText()).isEqualTo("accepted");
        assertThat(signals(academy, hidden)).containsExactly("badge.accepted", "badge.issued");
        assertThat(academy.issued()).hasSize(1);
    }

    @Test
    void withoutWebhooksAReconcileFindsWhatHappened() throws InterruptedException {
        Academy academy = world.academy();
        String id = issued(academy);
        academy.credly().accept(id);
        assertThat(badge(academy).path("provider_state").asText()).isEqualTo("pending");

        JsonNode job = reconcile(academy);

        assertThat(job.path("counts").path("events_applied").asInt())
                .as(job.toString())
                .isPositive();
        assertThat(badge(academy).path("provider_state").asText()).isEqualTo("accepted");
        assertThat(badge(academy).path("witness").asText()).isEqualTo("read_back");
    }

    @Test
    void archivedTemplateHoldsItsBadgesUntilItIsActiveAgain() throws InterruptedException {
        Academy academy = world.academy();
        callBack(academy);
        String template = "templates/" + academy.id(academy.template());

        academy.credly().archiveTemplate(academy.template());
        Await.until(
                PATIENCE,
                () -> academy.api().get(template),
                seen -> seen.path("state").asText().equals("archived"));
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode held = academy.badge("held");
        assertThat(academy.issued()).isEmpty();
        academy.credly().activateTemplate(academy.template());
        academy.badge("issued");

        assertThat(held.path("reason").asText()).contains("template is not active");
        assertThat(academy.issued()).hasSize(1);
    }

    @Test
    void badgeThatAPersonRevokedThereIsNotIssuedAgain() throws InterruptedException {
        Academy academy = world.academy();
        callBack(academy);
        String id = issued(academy);

        academy.credly().revokeByHand(id, "Issued by mistake");
        JsonNode revoked = academy.badge("revoked");
        academy.post(Certificate.of("ada", COURSE, JANUARY.plusSeconds(60)).issued());
        academy.awarded(2);
        world.settle(revoked.path("id").asText());
        Await.until(PATIENCE, world::messagesWaiting, waiting -> waiting == 0);

        assertThat(revoked.path("reason").asText()).contains("revoked at the provider");
        assertThat(academy.badge("revoked").path("wanted").asText()).isEqualTo("issued");
        assertThat(academy.issued()).hasSize(1);
        assertThat(academy.live()).isEmpty();
    }

    @Test
    void forgedPostsChangeNothing() throws IOException, InterruptedException {
        Academy academy = world.academy();
        Academy other = world.academy();
        URI address = callBack(academy);
        issued(academy);
        JsonNode before = badge(academy);
        String organization = academy.organization().id();
        String foreign = other.organization().id();
        URI guessed = address.resolve("guessed-key");

        assertThat(post(guessed, notice(UUID.randomUUID().toString(), organization, "x")))
                .isEqualTo("404 ");
        assertThat(
                        post(
                                URI.create(
                                        address.toString()
                                                .replace("/" + academy.name() + "/", "/nobody/")),
                                "{}"))
                .isEqualTo("404 ");
        assertThat(post(address, notice(UUID.randomUUID().toString(), foreign, "badge.deleted")))
                .isEqualTo("200 ");
        assertThat(post(address, notice("../../badges", organization, "badge.deleted")))
                .isEqualTo("200 ");
        // An event that did happen, told under another name: what it was, the provider says.
        Event real =
                academy.credly().events().stream()
                        .filter(event -> event.organizationId().equals(organization))
                        .findFirst()
                        .orElseThrow();
        assertThat(post(address, notice(real.id(), organization, "badge_template.deleted")))
                .isEqualTo("200 ");
        Await.until(PATIENCE, world::messagesWaiting, waiting -> waiting == 0);

        assertThat(badge(academy)).isEqualTo(before);
        assertThat(
                        academy.api()
                                .get("templates/" + academy.id(academy.template()))
                                .path("state")
                                .asText())
                .isEqualTo("active");
        assertThat(academy.api().all("connections/" + academy.name() + "/events")).isEmpty();
    }

    /// Has the provider post its events here, and answers where to.
    private static URI callBack(Academy academy) {
        JsonNode answer =
                academy.api().post("connections/" + academy.name() + "/webhook", Map.of());
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return academy.credly().organizations().stream()
                .filter(each -> each.id().equals(academy.organization().id()))
                .map(each -> URI.create(String.valueOf(each.webhookUrl())))
                .findFirst()
                .orElseThrow();
    }

    /// A badge that stands, by its id at the provider.
    private static String issued(Academy academy) throws InterruptedException {
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        return academy.badge("issued").path("provider_badge_id").asText();
    }

    private static JsonNode badge(Academy academy) {
        List<JsonNode> all = academy.badges();
        assertThat(all).hasSize(1);
        return academy.api().get("badges/" + all.getFirst().path("id").asText());
    }

    private static JsonNode badgeThere(Academy academy, String providerState)
            throws InterruptedException {
        return Await.until(
                PATIENCE,
                () -> badge(academy),
                badge -> badge.path("provider_state").asText().equals(providerState));
    }

    private static JsonNode reconcile(Academy academy) throws InterruptedException {
        JsonNode job = academy.api().post("connections/" + academy.name() + "/reconcile", Map.of());
        return Await.until(
                PATIENCE,
                () -> academy.api().get("jobs/" + job.path("id").asText()),
                now -> now.path("state").asText().equals("done"));
    }

    /// Newest first.
    private static List<String> signals(Academy academy, JsonNode badge) {
        return academy.api().all("signals?learner=" + badge.path("learner_id").asText()).stream()
                .map(signal -> signal.path("type").asText())
                .toList();
    }

    private static String notice(String id, String organization, String type) {
        return """
        {"id": "%s", "organization_id": "%s", "event_type": "%s", "occurred_at": "2026-03-02T10:00:00.000Z"}\
        """
                .formatted(id, organization, type);
    }

    /// The status and the body of the answer.
    private String post(URI address, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
