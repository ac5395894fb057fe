package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Every change leaves an entry that says who did what, and what it changed.
@WithTestSystem
class AuditTest {

    private final ApiWorld world;

    AuditTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ApiWorld.Reply about(String subject) {
        return world.get(
                "/api/audit?subject=" + URLEncoder.encode(subject, StandardCharsets.UTF_8));
    }

    @Test
    void changesAreToldFieldByFieldNewestFirst() {
        String connection = world.newConnection();
        world.put("/api/connections/" + connection, "{\"enabled\": false}");

        var entries = about("connection:" + connection);

        assertThat(entries.items("action"))
                .containsExactly("connection.update", "connection.create");
        assertThat(entries.items("who")).containsOnly("admin-1");
        assertThat(entries.items("done")).containsOnly("true");
        assertThat(entries.text("/items/0/changes/0/field")).isEqualTo("enabled");
        assertThat(entries.text("/items/0/changes/0/before")).isEqualTo("true");
        assertThat(entries.text("/items/0/changes/0/after")).isEqualTo("false");
        assertThat(entries.at("/items/0/changes").size()).isEqualTo(1);
    }

    @Test
    void everyCallThatIsNoQuestionIsAudited() {
        assertThat(
                        ApiWorld.api(world.environment).router().routes().stream()
                                .filter(route -> !route.method().equals("GET"))
                                .filter(route -> route.trace() == Route.Trace.NONE)
                                .map(Route::key))
                .containsExactlyInAnyOrder(
                        "POST /api/learners/find",
                        "POST /api/rules/effects",
                        "POST /api/rules/try",
                        "POST /api/sources/{id}/preview");
    }

    @Test
    void savedTokenIsToldAndNotShown() {
        String connection = world.newConnection();
        world.saveToken(connection, world.token.token());

        var entries = about("connection:" + connection);

        assertThat(entries.items("action")).startsWith("connection.token.update");
        assertThat(entries.body()).doesNotContain(world.token.token());
    }

    @Test
    void everyTokenSavedIsToldAndOneKeptIsNot() {
        String connection = world.newConnection();
        world.saveToken(connection, world.token.token());
        world.saveToken(connection, world.credly().createToken(world.organization).token());
        world.saveToken(connection, "********");

        var entries = about("connection:" + connection);

        assertThat(entries.items("action"))
                .containsExactly(
                        "connection.token.update", "connection.token.update", "connection.create");
        assertThat(entries.at("/items/0/changes").findValuesAsText("field"))
                .containsExactly("token_saved_at");
    }

    @Test
    void whatIsAskedForAgainLeavesNoSecondEntry() {
        String connection = world.workingConnection();
        String source = world.newSource();
        String template = world.newTemplate(connection);
        String mapping = world.map(source, "welding-1", template).text("/id");
        var read = world.get("/api/connections/" + connection);
        String secret = "{\"value\": \"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\"}";
        for (int i = 0; i < 2; i++) {
            world.map(source, "welding-1", template);
            world.put("/api/connections/" + connection, read.body());
            world.post("/api/connections/" + connection + "/test", null);
            world.post("/api/sources/" + source + "/secrets", secret);
            world.post("/api/templates/" + template + "/activate", null);
            world.put("/api/templates/" + template, "{\"quiet\": true}");
        }

        assertThat(world.get("/api/connections/" + connection).headers().get("etag"))
                .isEqualTo(read.headers().get("etag"));
        assertThat(about("connection:" + connection).items("action"))
                .containsExactly("connection.sync", "connection.token.update", "connection.create");
        assertThat(about("source:" + source).items("action"))
                .containsExactly("source.secrets", "source.create");
        assertThat(about("template:" + template).items("action"))
                .containsExactly("template.update", "template.activate");
        assertThat(about("mapping:" + mapping).items("action")).containsExactly("mapping.create");
    }

    @Test
    void lookingAtWhatIsMaskedIsToldWhenThereWasSomethingToSee() {
        String source = world.newSource();
        world.get("/api/sources/" + source + "/deliveries?reveal=true");
        world.get("/api/sources/none-audited/deliveries?reveal=true");

        assertThat(about("source:" + source).items("action"))
                .containsExactly("source.deliveries.reveal", "source.create");
        assertThat(about("source:none-audited").items("id")).isEmpty();
    }

    @Test
    void reasonOfWhateverLengthIsRefusedByNameAndNotByTheAudit() {
        var reply =
                world.put(
                        "/api/pause",
                        "{\"paused\": false, \"reason\": \"" + "x".repeat(500_000) + "\"}");

        assertThat(reply.wrongFields()).containsExactly("reason");
    }

    @Test
    void whatWasRefusedOrChangedNothingOrOnlyAskedLeavesNoEntry() {
        String source = world.newSource();
        world.put("/api/sources/" + source, "{\"name\": 7}");
        world.put("/api/sources/" + source, "{}");
        world.post("/api/sources/" + source + "/preview", "{\"body\": {}}");
        world.post("/api/badges/retry", "{\"filter\": {}, \"dry_run\": true}");

        assertThat(about("source:" + source).items("action")).containsExactly("source.create");
    }

    @Test
    void whatNamesAPersonIsToldToHaveChangedAndNotShown() {
        Workers workers = new Workers(world);
        String source = world.newSource();
        String id =
                workers.certificate(source, "welding-1", "ada@example.org")
                        .certificate()
                        .learner()
                        .value();
        world.put("/api/learners/" + id, "{\"first_name\": \"Augusta\"}");
        world.get("/api/learners/" + id + "?reveal=true");

        var entries = about("learner:" + id);

        assertThat(entries.items("action")).containsExactly("learner.reveal", "learner.update");
        assertThat(entries.text("/items/1/changes/0/field")).isEqualTo("first_name");
        assertThat(entries.body()).doesNotContain("Augusta", "Ada", "example.org");
    }

    @Test
    void bulkCallsTellWhatTheyAskedForAndWhy() {
        world.post("/api/badges/retry", "{\"filter\": {\"template\": \"none.audited\"}}");

        var entry = world.get("/api/audit?subject=badges&limit=1");

        assertThat(entry.items("action")).containsExactly("badge.retry");
        assertThat(entry.at("/items/0/changes").findValuesAsText("field"))
                .contains("asked.template");
        assertThat(entry.at("/items/0/changes").findValuesAsText("after")).contains("none.audited");
    }

    @Test
    void entriesAreFilteredPagedAndGivenAsAFile() {
        String source = world.newSource();
        world.put("/api/sources/" + source, "{\"name\": \"Second\"}");
        world.put("/api/sources/" + source, "{\"name\": \"=Third\"}");
        String subject = "subject=source%3A" + source;

        var first = world.get("/api/audit?limit=2&" + subject);
        var second =
                world.get(
                        "/api/audit?limit=2&%s&cursor=%s".formatted(subject, first.text("/next")));

        assertThat(first.at("/items").size()).isEqualTo(2);
        assertThat(second.items("action")).containsExactly("source.create");
        assertThat(world.get("/api/audit?who=nobody&" + subject).items("id")).isEmpty();
        assertThat(world.get("/api/audit?until=2020-01-01T00:00:00Z&" + subject).items("id"))
                .isEmpty();
        assertThat(world.get("/api/audit?since=soon").wrongFields()).isEqualTo(List.of("since"));
        assertThat(world.get("/api/audit?cursor=x").status()).isEqualTo(400);
        var file = world.csv("/api/audit?" + subject);
        assertThat(file.body().lines().toList().getFirst()).startsWith("at,who,action,subject");
        assertThat(file.body().lines()).hasSize(4);
    }

    @Test
    void changeOfWhatIsNotAsItWasReadIsRefused() {
        String source = world.newSource();
        String path = "/api/sources/" + source;
        String read = world.get(path).headers().getOrDefault("etag", "");
        String changed =
                world.put(path, "{\"name\": \"Second\"}").headers().getOrDefault("etag", "");

        assertThat(read).isNotEmpty().isNotEqualTo(changed);
        assertThat(world.get(path).headers()).containsEntry("etag", changed);
        assertThat(world.ifMatch("PUT", path, "{\"name\": \"Third\"}", read).status())
                .isEqualTo(412);
        assertThat(world.get(path).text("/name")).isEqualTo("Second");
        assertThat(world.ifMatch("PUT", path, "{\"name\": \"Third\"}", "x").status())
                .isEqualTo(400);
        assertThat(world.ifMatch("PUT", path, "{\"name\": \"Third\"}", changed).status())
                .isEqualTo(200);
        assertThat(world.ifMatch("DELETE", path, null, changed).status()).isEqualTo(412);
        assertThat(world.ifMatch("DELETE", path, null, "*").status()).isEqualTo(204);
        assertThat(about("source:" + source).items("action"))
                .containsExactly(
                        "source.delete", "source.update", "source.update", "source.create");
    }
}
