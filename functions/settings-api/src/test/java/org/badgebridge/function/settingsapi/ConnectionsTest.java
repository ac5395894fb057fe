package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.adapter.dynamodb.DynamoAccounts;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@WithTestSystem
final class ConnectionsTest {

    private final ApiWorld world;
    private final DynamoAccounts accounts;

    ConnectionsTest(TestSystem system) {
        world = new ApiWorld(system);
        accounts = new DynamoAccounts(system.dynamoDb(), system.tableName("SettingsTable"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String body(String name) {
        return """
        {"name": "%s", "provider": "credly", "organization_id": "org-1", "base_url": "%s/"}
        """
                .formatted(name, world.simulator.url());
    }

    @Test
    void connectionGetsAnIdFromItsName() {
        var first = world.post("/api/connections", body("Écoles du Nord"));
        var again = world.post("/api/connections", body("Écoles du Nord"));
        var other = world.post("/api/connections", body("Ecoles, du Nord!"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("/id")).isEqualTo("ecoles-du-nord");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo("ecoles-du-nord");
        assertThat(other.text("/id")).isEqualTo("ecoles-du-nord-2");
    }

    @Test
    void newConnectionIsEnabledPushesByItselfAndHasNoToken() {
        var reply = world.post("/api/connections", body("Fresh"));

        assertThat(reply.at("/enabled").asBoolean()).isTrue();
        assertThat(reply.at("/auto_push").asBoolean()).isTrue();
        assertThat(reply.at("/token").isNull()).isTrue();
        assertThat(reply.text("/base_url")).isEqualTo(world.simulator.url().toString());
        assertThat(reply.at("/health/ok").asBoolean()).isTrue();
    }

    @Test
    void idThatIsTakenIsRefused() {
        String id = world.newConnection();

        var reply =
                world.post(
                        "/api/connections",
                        body("Another").replace("{\"name\"", "{\"id\": \"" + id + "\", \"name\""));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains(id);
    }

    @Test
    void everyFieldThatIsWrongIsNamedAtOnce() {
        var reply =
                world.post(
                        "/api/connections",
                        """
                        {"id": "No Slug", "name": " ", "provider": "acclaim",
                         "organization_id": "../x", "base_url": "https://evil.example",
                         "enabled": "yes", "auto_push": 1, "calls_per_second": 0, "tokn": "x"}
                        """);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "provider",
                        "organization_id",
                        "base_url",
                        "enabled",
                        "auto_push",
                        "calls_per_second",
                        "tokn");
    }

    @Test
    void whatIsNeededIsNamed() {
        assertThat(world.post("/api/connections", "{}").wrongFields())
                .containsExactlyInAnyOrder("name", "provider", "organization_id", "base_url");
    }

    @Test
    void baseUrlMustBeOfAnAllowedOrigin() {
        var reply =
                world.post(
                        "/api/connections",
                        body("Evil")
                                .replace(
                                        world.simulator.url().toString(),
                                        "http://169.254.169.254"));

        assertThat(reply.wrongFields()).containsExactly("base_url");
    }

    @Test
    void listAndOneShowWhatIsStored() {
        String id = world.newConnection();

        assertThat(world.get("/api/connections").body()).contains("\"" + id + "\"");
        assertThat(world.get("/api/connections/" + id).text("/organization_id"))
                .isEqualTo(world.organization.id());
    }

    @Test
    void changeKeepsWhatItDoesNotName() {
        String id = world.newConnection();

        var reply = world.put("/api/connections/" + id, "{\"calls_per_second\": 9}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/calls_per_second").asInt()).isEqualTo(9);
        assertThat(reply.text("/name")).isEqualTo("Connection " + id);
        assertThat(reply.at("/enabled").asBoolean()).isTrue();
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String id = world.workingConnection();
        var read = world.get("/api/connections/" + id);

        var reply = world.put("/api/connections/" + id, read.body());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(world.post("/api/connections/" + id + "/test", null).at("/ok").asBoolean())
                .isTrue();
    }

    @Test
    void whatNeverChangesIsRefusedByName() {
        String id = world.newConnection();

        var reply =
                world.put(
                        "/api/connections/" + id,
                        """
                        {"id": "x", "provider": "y", "organization_id": "z",
                         "base_url": "https://w.example", "token": "plain"}
                        """);

        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder(
                        "id", "provider", "organization_id", "base_url", "token");
    }

    @Test
    void tokenIsSavedAndTried() {
        String id = world.newConnection();

        var reply = world.saveToken(id, world.token.token());

        assertThat(reply.at("/ok").asBoolean()).as(reply.body()).isTrue();
        assertThat(reply.text("/message")).contains("Sample Academy");
        assertThat(world.get("/api/connections/" + id).text("/token")).isEqualTo("********");
    }

    @Test
    void tokenThatFailsIsSavedAllTheSame() {
        String id = world.newConnection();

        var reply = world.saveToken(id, "wrong");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/ok").asBoolean()).isFalse();
        assertThat(world.get("/api/connections/" + id).text("/token")).isEqualTo("********");
    }

    @Test
    void starsKeepTheTokenThatThereIs() {
        String id = world.workingConnection();

        assertThat(world.saveToken(id, "********").at("/ok").asBoolean()).isTrue();
    }

    @Test
    void tokenWithSpacesIsRefusedWithoutRepeatingIt() {
        String id = world.newConnection();

        var reply = world.saveToken(id, "two words");

        assertThat(reply.wrongFields()).containsExactly("token");
        assertThat(reply.body()).doesNotContain("two words");
        assertThat(world.put("/api/connections/" + id + "/token", "{}").wrongFields())
                .containsExactly("token");
    }

    @Test
    void tokenThatWorksEndsTheHoldOfARefusedOne() {
        String id = world.newConnection();
        var connection = new ConnectionId(id);
        accounts.store(accounts.health(connection).tokenRefused(Instant.now(), "Unauthorized"));
        assertThat(world.get("/api/connections/" + id).at("/health/ok").asBoolean()).isFalse();

        world.saveToken(id, world.token.token());

        assertThat(accounts.health(connection).tokenRefusedSince()).isNull();
        assertThat(world.get("/api/connections/" + id).at("/health/ok").asBoolean()).isTrue();
        assertThat(world.get("/api/jobs").body()).contains("\"kind\":\"release\"");
    }

    @Test
    void tokenThatFailsKeepsTheHold() {
        String id = world.newConnection();
        var connection = new ConnectionId(id);
        accounts.store(accounts.health(connection).tokenRefused(Instant.now(), "Unauthorized"));

        world.saveToken(id, "wrong");

        assertThat(accounts.health(connection).tokenRefusedSince()).isNotNull();
    }

    @Test
    void syncReadsTheProvidersTemplates() {
        String id = world.workingConnection();
        var template = world.credly().createTemplate(world.organization, "Welding I");

        var reply = world.post("/api/connections/" + id + "/sync", null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/state")).isEqualTo("done");
        assertThat(reply.at("/counts/added").asInt()).isEqualTo(1);
        assertThat(reply.text("/started_by")).isEqualTo(ApiWorld.ADMIN);
        assertThat(world.get("/api/templates?connection=" + id).text("/items/0/id"))
                .isEqualTo(id + "." + template.id());
    }

    @Test
    void allConnectionsAreReadEachByAJobOfItsOwn() {
        String one = world.workingConnection();
        String other = world.newConnection(URI.create("http://127.0.0.1:9"), "org-1");
        var template = world.credly().createTemplate(world.organization, "Welding I");

        var reply = world.post("/api/connections/sync", null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/items").size())
                .isEqualTo(world.get("/api/connections").at("/items").size())
                .isGreaterThan(1);
        assertThat(reply.items("kind")).containsOnly("sync");
        assertThat(reply.items("started_by")).containsOnly(ApiWorld.ADMIN);
        assertThat(world.get("/api/templates?connection=" + one).items("id"))
                .containsExactly(one + "." + template.id());
        assertThat(world.get("/api/templates?connection=" + other).items("id")).isEmpty();
    }

    @Test
    void enabledConnectionsAreReconciledEachByAJobOfItsOwn() {
        String one = world.workingConnection();
        String disabled = world.newConnection();
        int others = world.post("/api/connections/reconcile", null).at("/items").size();
        world.put("/api/connections/" + disabled, "{\"enabled\": false}");

        var reply = world.post("/api/connections/reconcile", null);
        var alone = world.post("/api/connections/" + one + "/reconcile", null);
        var refused = world.post("/api/connections/" + disabled + "/reconcile", null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.items("kind")).hasSize(others - 1).containsOnly("reconcile");
        assertThat(alone.text("/state")).as(alone.body()).isEqualTo("done");
        assertThat(alone.text("/started_by")).isEqualTo(ApiWorld.ADMIN);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains("Enable it first");
    }

    @Test
    void disabledConnectionCannotBePushed() {
        String id = world.newConnection();
        world.put("/api/connections/" + id, "{\"enabled\": false}");

        var reply = world.post("/api/connections/" + id + "/push", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("Enable it first");
    }

    @Test
    void unusedConnectionIsRemovedWithItsToken() {
        String id = world.workingConnection();

        assertThat(world.delete("/api/connections/" + id).status()).isEqualTo(204);

        assertThat(world.get("/api/connections/" + id).status()).isEqualTo(404);
        assertThat(world.delete("/api/connections/" + id).status()).isEqualTo(404);
    }

    @Test
    void connectionWithRulesIsNotRemoved() {
        String id = world.workingConnection();
        world.map(world.newSource(), "welding-1", world.newTemplate(id));

        var reply = world.delete("/api/connections/" + id);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/type")).isEqualTo("urn:badgebridge:problem:in-use");
        assertThat(reply.text("/detail"))
                .startsWith("By 1 rule (for the template Welding")
                .contains("Remove the rules first");
        assertThat(world.get("/api/connections/" + id).text("/token")).isEqualTo("********");
    }

    @Test
    void connectionWithBadgesIsNotRemovedAndSaysHowManyThereAre() {
        String id = world.workingConnection();
        String source = world.newSource();
        world.map(source, "welding-1", world.newTemplate(id));
        new Workers(world).certificate(source, "welding-1", "ada@example.org");

        var reply = world.delete("/api/connections/" + id);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("1 rule (", " and 1 badge.", "disable it");
        assertThat(world.get("/api/connections/" + id).text("/token")).isEqualTo("********");
    }

    @Test
    void ofManyChangesAtOnceEachIsMadeOrRefusedAsTooLate() throws Exception {
        String id = world.newConnection();
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String change = "{\"name\": \"Name " + i + "\"}";
            changes.add(() -> world.put("/api/connections/" + id, change).status());
        }

        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(changes)) {
                statuses.add(done.get());
            }
        }

        assertThat(statuses).containsOnly(200, 409).contains(200);
        long made = statuses.stream().filter(status -> status == 200).count();
        assertThat(accounts.connection(new ConnectionId(id)).orElseThrow().version())
                .isEqualTo(1 + made);
    }

    @Test
    void connectionWhoseOriginIsNoLongerAllowedSaysSo() {
        String id = world.workingConnection();
        try (ApiWorld later = new ApiWorld(world.system)) {
            var test = later.post("/api/connections/" + id + "/test", null);
            var sync = later.post("/api/connections/" + id + "/sync", null);
            var reconcile = later.post("/api/connections/" + id + "/reconcile", null);

            assertThat(test.at("/ok").asBoolean()).isFalse();
            assertThat(test.text("/message")).contains("allowed origin");
            assertThat(sync.status()).isEqualTo(409);
            assertThat(reconcile.status()).isEqualTo(409);
        }
    }

    @Test
    void addressThatNobodyListensAtIsAllowedButNotReached() {
        String id = world.newConnection(URI.create("http://127.0.0.1:9"), "org-1");

        var reply = world.saveToken(id, "any");

        assertThat(reply.at("/ok").asBoolean()).isFalse();
        assertThat(reply.text("/message"))
                .contains("cannot be reached")
                .contains("http://127.0.0.1:9");
    }
}
