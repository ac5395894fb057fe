package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.adapter.dynamodb.DynamoDeliveries;
import org.badgebridge.adapter.dynamodb.DynamoSecretUses;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Page;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@WithTestSystem
final class SourcesTest {

    private static final String PAYLOAD =
            """
            {"type": "certificate.issued", "timestamp": "2026-01-15T09:30:00Z",
             "data": {"certificate": {"id": "c-1001"},
                      "learner": {"id": "501", "email": "ada@example.org",
                                  "first_name": "Ada", "last_name": "Example"},
                      "course": {"id": "course-v1:Org+W1+2026", "name": "Welding I"}}}
            """;

    private final ApiWorld world;
    private final Deliveries deliveries;

    SourcesTest(TestSystem system) {
        world = new ApiWorld(system);
        deliveries = new DynamoDeliveries(system.dynamoDb(), system.tableName("SettingsTable"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void presetsComeWithTheirHowTo() {
        var reply = world.get("/api/presets");

        assertThat(reply.items("id")).contains("standard", "learnomy");
        assertThat(reply.items("how_to")).allMatch(text -> !text.isBlank());
    }

    @Test
    void presetSaysHowItReadsPostsAsASourceWouldSetIt() {
        JsonNode preset = preset("thinkific");

        assertThat(preset.path("body").asText()).isEqualTo("plain");
        assertThat(preset.path("answer").asInt()).isEqualTo(200);
        assertThat(preset.path("event").asText()).isEqualTo("={/resource}.{/action}");
        assertThat(preset.at("/events/enrollment.completed").asText()).isEqualTo("course.passed");
        assertThat(preset.at("/fields/course_id").asText())
                .isEqualTo("/payload/course/id or /payload/course_id");
        assertThat(preset.path("fields").has("certificate_id")).isFalse();
        assertThat(preset.at("/proof/content").asBoolean()).isTrue();
        assertThat(preset.at("/proof/time").asBoolean()).isFalse();
        assertThat(preset.path("earns").asText()).isEqualTo("course.passed");
    }

    private JsonNode preset(String id) {
        for (JsonNode each : world.get("/api/presets").at("/items")) {
            if (each.path("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no preset " + id);
    }

    @Test
    void sampleOfEveryPresetIsAnEventOfASourceThatIsMadeFromIt() {
        world.get("/api/presets")
                .at("/items")
                .forEach(preset -> {
                    ObjectNode source = JsonNodeFactory.instance.objectNode();
                    source.put("name", "Of " + preset.path("id").asText())
                            .set("preset", preset.path("id"));
                    String id = world.post("/api/sources", source.toString()).text("/id");

                    var reply =
                            world.post(
                                    "/api/sources/" + id + "/preview",
                                    preset.path("sample").toString());

                    assertThat(reply.text("/result"))
                            .as(id + ": " + reply.body())
                            .isEqualTo("event");
                });
    }

    @Test
    void schemesSayWhatTheyTakeAndWhatTheyProve() {
        var schemes = world.get("/api/schemes");

        assertThat(schemes.items("word"))
                .contains("standard-webhooks", "hmac-sha256", "jwt", "path");
        assertThat(schemes.items("title")).allMatch(title -> !title.isBlank());
        for (JsonNode scheme : schemes.at("/items")) {
            switch (scheme.path("word").asText()) {
                case "hmac-sha256" -> {
                    assertThat(scheme.at("/settings/0/name").asText()).isEqualTo("header");
                    assertThat(scheme.at("/settings/0/value").asText()).isEqualTo("X-Signature");
                    assertThat(scheme.at("/proves/content").asBoolean()).isTrue();
                    assertThat(scheme.at("/proves/time").asBoolean()).isFalse();
                }
                case "jwt" -> assertThat(scheme.at("/secret/needed").asBoolean()).isFalse();
                default -> assertThat(scheme.at("/secret/needed").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void whatHoldsOfASourceIsItsPresetWithItsOwnSettings() {
        var source =
                world.post(
                        "/api/sources",
                        """
                        {"name": "Own ways", "preset": "thinkific",
                         "settings": {"scheme": "header", "header": "X-Token", "answer": "202",
                                      "event.course.done": "course.passed",
                                      "field.course_id": "/payload/course/code"}}
                        """);

        assertThat(source.text("/effective/scheme")).isEqualTo("header");
        assertThat(source.text("/effective/settings/0/value")).isEqualTo("X-Token");
        assertThat(source.at("/effective/answer").asInt()).isEqualTo(202);
        assertThat(source.text("/effective/events/course.done")).isEqualTo("course.passed");
        assertThat(source.text("/effective/events/enrollment.created")).isEqualTo("ignore");
        assertThat(source.text("/effective/fields/course_id")).isEqualTo("/payload/course/code");
        assertThat(source.text("/effective/fields/email")).isEqualTo("/payload/user/email");
    }

    @Test
    void keyOfAUrlIsShownOnceWithTheWholeUrl() {
        var source =
                world.post("/api/sources", "{\"name\": \"By URL\", \"preset\": \"teachable\"}");
        String path = "/api/sources/" + source.text("/id");

        var made = world.post(path + "/secrets", null);

        assertThat(made.text("/url")).isEqualTo(source.text("/url") + "/" + made.text("/value"));
        assertThat(world.get(path).body()).doesNotContain(made.text("/value"));
        assertThat(world.post("/api/sources/" + world.newSource() + "/secrets", null).at("/url"))
                .isInstanceOf(MissingNode.class);
    }

    @Test
    void capIsSetChangedAndTakenAway() {
        String path = "/api/sources/" + world.newSource();

        var set = world.put(path, "{\"hourly_cap\": 50}");
        var kept = world.put(path, "{\"name\": \"Still capped\"}");
        var none = world.put(path, "{\"hourly_cap\": 0}");
        var away = world.put(path, "{\"hourly_cap\": null}");

        assertThat(set.at("/hourly_cap").asInt()).isEqualTo(50);
        assertThat(kept.at("/hourly_cap").asInt()).isEqualTo(50);
        assertThat(none.wrongFields()).containsExactly("hourly_cap");
        assertThat(away.at("/hourly_cap").isNull()).isTrue();
    }

    @Test
    void secretSaysWhenItLastMatched() {
        String source = world.newSource();
        String path = "/api/sources/" + source;
        String used = world.post(path + "/secrets", null).text("/id");
        String unused = world.post(path + "/secrets", null).text("/id");
        Instant at = Instant.parse("2026-01-15T09:30:00Z");

        new DynamoSecretUses(world.system.dynamoDb(), world.system.tableName("SettingsTable"))
                .matched(new SourceId(source), used, at);

        assertThat(world.get(path).at("/secrets").findValuesAsText("id"))
                .containsExactly(unused, used);
        assertThat(world.get(path).at("/secrets").findValuesAsText("last_matched_at"))
                .containsExactly("null", at.toString());
        assertThat(world.delete(path + "/secrets/" + unused).items("last_matched_at"))
                .containsExactly(at.toString());
    }

    @Test
    void sourceIsMadeFromAPresetAndToldItsUrl() {
        var reply =
                world.post("/api/sources", "{\"name\": \"My Campus\", \"preset\": \"standard\"}");
        var again =
                world.post("/api/sources", "{\"name\": \"My Campus\", \"preset\": \"standard\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/id")).isEqualTo("my-campus");
        assertThat(reply.text("/realm")).isEqualTo("my-campus");
        assertThat(reply.text("/scheme")).isEqualTo("standard-webhooks");
        assertThat(reply.text("/url"))
                .isEqualTo(world.variable("PUBLIC_URL") + "/webhooks/certificates/my-campus");
        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void everyFieldThatIsWrongIsNamedAtOnce() {
        var reply =
                world.post(
                        "/api/sources",
                        """
                        {"id": "A b", "preset": "none", "realm": "?", "settings": [], "x": 1}
                        """);

        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder("id", "name", "preset", "realm", "settings", "x");
    }

    @Test
    void settingThatDoesNotFitThePresetIsNamed() {
        var reply =
                world.post(
                        "/api/sources",
                        """
                        {"name": "Odd", "preset": "learnomy",
                         "settings": {"encoding": "rot13", "field.course_id": "/data/c"}}
                        """);

        assertThat(reply.wrongFields()).containsExactly("settings.encoding");
        assertThat(reply.body()).contains("Either hex or base64.");
    }

    @Test
    void changeKeepsWhatItDoesNotNameAndRealmForEver() {
        String id = world.newSource();

        var renamed = world.put("/api/sources/" + id, "{\"name\": \"Renamed\"}");
        var moved = world.put("/api/sources/" + id, "{\"realm\": \"elsewhere\"}");

        assertThat(renamed.text("/name")).isEqualTo("Renamed");
        assertThat(renamed.text("/preset")).isEqualTo("standard");
        assertThat(moved.wrongFields()).containsExactly("realm");
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String id = world.newSource();
        world.post("/api/sources/" + id + "/secrets", null);

        var reply = world.put("/api/sources/" + id, world.get("/api/sources/" + id).body());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.at("/secrets").size()).isEqualTo(1);
    }

    @Test
    void secretIsShownOnceInTheFormOfItsScheme() {
        String id = world.newSource();

        var made = world.post("/api/sources/" + id + "/secrets", null);

        assertThat(made.status()).isEqualTo(201);
        String value = made.text("/value");
        assertThat(value).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(value.substring(6))).hasSize(32);
        var read = world.get("/api/sources/" + id);
        assertThat(read.text("/secrets/0/id")).isEqualTo(made.text("/id"));
        assertThat(read.body()).doesNotContain(value);
    }

    @Test
    void secretOfAnHmacSourceMayComeFromThePlatform() {
        var source = world.post("/api/sources", "{\"name\": \"Hmac\", \"preset\": \"learnomy\"}");
        String path = "/api/sources/" + source.text("/id") + "/secrets";

        var made = world.post(path, "{}");
        var given = world.post(path, "{\"value\": \"0123456789abcdef0123456789abcdef\"}");
        var again = world.post(path, "{\"value\": \"0123456789abcdef0123456789abcdef\"}");
        var weak = world.post(path, "{\"value\": \"short\"}");

        assertThat(Base64.getUrlDecoder().decode(made.text("/value"))).hasSize(32);
        assertThat(given.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(given.text("/id"));
        assertThat(weak.wrongFields()).containsExactly("value");
        assertThat(weak.body()).doesNotContain("short");
    }

    @Test
    void secretThatIsNoneOfStandardWebhooksIsRefused() {
        String path = "/api/sources/" + world.newSource() + "/secrets";

        for (String value : new String[] {"0123456789abcdef0123456789", "whsec_AAAA", "whsec_?"}) {
            assertThat(world.post(path, "{\"value\": \"" + value + "\"}").wrongFields())
                    .as(value)
                    .containsExactly("value");
        }
    }

    @Test
    void sourceHasFiveSecretsAtMost() {
        String path = "/api/sources/" + world.newSource() + "/secrets";
        for (int i = 0; i < 5; i++) {
            assertThat(world.post(path, null).status()).isEqualTo(201);
        }

        assertThat(world.post(path, null).status()).isEqualTo(409);
    }

    @Test
    void secretEndsAtOnceOrAtATimeToCome() {
        String path = "/api/sources/" + world.newSource() + "/secrets";
        String first = world.post(path, null).text("/id");
        String second = world.post(path, null).text("/id");

        var later = world.delete(path + "/" + first + "?valid_until=2099-01-01T00:00:00Z");
        var now = world.delete(path + "/" + second);

        assertThat(later.items("valid_until")).contains("2099-01-01T00:00:00Z");
        assertThat(now.items("id")).containsExactly(first);
        assertThat(world.delete(path + "/" + second).status()).isEqualTo(404);
        assertThat(
                        world.delete(path + "/" + first + "?valid_until=2001-01-01T00:00:00Z")
                                .wrongFields())
                .containsExactly("valid_until");
    }

    @Test
    void deliveriesAreShownNewestFirstAndBodiesOnlyWhenAskedFor() {
        String id = world.newSource();
        verdict(id, "d-1", 1, Deliveries.Kind.ACCEPTED, null, null);
        verdict(id, "d-2", 2, Deliveries.Kind.UNUSABLE, "/data/x is missing.", "{\"who\":\"Ada\"}");
        verdict(id, "d-3", 3, Deliveries.Kind.REJECTED, "No signature.", null);

        var all = world.get("/api/sources/" + id + "/deliveries");
        var first = world.get("/api/sources/" + id + "/deliveries?limit=2");
        var rest =
                world.get(
                        "/api/sources/" + id + "/deliveries?limit=2&cursor=" + first.text("/next"));
        var revealed = world.get("/api/sources/" + id + "/deliveries?reveal=true");

        assertThat(all.items("id")).containsExactly("d-3", "d-2", "d-1");
        assertThat(all.items("kind")).containsExactly("rejected", "unusable", "accepted");
        assertThat(all.body()).doesNotContain("Ada");
        assertThat(first.at("/items").size()).isEqualTo(2);
        assertThat(rest.items("id")).containsExactly("d-1");
        assertThat(revealed.text("/items/1/body")).contains("Ada");
    }

    private void verdict(
            String source,
            String id,
            int minute,
            Deliveries.Kind kind,
            @Nullable String reason,
            @Nullable String body) {
        Instant at = Instant.now().minusSeconds(3600).plusSeconds(60L * minute);
        deliveries.record(
                new Deliveries.Verdict(
                        new SourceId(source),
                        id,
                        at,
                        kind,
                        reason,
                        null,
                        null,
                        body,
                        Map.of(),
                        Map.of()));
    }

    @Test
    void previewTellsWhatAPayloadWouldBecomeAndIssuesNothing() {
        String connection = world.workingConnection();
        String source = world.newSource();
        String template = world.newTemplate(connection);
        world.map(source, "course-v1:Org+W1", template);

        var reply =
                world.post("/api/sources/" + source + "/preview", "{\"body\": " + PAYLOAD + "}");

        assertThat(reply.text("/result")).isEqualTo("event");
        assertThat(reply.text("/event/type")).isEqualTo("certificate.issued");
        assertThat(reply.text("/event/course_family")).isEqualTo("course-v1:Org+W1");
        assertThat(reply.text("/event/email")).isEqualTo("ada@example.org");
        assertThat(reply.at("/templates")).hasSize(1);
        assertThat(reply.text("/templates/0")).isEqualTo(template);
        assertThat(new Workers(world).asked()).isEmpty();
        assertThat(world.get("/api/certificates?source=" + source).items("id")).isEmpty();
    }

    @Test
    void previewSaysWhyAPayloadIsIgnoredOrUnusable() {
        String path = "/api/sources/" + world.newSource() + "/preview";

        var other = world.post(path, "{\"body\": {\"type\": \"course.started\"}}");
        var lacking = world.post(path, "{\"body\": {\"type\": \"certificate.issued\"}}");
        var noJson = world.post(path, "{\"body\": \"not json\"}");
        var none = world.post(path, "{}");

        assertThat(other.text("/result")).isEqualTo("ignored");
        assertThat(lacking.text("/result")).isEqualTo("unusable");
        assertThat(lacking.text("/reason")).contains("missing");
        assertThat(noJson.text("/result")).isEqualTo("unusable");
        assertThat(none.wrongFields()).containsExactly("body");
    }

    @Test
    void sourceOfCertificatesIsNotRemovedAndSaysHowManyThereAre() {
        String source = world.newSource();
        Workers workers = new Workers(world);
        workers.certificate(source, "welding-1", "ada@example.org");
        workers.certificate(source, "welding-2", "ada@example.org");

        var refused = world.delete("/api/sources/" + source);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).startsWith("By 2 certificates.");
        assertThat(world.get("/api/sources/" + source).status()).isEqualTo(200);
    }

    @Test
    void ofSecretsAddedAtOnceEachIsKeptOrRefusedAsTooLate() throws Exception {
        String path = "/api/sources/" + world.newSource() + "/secrets";
        Callable<ApiWorld.Reply> add = () -> world.post(path, null);
        List<ApiWorld.Reply> replies = new ArrayList<>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(5, add))) {
                replies.add(done.get());
            }
        }

        assertThat(replies).extracting(ApiWorld.Reply::status).isSubsetOf(201, 409).contains(201);
        assertThat(world.get(path.replace("/secrets", "")).at("/secrets").findValuesAsText("id"))
                .containsExactlyInAnyOrderElementsOf(
                        replies.stream()
                                .filter(reply -> reply.status() == 201)
                                .map(reply -> reply.text("/id"))
                                .toList());
    }

    @Test
    void sourceThatARuleNamesIsNotRemoved() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        String mapping = world.map(source, "welding-1", template).text("/id");

        var refused = world.delete("/api/sources/" + source);
        world.delete("/api/mappings/" + mapping);
        var removed = world.delete("/api/sources/" + source);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/type")).isEqualTo("urn:badgebridge:problem:in-use");
        assertThat(refused.text("/detail")).startsWith("By 1 rule (for the template Welding");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(world.get("/api/sources/" + source).status()).isEqualTo(404);
    }

    @Test
    void sourceIsNotRemovedWhileSomethingIsHeld() {
        String source = world.newSource();
        Workers workers = new Workers(world);
        workers.put(Kind.HELD, source, "d-1", "ada@example.org");
        workers.put(Kind.HELD, source, "d-2", "bob@example.org");

        var refused = world.delete("/api/sources/" + source);
        world.post("/api/sources/" + source + "/deliveries/discard", "{\"kind\": \"held\"}");
        var removed = world.delete("/api/sources/" + source);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail"))
                .isEqualTo("By 2 held deliveries. Let them through or discard them first.");
        assertThat(removed.status()).as(removed.body()).isEqualTo(204);
    }

    @Test
    void whatASourcePutAsideGoesWithIt() {
        String source = world.newSource();
        Workers workers = new Workers(world);
        for (int i = 0; i < 120; i++) {
            workers.put(Kind.CAPTURED, source, "c-" + i, "ada@example.org");
        }
        workers.put(Kind.UNUSABLE, source, "u-1", "bob@example.org");

        assertThat(world.delete("/api/sources/" + source).status()).isEqualTo(204);

        var left = workers.deliveries.putAside(new SourceId(source), 200, Page.Cursor.START);
        assertThat(left.items()).isEmpty();
    }
}
