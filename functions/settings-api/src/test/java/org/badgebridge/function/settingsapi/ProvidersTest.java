package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/// What differs between providers is what each says of itself.
@WithTestSystem
final class ProvidersTest {

    private final ApiWorld world;
    private final Workers workers;

    ProvidersTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /// A connection to the other provider; nothing here calls it.
    private String elsewhere() {
        return world.post(
                        "/api/connections",
                        """
                        {"name": "Elsewhere", "provider": "accredible", "organization_id": "4897",
                         "base_url": "%s"}
                        """
                                .formatted(world.simulator.url()))
                .text("/id");
    }

    private String template(String connection) {
        Instant now = Instant.EPOCH;
        List<Attribute> attributes =
                List.of(
                        new Attribute("Score", Attribute.Kind.TEXT),
                        new Attribute("Passed on", Attribute.Kind.DATE));
        workers.accounts.store(
                Template.firstSeen(new ConnectionId(connection), bearing(attributes, now), now));
        return connection + ".4711";
    }

    private static ProviderTemplate bearing(List<Attribute> attributes, Instant asOf) {
        return new ProviderTemplate(
                "4711", "Welding", null, null, Template.State.ACTIVE, true, attributes, asOf);
    }

    @Test
    void formsAreToldWhatEachProviderAsksFor() {
        var providers = world.get("/api/providers").at("/items");

        assertThat(providers.valueStream().map(each -> each.path("id").asText()))
                .containsExactly("credly", "accredible");
        assertThat(providers.valueStream())
                .allSatisfy(each -> {
                    assertThat(each.path("addresses")).isNotEmpty();
                    assertThat(each.path("organization_help").asText()).isNotBlank();
                    assertThat(each.path("token_help").asText()).isNotBlank();
                });
        assertThat(providers.path(1).path("on_revoke").valueStream())
                .extracting(each -> each.path("value").asText())
                .containsExactly("revoke", "delete", "keep");
    }

    @Test
    void connectionBeginsWithThePaceOfItsProvider() {
        var there = world.get("/api/connections/" + elsewhere());
        var here = world.get("/api/connections/" + world.workingConnection());

        assertThat(there.at("/calls_per_second").asInt()).isEqualTo(6);
        assertThat(here.at("/calls_per_second").asInt()).isGreaterThan(6);
    }

    @Test
    void templateIsSetOnlyToWhatItsProviderHas() {
        String there = "/api/templates/" + template(elsewhere());
        String here = "/api/templates/" + world.newTemplate(world.workingConnection());

        assertThat(world.put(there, "{\"on_revoke\": \"delete\"}").text("/on_revoke"))
                .isEqualTo("delete");
        var refused = world.put(here, "{\"on_revoke\": \"delete\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/errors/0/message")).isEqualTo("must be one of revoke, keep");

        var quiet = world.put(there, "{\"quiet\": true}");
        assertThat(quiet.status()).isEqualTo(400);
        assertThat(quiet.text("/errors/0/field")).isEqualTo("quiet");
    }

    @Test
    void attributesAreTakenFromPlacesInEventsAndOnlyThoseThatAreThere() {
        String there = "/api/templates/" + template(elsewhere());
        assertThat(world.get(there).at("/attributes").toString())
                .isEqualTo(
                        """
                        [{"name":"Score","kind":"text"},{"name":"Passed on","kind":"date"}]\
                        """);

        var chosen = world.put(there, pointers("\"Score\": \"/data/score\""));
        assertThat(chosen.text("/attribute_pointers/Score")).isEqualTo("/data/score");
        var others = world.put(there, "{\"renewal\": \"replace\"}");
        assertThat(others.text("/attribute_pointers/Score")).isEqualTo("/data/score");

        var unknown = world.put(there, pointers("\"Grade\": \"/data/grade\""));
        assertThat(unknown.wrongFields()).containsExactly("attribute_pointers.Grade");
        assertThat(unknown.text("/errors/0/message")).endsWith("it has Score, Passed on");
        var noPointer = world.put(there, pointers("\"Score\": \"score\""));
        assertThat(noPointer.wrongFields()).containsExactly("attribute_pointers.Score");

        assertThat(world.put(there, pointers("")).at("/attribute_pointers")).isEmpty();
    }

    @Test
    void attributeThatTheProviderRemovedCanBeSentBackAsItWasRead() {
        String connection = elsewhere();
        String there = "/api/templates/" + template(connection);
        world.put(there, pointers("\"Score\": \"/data/score\""));
        Instant later = Instant.EPOCH.plusSeconds(1);
        TemplateId id = new TemplateId(new ConnectionId(connection), "4711");
        Template was = workers.accounts.template(id).orElseThrow();
        workers.accounts.store(was.described(bearing(List.of(), later), later));

        var sentBack = world.put(there, world.get(there).body());

        assertThat(sentBack.status()).as(sentBack.body()).isEqualTo(200);
        assertThat(sentBack.at("/attributes")).isEmpty();
        assertThat(sentBack.text("/attribute_pointers/Score")).isEqualTo("/data/score");
    }

    private static String pointers(String fields) {
        return "{\"attribute_pointers\": {" + fields + "}}";
    }

    @Test
    void nothingIsBackIssuedQuietlyWhereEverybodyIsWrittenTo() {
        String mapping =
                world.map(world.newSource(), "welding-1", template(elsewhere())).text("/id");

        var reply = world.post("/api/mappings/" + mapping + "/back-issue", "{\"quiet\": true}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("quiet");
    }

    @Test
    void webhookOfAProviderWithoutEventsIsRefusedWithWhatHappensInstead() {
        var reply = world.post("/api/connections/" + elsewhere() + "/webhook", "{}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("read back every hour");
    }
}
