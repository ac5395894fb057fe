package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.adapter.dynamodb.DynamoDays;
import org.badgebridge.adapter.dynamodb.DynamoDeliveries;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Courses;
import org.badgebridge.port.Days.Counts;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.port.Deliveries.Verdict;
import org.badgebridge.port.Signals;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/// What others of the class leave is in it too, so each looks for its own.
@WithTestSystem
final class OverviewTest {

    private final TestSystem system;
    private final ApiWorld world;
    private final Workers workers;
    private final String settings;

    OverviewTest(TestSystem system) {
        this.system = system;
        world = new ApiWorld(system);
        workers = new Workers(world);
        settings = system.tableName("SettingsTable");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private JsonNode overview() {
        var reply = world.get("/api/overview");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static JsonNode of(JsonNode list, String id) {
        for (JsonNode each : list) {
            if (each.path("id").asText().equals(id)) {
                return each;
            }
        }
        throw new AssertionError(id + " is not in " + list);
    }

    private JsonNode connection(String id) {
        return of(overview().path("connections"), id);
    }

    @Test
    void connectionIsUpOrSaysWhatIsWrongAndSinceWhen() {
        String id = world.newConnection();
        assertThat(connection(id).path("trouble").asText()).contains("no token yet");
        assertThat(connection(id).path("ok").asBoolean()).isFalse();

        Instant before = Instant.now();
        world.saveToken(id, world.token.token());
        JsonNode good = connection(id);
        assertThat(good.path("ok").asBoolean()).as(good.toString()).isTrue();
        assertThat(good.path("trouble").isNull()).isTrue();
        assertThat(good.path("since").isNull()).isTrue();
        assertThat(Instant.parse(good.path("token_saved_at").asText()))
                .isBetween(before, Instant.now());

        ConnectionHealth health = workers.accounts.health(new ConnectionId(id));
        Instant since = Instant.parse("2026-01-15T09:30:00Z");
        workers.accounts.store(health.opened(since, "connect timed out"));
        assertThat(connection(id).path("trouble").asText())
                .isEqualTo(
                        "The provider does not answer (connect timed out): it is tried again every"
                                + " minute.");
        assertThat(connection(id).path("since").asText()).isEqualTo(since.toString());
        assertThat(world.get("/api/overview").body()).doesNotContain(world.token.token());
    }

    @Test
    void badgesAreCountedByHowFarTheyAreAndFailuresByWhatMendsThem() {
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        world.map(source, "welding-1", template);
        world.post("/api/templates/" + template + "/activate", null);
        JsonNode before = overview();
        assertThat(before.path("oldest_waiting_at").isNull()).as(before.toString()).isTrue();

        workers.certificate(source, "welding-1", "ada@example.org");
        JsonNode waiting = overview();
        world.credly()
                .add(
                        Fault.on(
                                Operation.ISSUE,
                                Fault.Status.of(400).body("{\"data\":{\"message\":\"No\"}}")));
        workers.settle();
        JsonNode after = overview();

        assertThat(waiting.at("/counts/open/count").asInt())
                .isEqualTo(before.at("/counts/open/count").asInt() + 1);
        assertThat(Instant.parse(waiting.path("oldest_waiting_at").asText()))
                .isAfter(Instant.now().minusSeconds(300));
        assertThat(after.at("/counts/failed/count").asInt())
                .isEqualTo(before.at("/counts/failed/count").asInt() + 1);
        JsonNode failure = after.at("/failures/0");
        assertThat(failure.path("count").asInt()).isPositive();
        assertThat(failure.path("title").asText()).isNotBlank();
        assertThat(failure.path("remedy").asText()).contains("retry");
        String query =
                "?state=%s&reason=%s&template=%s"
                        .formatted(
                                failure.at("/filter/state").asText(),
                                failure.at("/filter/reason").asText(),
                                template);
        assertThat(world.get("/api/badges" + query).at("/items").size()).isEqualTo(1);
    }

    @Test
    void sourceShowsItsLastPostAndItsLastRejectedOne() {
        String id = world.newSource();
        Instant rejected = Instant.parse("2026-01-15T09:30:00Z");
        DynamoDeliveries deliveries = new DynamoDeliveries(system.dynamoDb(), settings);
        assertThat(of(overview().path("sources"), id).path("last_post_at").isNull()).isTrue();

        deliveries.record(verdict(id, "d-1", rejected, Kind.REJECTED));
        deliveries.record(verdict(id, "d-2", rejected.plusSeconds(60), Kind.ACCEPTED));

        JsonNode source = of(overview().path("sources"), id);
        assertThat(source.path("last_post_at").asText())
                .isEqualTo(rejected.plusSeconds(60).toString());
        assertThat(source.path("last_verdict").asText()).isEqualTo("accepted");
        assertThat(source.path("last_rejected_at").asText()).isEqualTo(rejected.toString());
    }

    private static Verdict verdict(String source, String id, Instant at, Kind kind) {
        return new Verdict(
                new SourceId(source), id, at, kind, null, null, null, null, Map.of(), Map.of());
    }

    @Test
    void daysAreTheLastThirtyWithThoseOnWhichNothingHappened() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        DynamoDays days = new DynamoDays(system.dynamoDb(), settings);
        days.add(
                days.tally(),
                new Signals.Position(Instant.now(), "s-1"),
                Map.of(today.minusDays(3), new Counts(4, 3, 2, 1)));

        JsonNode shown = overview().path("days");

        assertThat(shown.size()).isEqualTo(30);
        assertThat(shown.at("/26/day").asText()).isEqualTo(today.minusDays(3).toString());
        assertThat(shown.at("/26/issued").asInt()).isEqualTo(4);
        assertThat(shown.at("/26/accepted").asInt()).isEqualTo(3);
        assertThat(shown.at("/26/revoked").asInt()).isEqualTo(2);
        assertThat(shown.at("/26/failed").asInt()).isEqualTo(1);
        assertThat(shown.at("/29/issued").asInt()).isZero();
    }

    @Test
    void queuesCoursesAndWhatIsSetUpAreCounted() {
        JsonNode before = overview();
        String source = world.newSource();
        String template = world.newTemplate(world.workingConnection());
        world.map(source, "welding-1", template);
        Instant now = Instant.now();
        Courses courses = new DynamoCourses(system.dynamoDb(), settings);
        for (String course : new String[] {"welding-1", "sewing-1"}) {
            courses.store(
                    new Courses.Seen(source, new SourceId(source), course, null, now, now, 0));
        }
        system.sqs()
                .sendMessage(
                        b -> b.queueUrl(system.queueUrl("SettleDeadLetters")).messageBody("x"));

        JsonNode after = overview();

        assertThat(after.at("/queues/1/name").asText()).isEqualTo("settle");
        assertThat(after.at("/queues/1/dead").asInt())
                .isEqualTo(before.at("/queues/1/dead").asInt() + 1);
        assertThat(after.at("/courses_unmapped/count").asInt())
                .isEqualTo(before.at("/courses_unmapped/count").asInt() + 1);
        for (String what : new String[] {"connections", "sources", "templates", "mappings"}) {
            assertThat(after.at("/set_up/" + what).asInt())
                    .as(what)
                    .isEqualTo(before.at("/set_up/" + what).asInt() + 1);
        }
    }
}
