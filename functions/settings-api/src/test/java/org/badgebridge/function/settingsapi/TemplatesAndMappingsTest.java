package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithTestSystem
final class TemplatesAndMappingsTest {

    private final ApiWorld world;
    private final Workers workers;

    TemplatesAndMappingsTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void templateIsOffWhenFirstSeen() {
        String id = world.newTemplate(world.workingConnection());

        var reply = world.get("/api/templates/" + id);

        assertThat(reply.at("/active").asBoolean()).isFalse();
        assertThat(reply.text("/state")).isEqualTo("active");
        assertThat(reply.at("/rules").asInt()).isZero();
        assertThat(reply.at("/waiting/badges").asInt()).isZero();
    }

    @Test
    void templateWithoutRuleIsNotActivated() {
        String id = world.newTemplate(world.workingConnection());

        var reply = world.post("/api/templates/" + id + "/activate", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("No rule earns the template yet");
        assertThat(world.get("/api/templates/" + id).at("/active").asBoolean()).isFalse();
    }

    @Test
    void templateThatTheProviderArchivedIsNotActivated() {
        String connection = world.workingConnection();
        String id = world.newTemplate(connection);
        world.map(world.newSource(), "welding-1", id);
        world.credly().archiveTemplate(world.credly().templates().getFirst());
        world.post("/api/connections/" + connection + "/sync", null);

        var reply = world.post("/api/templates/" + id + "/activate", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("archived").contains("sync");
    }

    @Test
    void activationTellsHowManyWaitAndLetsThemGoOn() {
        String source = world.newSource();
        String id = world.newTemplate(world.workingConnection());
        world.map(source, "welding-1", id);
        workers.certificate(source, "welding-1", "ada@example.org");
        String badge = workers.settle().getFirst();
        assertThat(world.get("/api/badges/" + badge).text("/state")).isEqualTo("held");

        var reply = world.post("/api/templates/" + id + "/activate", null);

        assertThat(reply.at("/active").asBoolean()).isTrue();
        assertThat(reply.at("/waiting/badges").asInt()).isEqualTo(1);
        assertThat(reply.text("/job/state")).isEqualTo("done");
        assertThat(reply.at("/job/counts/released").asInt()).isEqualTo(1);
        assertThat(workers.settle()).containsExactly(badge);
        assertThat(world.get("/api/badges/" + badge).text("/state")).isEqualTo("issued");
    }

    @Test
    void activationCanBeRepeatedAndTakenBack() {
        String id = world.newTemplate(world.workingConnection());
        world.map(world.newSource(), "welding-1", id);

        assertThat(world.post("/api/templates/" + id + "/activate", null).status()).isEqualTo(200);
        assertThat(world.post("/api/templates/" + id + "/activate", null).status()).isEqualTo(200);
        var off = world.post("/api/templates/" + id + "/deactivate", null);

        assertThat(off.at("/active").asBoolean()).isFalse();
        assertThat(world.post("/api/templates/" + id + "/deactivate", null).status())
                .isEqualTo(200);
    }

    @Test
    void renewalIsOursToSay() {
        String id = world.newTemplate(world.workingConnection());

        var reply = world.put("/api/templates/" + id, "{\"renewal\": \"replace\"}");
        var sentBack = world.put("/api/templates/" + id, world.get("/api/templates/" + id).body());
        var wrong = world.put("/api/templates/" + id, "{\"renewal\": \"never\"}");
        var fixed = world.put("/api/templates/" + id, "{\"active\": true}");
        var others =
                world.put("/api/templates/" + id, "{\"on_revoke\": \"keep\", \"quiet\": true}");

        assertThat(reply.text("/renewal")).isEqualTo("replace");
        assertThat(sentBack.status()).as(sentBack.body()).isEqualTo(200);
        assertThat(wrong.wrongFields()).containsExactly("renewal");
        assertThat(fixed.wrongFields()).containsExactly("active");
        assertThat(others.text("/renewal")).isEqualTo("replace");
        assertThat(others.text("/on_revoke")).isEqualTo("keep");
        assertThat(others.at("/quiet").asBoolean()).isTrue();
    }

    @Test
    void listIsOfOneConnectionOrOfAll() {
        String one = world.workingConnection();
        String other = world.workingConnection();
        String template = world.newTemplate(one);

        assertThat(world.get("/api/templates").body()).contains(template);
        assertThat(world.get("/api/templates?connection=" + one).at("/items").size()).isEqualTo(1);
        assertThat(world.get("/api/templates?connection=" + other).at("/items").size()).isZero();
        assertThat(world.get("/api/templates?connection=none").wrongFields())
                .containsExactly("connection");
    }

    @Test
    void mappingIsMadeOnceHoweverOftenItIsAskedFor() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());

        var first = world.map(source, "course-v1:Org+W1/a b", template);
        var again = world.map(source, "course-v1:Org+W1/a b", template);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(first.text("/id"));
        var read = world.get("/api/mappings/" + first.text("/id"));
        assertThat(read.text("/source")).isEqualTo(source);
        assertThat(read.text("/course")).isEqualTo("course-v1:Org+W1/a b");
        assertThat(read.text("/template")).isEqualTo(template);
        assertThat(read.at("/since").isNull()).isTrue();
        assertThat(world.get("/api/mappings").body()).contains(first.text("/id"));
    }

    @Test
    void mappingWithAnotherSinceIsRefused() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        world.map(source, "welding-1", template);

        var reply =
                world.post(
                        "/api/mappings",
                        """
                        {"source": "%s", "course": "welding-1", "template": "%s",
                         "since": "2026-01-01T00:00:00Z"}
                        """
                                .formatted(source, template));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("since");
    }

    @Test
    void everyFieldOfAMappingIsCheckedByName() {
        assertThat(world.post("/api/mappings", "{}").wrongFields())
                .containsExactlyInAnyOrder("source", "course", "template");
        assertThat(
                        world.post(
                                        "/api/mappings",
                                        """
                                        {"source": "nobody", "course": "%s", "template": "a.b",
                                         "since": "yesterday", "extra": 1}
                                        """
                                                .formatted("x".repeat(256)))
                                .wrongFields())
                .containsExactlyInAnyOrder("source", "course", "template", "since", "extra");
    }

    @Test
    void mappingIsRemovedAndBadgesStay() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        String mapping = world.map(source, "welding-1", template).text("/id");
        workers.certificate(source, "welding-1", "ada@example.org");
        String badge = workers.settle().getFirst();

        assertThat(world.delete("/api/mappings/" + mapping).status()).isEqualTo(204);

        assertThat(world.get("/api/mappings/" + mapping).status()).isEqualTo(404);
        assertThat(world.get("/api/badges/" + badge).status()).isEqualTo(200);
    }
}
