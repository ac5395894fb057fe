package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.function.settingsapi.http.Access;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.intake.Scheme;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Jobs;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Holds the document against the routes and against what is really answered.
@WithTestSystem
final class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final ApiWorld world;
    private final JsonNode document;

    OpenApiTest(TestSystem system) {
        world = new ApiWorld(system);
        document = new ObjectMapper().valueToTree(new Yaml().load(served()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String served() {
        var reply = world.get("/api/openapi.yaml");
        assertThat(reply.headers()).containsEntry("content-type", "application/yaml");
        return reply.body();
    }

    @Test
    void everyRouteIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(name -> {
                                    if (METHODS.contains(name)) {
                                        described.add(
                                                name.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey());
                                    }
                                }));
        Set<String> routes = new TreeSet<>();
        ApiWorld.api(world.environment).router().routes().stream()
                .map(Route::key)
                .forEach(routes::add);

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void listsTakeTheParametersThatAreDescribedAndNoOthers() {
        document.path("paths")
                .properties()
                .forEach(path -> {
                    JsonNode get = path.getValue().path("get");
                    if (!path.getKey().startsWith("/api/")
                            || path.getKey().contains("{")
                            || get.isMissingNode()) {
                        return;
                    }
                    Set<String> described = new TreeSet<>();
                    get.path("parameters")
                            .forEach(each -> described.add(resolved(each).path("name").asText()));
                    assertThat(known(path.getKey())).as(path.getKey()).isEqualTo(described);
                });
    }

    /// What the refusal of a parameter that nobody knows says is known.
    private Set<String> known(String path) {
        ApiWorld.Reply reply = world.get(path + "?unheard-of=1");
        assertThat(reply.status()).as(path).isEqualTo(400);
        String[] parts = reply.text("/errors/0/message").split("known are ", 2);
        return parts.length == 1 ? Set.of() : new TreeSet<>(List.of(parts[1].split(", ", -1)));
    }

    @Test
    void whatIsVersionedIsDescribedAsThat() {
        for (Route route : ApiWorld.api(world.environment).router().routes()) {
            JsonNode call =
                    document.path("paths")
                            .path(route.template())
                            .path(route.method().toLowerCase(Locale.ROOT));
            boolean one = route.template().matches("/api/(.*\\{id}.*|pause)");
            if (route.method().equals("GET")) {
                boolean tagged = route.template().matches("/api/([a-z-]+/\\{id}|pause)");
                assertThat(resolved(call.at("/responses/200")).at("/headers").has("ETag"))
                        .as(route.key())
                        .isEqualTo(tagged);
                continue;
            }
            boolean conditional =
                    one
                            && route.trace() != Route.Trace.NONE
                            && !route.template().startsWith("/api/dead-letters/");
            List<String> parameters = new ArrayList<>();
            call.path("parameters")
                    .forEach(each -> parameters.add(resolved(each).path("name").asText()));
            assertThat(parameters.contains("If-Match")).as(route.key()).isEqualTo(conditional);
            assertThat(call.at("/responses").has("412")).as(route.key()).isEqualTo(conditional);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");

        assertThat(references).isNotEmpty();
        assertThat(references)
                .allSatisfy(reference ->
                        assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                                .as(reference.asText())
                                .isFalse());
    }

    @Test
    void nothingOfTheApiIsOpen() {
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .properties()
                                .forEach(operation ->
                                        assertThat(operation.getValue().has("security"))
                                                .as(path.getKey())
                                                .isEqualTo(!path.getKey().startsWith("/api/"))));
    }

    @Test
    void answersHaveTheFieldsThatAreDescribed() {
        Workers workers = new Workers(world);
        String connection = world.workingConnection();
        String source = world.newSource();
        var secret = world.post("/api/sources/" + source + "/secrets", null);
        String template = world.newTemplate(connection);
        var mapping = world.map(source, "welding-1", template);
        var activated = world.post("/api/templates/" + template + "/activate", null);
        String certificate =
                workers.certificate(source, "welding-1", "ada@example.org").certificate() + "";
        String badge = workers.settle().getFirst();
        String learner = badge.substring(0, badge.indexOf('.'));
        String payload = "{\"body\": {\"type\": \"course.started\"}}";
        String push = "{\"ids\": [\"" + certificate + "\"], \"dry_run\": true}";

        assertFits("/api/connections", "get", 200, world.get("/api/connections"));
        assertFits(
                "/api/connections/{id}", "get", 200, world.get("/api/connections/" + connection));
        assertFits(
                "/api/connections/{id}/test",
                "post",
                200,
                world.post("/api/connections/" + connection + "/test", null));
        assertFits(
                "/api/connections/{id}/sync",
                "post",
                202,
                world.post("/api/connections/" + connection + "/sync", null));
        assertFits("/api/connections/sync", "post", 202, world.post("/api/connections/sync", null));
        assertFits(
                "/api/connections/{id}/reconcile",
                "post",
                202,
                world.post("/api/connections/" + connection + "/reconcile", null));
        assertFits(
                "/api/connections/reconcile",
                "post",
                202,
                world.post("/api/connections/reconcile", null));
        assertFits(
                "/api/connections/{id}/events",
                "get",
                200,
                world.get("/api/connections/" + connection + "/events"));
        String webhook = "/api/connections/" + connection + "/webhook";
        assertFits("/api/connections/{id}/webhook", "post", 200, world.post(webhook, null));
        world.credly().add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(422)).times(1));
        assertFits("/api/connections/{id}/webhook", "post", 200, world.post(webhook, null));
        assertFits("/api/presets", "get", 200, world.get("/api/presets"));
        assertFits("/api/schemes", "get", 200, world.get("/api/schemes"));
        assertFits("/api/sources", "get", 200, world.get("/api/sources"));
        assertFits("/api/sources/{id}", "get", 200, world.get("/api/sources/" + source));
        assertFits("/api/sources/{id}/secrets", "post", 201, secret);
        assertFits(
                "/api/sources/{id}/preview",
                "post",
                200,
                world.post("/api/sources/" + source + "/preview", payload));
        assertFits("/api/templates", "get", 200, world.get("/api/templates"));
        assertFits("/api/templates/{id}/activate", "post", 200, activated);
        assertFits("/api/mappings", "post", 201, mapping);
        assertFits("/api/mappings", "get", 200, world.get("/api/mappings"));
        assertRulesFit(source, template, learner);
        assertFits("/api/certificates", "get", 200, world.get("/api/certificates"));
        assertFits(
                "/api/certificates/{id}",
                "get",
                200,
                world.get("/api/certificates/" + certificate));
        assertFits(
                "/api/certificates/push", "post", 200, world.post("/api/certificates/push", push));
        assertFits("/api/badges", "get", 200, world.get("/api/badges"));
        assertFits("/api/badges/{id}", "get", 200, world.get("/api/badges/" + badge));
        assertFits("/api/signals", "get", 200, world.get("/api/signals"));
        assertFits("/api/learners/{id}", "get", 200, world.get("/api/learners/" + learner));
        String file =
                """
                {"source": "%s", "columns": {"email": "E-mail", "course_id": "Course", "issued_at": "Date"},
                 "csv": "E-mail,Course,Date\\nada,welding-1,2026-01-15\\n", "dry_run": %s}
                """;
        assertFits(
                "/api/imports",
                "post",
                200,
                world.post("/api/imports", file.formatted(source, true)));
        var begun = world.post("/api/imports", file.formatted(source, false));
        assertFits("/api/imports", "post", 202, begun);
        assertFits("/api/imports/{id}", "get", 200, world.get("/api/imports/" + begun.text("/id")));
        assertFits("/api/jobs", "get", 200, world.get("/api/jobs"));
        assertFits("/api/audit", "get", 200, world.get("/api/audit"));
        assertFits(
                "/api/learners/find",
                "post",
                200,
                world.post("/api/learners/find", "{\"email\": \"ada@example.org\"}"));
        assertFits(
                "/api/badges/retry",
                "post",
                200,
                world.post("/api/badges/retry", "{\"filter\": {}, \"dry_run\": true}"));
        assertFits("/api/pause", "get", 200, world.get("/api/pause"));
        assertFits("/api/dead-letters", "get", 200, world.get("/api/dead-letters"));
        assertFits(
                "/api/dead-letters/redrive",
                "post",
                200,
                world.post("/api/dead-letters/redrive", null));
        Instant now = Instant.now();
        new DynamoCourses(world.system.dynamoDb(), world.system.tableName("SettingsTable"))
                .store(
                        new Courses.Seen(
                                source, new SourceId(source), "welding-1", null, now, now, 0));
        assertFits("/api/providers", "get", 200, world.get("/api/providers"));
        assertFits("/api/courses", "get", 200, world.get("/api/courses"));
        assertFits("/api/overview", "get", 200, world.get("/api/overview"));
        assertFits("/health", "get", 200, world.get("/health"));
        assertFits("/api/me", "get", 200, world.get("/api/me"));
        assertFits("/console/config.json", "get", 200, world.get("/console/config.json"));
    }

    private void assertRulesFit(String source, String template, String learner) {
        String body =
                """
                {"template": "%s", "groups": [{"requirements": [
                   {"event": "certificate.issued", "course": "welding-1",
                    "conditions": [{"path": "/data/score", "op": "gte", "value": 80}]}]}],
                 "penalties": [{"event": "course.failed", "course": "welding-1", "resets": ["r1"]}]}
                """
                        .formatted(template);
        var rule = world.post("/api/rules", body);
        String id = rule.text("/id");
        String progress = "/api/progress/" + learner + "." + id;
        assertFits("/api/rules", "post", 201, rule);
        assertFits("/api/rules", "get", 200, world.get("/api/rules"));
        assertFits("/api/rules/{id}", "get", 200, world.get("/api/rules/" + id));
        assertFits(
                "/api/rules/effects",
                "post",
                200,
                world.post("/api/rules/effects", "{\"without\": \"" + id + "\"}"));
        String posted =
                "{\"source\": \"%s\", \"body\": {\"type\": \"course.started\"}}".formatted(source);
        for (String on : List.of("\"event\": " + posted, "\"learner\": \"" + learner + "\"")) {
            assertFits(
                    "/api/rules/try",
                    "post",
                    200,
                    world.post("/api/rules/try", "{\"rule_id\": \"%s\", %s}".formatted(id, on)));
        }
        var file = world.get("/api/rules/export");
        assertFits("/api/rules/export", "get", 200, file);
        assertFits("/api/rules/import", "post", 200, world.post("/api/rules/import", file.body()));
        assertFits("/api/events/fields", "get", 200, world.get("/api/events/fields"));
        assertFits(
                "/api/progress/{id}/reset",
                "post",
                200,
                world.post(
                        progress + "/reset",
                        "{\"requirements\": [\"r1\"], \"reason\": \"To be repeated\"}"));
        assertFits("/api/progress/{id}", "get", 200, world.get(progress));
        assertFits("/api/progress", "get", 200, world.get("/api/progress?learner=" + learner));
        assertFits(
                "/api/templates/{id}/apply-rules",
                "post",
                202,
                world.post("/api/templates/" + template + "/apply-rules", "{\"gain\": true}"));
        world.delete("/api/rules/" + id);
    }

    @Test
    void wordsOfTheDocumentAreThoseOfTheCode() {
        JsonNode badge = document.at("/components/schemas/Badge/properties");

        assertThat(words(document.at("/components/schemas/Me/properties/access")))
                .isEqualTo(names(Access.values()));
        assertThat(words(badge.path("provider_state")))
                .isEqualTo(names(ProviderState.values(), "null"));
        assertThat(words(badge.path("witness"))).isEqualTo(names(Have.Witness.values(), "null"));
        assertThat(
                        words(
                                document.at(
                                        "/components/schemas/SchemeList/properties/items/items"
                                                + "/properties/word")))
                .containsExactlyInAnyOrderElementsOf(Scheme.words());
        assertThat(words(document.at("/components/schemas/Job/properties/kind")))
                .isEqualTo(names(Jobs.Kind.values()));
        assertThat(words(document.at("/components/schemas/Job/properties/state")))
                .isEqualTo(names(Jobs.State.values()));
    }

    private static Set<String> words(JsonNode schema) {
        Set<String> words = new TreeSet<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Set<String> names(Enum<?>[] values, String... more) {
        Set<String> names = new TreeSet<>(Set.of(more));
        for (Enum<?> value : values) {
            names.add(value.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private void assertFits(String path, String method, int status, ApiWorld.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonNode response =
                resolved(
                        document.path("paths")
                                .path(path)
                                .path(method)
                                .path("responses")
                                .path(Integer.toString(status)));
        JsonNode schema = response.path("content").path("application/json").path("schema");
        List<String> problems = new ArrayList<>();
        compare(path, resolved(schema), reply.json(), problems);
        assertThat(problems).isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : resolved(document.at(reference.asText().substring(1)));
    }

    private void compare(String where, JsonNode schema, JsonNode value, List<String> problems) {
        if (schema.isMissingNode()) {
            problems.add(where + ": not described");
            return;
        }
        if (value.isArray()) {
            value.forEach(
                    item -> compare(where + "[]", resolved(schema.path("items")), item, problems));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(where + ": is " + value);
        }
        if (!value.isObject() || schema.has("additionalProperties")) {
            return;
        }
        schema.path("required")
                .forEach(name -> {
                    if (!value.has(name.asText())) {
                        problems.add(where + ": lacks " + name.asText());
                    }
                });
        value.properties()
                .forEach(field ->
                        compare(
                                where + "." + field.getKey(),
                                resolved(schema.path("properties").path(field.getKey())),
                                field.getValue(),
                                problems));
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        for (JsonNode one : allowed) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
