package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;
import static org.badgebridge.acceptance.system.Academy.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What is put aside: captured, held above the cap, or not readable yet; and what a person makes of
/// it.
@WithWorld
final class PutAsideIT {

    private static final String SECRET = "a-secret-of-the-platform-0123456789";
    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");

    /// In words that no preset knows.
    private static final String FOREIGN =
            """
            {"action": "certificate_awarded", "occurred_at": "2026-01-15T09:30:00Z",
             "learner": {"id": "77", "email": "ada@example.org", "first_name": "Ada",
                         "last_name": "Example", "password": "tell-tale"},
             "course": {"code": "welding-1", "title": "Welding I"},
             "certificate": {"number": "N-1"}}
            """;

    private final World world;

    PutAsideIT(World world) {
        this.world = world;
    }

    @Test
    void settingsAreFoundByOneRealPostWhichThenBecomesItsBadge() throws Exception {
        Academy academy = world.academy();
        SettingsApi api = academy.api();
        String source = academy.name() + "-acme";
        api.post("sources", Map.of("id", source, "name", "Acme", "preset", "learnomy"));
        api.post("sources/" + source + "/secrets", Map.of("value", SECRET));
        JsonNode capturing = api.post("sources/" + source + "/capture", Map.of());
        assertThat(capturing.path("capture_until").asText()).isNotEmpty();

        accepted(source, FOREIGN, "sha256=" + hex(FOREIGN));
        JsonNode captured = only(api, source, "captured");

        assertThat(captured.path("proven").asBoolean()).isTrue();
        assertThat(captured.path("body").asText()).contains("ada@").doesNotContain("tell-tale");
        assertThat(captured.path("headers").path("x-acme-sig").asText())
                .isEqualTo("(71 characters)");
        assertThat(api.all("badges?connection=" + academy.name())).isEmpty();

        JsonNode proposal = api.get("sources/" + source + "/proposal");
        assertThat(proposal.path("settings").path("header").asText()).isEqualTo("x-acme-sig");
        assertThat(proposal.path("settings").path("prefix").asText()).isEqualTo("sha256=");
        assertThat(proposal.path("readings").path(0).path("event").path("course_id").asText())
                .isEqualTo(COURSE);

        api.put(
                "sources/" + source,
                Map.of(
                        "preset",
                        proposal.path("preset").asText(),
                        "settings",
                        texts(proposal.path("settings"))));
        api.delete("sources/" + source + "/capture");
        api.post(
                "mappings",
                Map.of(
                        "source",
                        source,
                        "course",
                        COURSE,
                        "template",
                        academy.id(academy.template())));
        JsonNode again =
                api.post(
                        "sources/" + source + "/deliveries/read-again", Map.of("kind", "captured"));

        assertThat(again.path("count").asInt()).isEqualTo(1);
        academy.badge("issued");
    }

    @Test
    void whatNothingProvesIsKeptButLetThroughOnlyByWhoSaysSo() throws Exception {
        SettingsApi api = world.api();
        String source = "stranger";
        api.post("sources", Map.of("id", source, "name", "Stranger", "preset", "standard"));
        api.post("sources/" + source + "/capture", Map.of("minutes", 5));
        String event = Certificate.of("mallory", COURSE, JANUARY).issued();

        accepted(source, event, "nonsense");
        assertThat(only(api, source, "captured").path("proven").asBoolean(true)).isFalse();

        Map<String, Object> all = Map.of("kind", "captured");
        JsonNode left = api.post("sources/" + source + "/deliveries/read-again", all);
        assertThat(left.path("count").asInt()).isZero();
        assertThat(left.path("unproven").asInt()).isEqualTo(1);

        api.post(
                "sources/" + source + "/deliveries/read-again",
                Map.of("kind", "captured", "unproven", true));
        only(api, source, "accepted");
    }

    @Test
    void whatComesAboveTheCapWaitsForAPerson() throws Exception {
        Academy academy = world.academy();
        SettingsApi api = academy.api();
        api.put("sources/" + academy.name(), Map.of("hourly_cap", 1));
        academy.post(Certificate.of("first", COURSE, JANUARY).issued());
        only(api, academy.name(), "accepted");

        academy.post(Certificate.of("second", COURSE, JANUARY).issued());
        JsonNode held = only(api, academy.name(), "held");
        academy.post(Certificate.of("first", COURSE, JANUARY).issued());
        academy.post(Certificate.of("first", COURSE, JANUARY).revoked(JANUARY.plusSeconds(60)));
        Await.until(
                PATIENCE,
                () -> api.all("sources/" + academy.name() + "/deliveries?kind=accepted"),
                accepted -> accepted.size() == 2);
        assertThat(academy.badges()).hasSize(1);

        api.post(
                "sources/" + academy.name() + "/deliveries/read-again",
                Map.of("ids", List.of(held.path("id").asText())));
        Await.until(PATIENCE, academy::badges, badges -> badges.size() == 2);
        Await.until(
                PATIENCE,
                () -> api.all("sources/" + academy.name() + "/deliveries?kind=held"),
                List::isEmpty);
    }

    @Test
    void whatIsHeldOfALearnerGoesWithThemAndIsNotHeldAgain() throws Exception {
        Academy academy = world.academy();
        SettingsApi api = academy.api();
        String deliveries = "sources/" + academy.name() + "/deliveries";
        api.put("sources/" + academy.name(), Map.of("hourly_cap", 1));
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        only(api, academy.name(), "accepted");
        String more = Certificate.of("ada", "welding-2", JANUARY).issued();
        academy.post(more);
        only(api, academy.name(), "held");
        JsonNode badge = academy.badge("issued");

        api.delete("learners/" + badge.path("learner_id").asText());
        assertThat(api.all(deliveries + "?kind=held")).isEmpty();
        academy.post(more);

        Await.until(
                PATIENCE,
                () -> api.all(deliveries + "?reveal=true&kind=ignored"),
                ignored ->
                        ignored.stream()
                                .anyMatch(each ->
                                        each.path("reason")
                                                .asText()
                                                .equals("The learner was erased after this.")));
        assertThat(api.all(deliveries + "?kind=held")).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsReadAgainBySettingsThatFit() throws Exception {
        Academy academy = world.academy();
        SettingsApi api = academy.api();
        String event =
                Certificate.of("ada", COURSE, JANUARY).issued().replace("\"course\"", "\"lesson\"");
        academy.post(event);
        only(api, academy.name(), "unusable");

        api.put(
                "sources/" + academy.name(),
                Map.of("settings", Map.of("field.course_id", "/data/lesson/id")));
        api.post(
                "sources/" + academy.name() + "/deliveries/read-again", Map.of("kind", "unusable"));

        academy.badge("issued");
    }

    private static JsonNode only(SettingsApi api, String source, String kind)
            throws InterruptedException {
        return Await.until(
                        PATIENCE,
                        () -> api.all("sources/" + source + "/deliveries?reveal=true&kind=" + kind),
                        found -> found.size() == 1)
                .getFirst();
    }

    private static Map<String, String> texts(JsonNode settings) {
        Map<String, String> texts = new TreeMap<>();
        settings.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    /// Another test's post may have had the sources read a moment before this one captured: for
    /// some seconds the webhook goes by that.
    private void accepted(String source, String body, String signature)
            throws InterruptedException {
        Await.until(PATIENCE, () -> post(source, body, signature), status -> status == 200);
    }

    private int post(String source, String body, String signature) {
        HttpRequest request =
                HttpRequest.newBuilder(world.url().resolve("/webhooks/certificates/" + source))
                        .header("Content-Type", "application/json")
                        .header("X-Acme-Sig", signature)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .join()
                    .statusCode();
        }
    }

    private static String hex(String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
