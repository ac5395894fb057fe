package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who changes what they have read can be sure that it still is like that, whatever they change.
@WithTestSystem
final class PreconditionsTest {

    private final ApiWorld world;

    PreconditionsTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /// One of each that there can be one of, by its collection.
    private Map<String, String> oneOfEach() {
        Map<String, String> ids = new HashMap<>();
        String connection = world.workingConnection();
        String source = world.newSource();
        String template = world.newTemplate(connection);
        ids.put("connections", connection);
        ids.put("sources", source);
        ids.put("templates", template);
        ids.put("mappings", world.map(source, "welding-1", template).text("/id"));
        ids.put("rules", world.newRule(template, "{\"groups\": []}").text("/id"));
        var awarded = new Workers(world).certificate(source, "welding-1", "ada@example.org");
        ids.put("certificates", awarded.certificate().toString());
        ids.put("badges", awarded.badges().getFirst().toString());
        ids.put("progress", awarded.certificate().learner() + "." + ids.get("rules"));
        ids.put("learners", awarded.certificate().learner().value());
        ids.put(
                "imports",
                world.post(
                                "/api/imports",
                                """
                                {"source": "%s", "columns": {"email": "E", "course_id": "C", "issued_at": "D"},
                                 "csv": "E,C,D\\ngrace@example.org,welding-1,2026-01-15\\n",
                                 "chunk": 0, "first_row": 2, "last": true}
                                """
                                        .formatted(source))
                        .text("/id"));
        ids.put("jobs", world.get("/api/jobs").text("/items/0/id"));
        return ids;
    }

    private static String collection(Route route) {
        return route.template().split("/", -1)[2];
    }

    private static String path(Route route, String id) {
        return route.template().replace("{id}", id).replace("{sid}", "any");
    }

    private List<Route> routes() {
        return ApiWorld.api(world.environment).router().routes();
    }

    @Test
    void oneThingIsAnsweredWithItsVersion() {
        Map<String, String> ids = oneOfEach();

        assertThat(routes())
                .filteredOn(route -> route.key().matches("GET /api/([a-z-]+/\\{id}|pause)"))
                .hasSize(ids.size() + 1)
                .allSatisfy(route ->
                        assertThat(
                                        world.get(
                                                        path(
                                                                route,
                                                                ids.getOrDefault(
                                                                        collection(route), "")))
                                                .headers())
                                .as(route.key())
                                .containsKey("etag"));
    }

    @Test
    void changeOfWhatIsOtherwiseThanItWasReadIsRefusedWhateverItIs() {
        Map<String, String> ids = oneOfEach();
        List<Route> changes =
                routes().stream()
                        .filter(route -> route.trace() != Route.Trace.NONE)
                        .filter(route -> route.template().matches("/api/(.*\\{id}.*|pause)"))
                        .toList();

        assertThat(changes).hasSizeGreaterThan(ids.size());
        for (Route route : changes) {
            if (route.key().equals("POST /api/dead-letters/{id}/redrive")) {
                // A message is there or not, and never another one.
                continue;
            }
            String path = path(route, ids.getOrDefault(collection(route), ""));
            assertThat(world.ifMatch(route.method(), path, "{}", "\"0-old\"").status())
                    .as(route.key())
                    .isEqualTo(412);
            assertThat(world.ifMatch(route.method(), path, "{}", "old").status())
                    .as(route.key())
                    .isEqualTo(400);
        }
    }

    @Test
    void changeIsAnsweredWithTheVersionThatItMade() {
        Map<String, String> ids = oneOfEach();
        String template = "/api/templates/" + ids.get("templates");
        String learner = "/api/learners/" + ids.get("learners");

        var activated = world.post(template + "/activate", null);
        var deactivated = world.ifMatch("POST", template + "/deactivate", null, etag(activated));
        var blocked = world.post(learner + "/block", null);
        var paused = world.put("/api/pause", "{\"paused\": true}");
        var resumed = world.ifMatch("PUT", "/api/pause", "{\"paused\": false}", etag(paused));

        assertThat(deactivated.status()).as(deactivated.body()).isEqualTo(200);
        assertThat(etag(world.get(template))).isEqualTo(etag(deactivated));
        assertThat(etag(world.get(learner))).isEqualTo(etag(blocked));
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(etag(world.get("/api/pause"))).isEqualTo(etag(resumed));
    }

    private static String etag(ApiWorld.Reply reply) {
        return reply.headers().getOrDefault("etag", "none");
    }
}
