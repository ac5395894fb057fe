package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventType;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

@WithTestSystem
final class BadgesTest {

    private final ApiWorld world;
    private final Workers workers;
    private final String connection;
    private final String source;
    private final String template;
    private final String course;

    BadgesTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
        connection = world.workingConnection();
        source = world.newSource();
        template = world.newTemplate(connection);
        course = "welding-of-" + source;
        world.map(source, course, template);
        world.post("/api/templates/" + template + "/activate", null);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String settled(@Nullable String email) {
        workers.certificate(source, course, email);
        return workers.settle().getFirst();
    }

    @Test
    void whatTheLearnerDidAtTheProviderShowsAfterAReconcile() {
        String id = settled("ada@example.org");
        String there = world.credly().badges().getFirst().id();
        world.credly().accept(there);
        world.credly().setPrivacy(there, false);

        var job = world.post("/api/connections/" + connection + "/reconcile", null);

        assertThat(job.status()).isEqualTo(202);
        assertThat(job.text("/kind")).isEqualTo("reconcile");
        assertThat(job.text("/state")).as(job.body()).isEqualTo("done");
        var reply = world.get("/api/badges/" + id);
        assertThat(reply.text("/provider_state")).isEqualTo("accepted");
        assertThat(reply.text("/witness")).isEqualTo("read_back");
        assertThat(reply.at("/visible").isBoolean()).isTrue();
        assertThat(reply.at("/visible").asBoolean()).isFalse();
    }

    @Test
    void issuedBadgeIsShownWithItsHistory() {
        String id = settled("ada@example.org");

        var reply = world.get("/api/badges/" + id);

        assertThat(reply.text("/state")).as(reply.body()).isEqualTo("issued");
        assertThat(reply.text("/wanted")).isEqualTo("issued");
        assertThat(reply.text("/template_id")).isEqualTo(template);
        assertThat(reply.text("/provider_state")).isEqualTo("pending");
        assertThat(reply.text("/witness")).isEqualTo("answer");
        assertThat(reply.at("/visible").isBoolean()).isTrue();
        assertThat(reply.at("/visible").asBoolean())
                .isEqualTo(world.credly().badges().getFirst().isPublic());
        assertThat(reply.text("/provider_badge_id"))
                .isEqualTo(world.credly().badges().getFirst().id());
        assertThat(reply.at("/next_attempt_at").isNull()).isTrue();
        assertThat(reply.at("/history").findValuesAsText("step"))
                .containsExactly("wanted", "issue");
        assertThat(reply.text("/history/1/outcome")).isEqualTo("done");
        assertThat(reply.at("/history/1/status").asInt()).isEqualTo(201);
        assertThat(reply.text("/history/0/by/kind")).isEqualTo("event");
    }

    @Test
    void listIsNarrowedDown() {
        String id = settled("ada@example.org");
        String learner = id.substring(0, id.indexOf('.'));

        for (String query :
                new String[] {
                    "connection=" + connection,
                    "template=" + template,
                    "learner=" + learner,
                    "state=issued&connection=" + connection
                }) {
            assertThat(world.get("/api/badges?" + query).items("id")).as(query).containsExactly(id);
        }
        for (String query :
                new String[] {
                    "state=held&connection=" + connection,
                    "template=none.none",
                    "learner=AAAAAAAAAAAAAAAAAAAAAA"
                }) {
            assertThat(world.get("/api/badges?" + query).at("/items").size()).as(query).isZero();
        }
        assertThat(world.get("/api/badges?state=lost").wrongFields()).containsExactly("state");
        assertThat(world.get("/api/badges?learner=x").wrongFields()).containsExactly("learner");
    }

    @Test
    void filtersComposeAndEachWrongPartIsNamed() {
        String id = settled("ada@example.org");
        String all = "&template=%s&course=%s&source=%s".formatted(template, course, source);

        assertThat(world.get("/api/badges?state=held,issued" + all).items("id"))
                .containsExactly(id);
        assertThat(world.get("/api/badges?since=2020-01-01T00:00:00Z" + all).items("id"))
                .containsExactly(id);
        assertThat(world.get("/api/badges?until=2020-01-01T00:00:00Z" + all).items("id")).isEmpty();
        assertThat(world.get("/api/badges?reason=refused" + all).items("id")).isEmpty();
        assertThat(world.get("/api/badges?source=another&course=" + course).items("id")).isEmpty();
        assertThat(world.get("/api/badges?since=yesterday&reason=mood&state=lost").wrongFields())
                .containsExactlyInAnyOrder("since", "reason", "state");
        assertThat(
                        world.get("/api/certificates?course=%s&source=%s".formatted(course, source))
                                .items("learner_id"))
                .containsExactly(id.substring(0, id.indexOf('.')));
        assertThat(world.get("/api/certificates?source=another&course=" + course).items("id"))
                .isEmpty();
    }

    @Test
    void badgeSaysWhoseItIsWhatEarnedItAndFromWhereItCame() {
        String id = settled("ada@example.org");

        var reply = world.get("/api/badges/" + id);

        assertThat(reply.text("/learner/email")).isEqualTo("a***@example.org");
        assertThat(reply.text("/learner/name")).isNotBlank();
        assertThat(reply.text("/template_name")).startsWith("Welding");
        assertThat(reply.text("/course/id")).isEqualTo(course);
        assertThat(reply.text("/source")).isEqualTo(source);
        assertThat(reply.at("/timeline").findValuesAsText("step"))
                .containsExactly("receive", "wanted", "issue");
        assertThat(reply.text("/timeline/0/title")).contains(source);
    }

    @Test
    void whatFailedForOneCauseIsCountedAndThenRetriedAtOnce() {
        world.credly()
                .add(
                        Fault.on(
                                Operation.ISSUE,
                                Fault.Status.of(400).body("{\"data\":{\"message\":\"No\"}}")));
        String id = settled("ada@example.org");
        world.credly().clearFaults();
        String reason = world.get("/api/badges/" + id).text("/reason_code");
        String filter =
                "\"filter\": {\"state\": \"failed\", \"reason\": \"%s\", \"template\": \"%s\"}"
                        .formatted(reason, template);

        var dry = world.post("/api/badges/retry", "{%s, \"dry_run\": true}".formatted(filter));
        var job = world.post("/api/badges/retry", "{%s}".formatted(filter));
        workers.settle();

        assertThat(dry.at("/count").asInt()).as(dry.body()).isEqualTo(1);
        assertThat(dry.at("/more").asBoolean()).isFalse();
        assertThat(dry.items("id")).containsExactly(id);
        assertThat(dry.items("state")).containsExactly("failed");
        assertThat(job.at("/counts/retried").asInt()).as(job.body()).isEqualTo(1);
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("issued");
    }

    @Test
    void badgesOfAConnectionThatDoesNotPushByItselfArePushedByAFilter() {
        world.put("/api/connections/" + connection, "{\"auto_push\": false}");
        workers.certificate(source, course, "ada@example.org");
        String id = workers.settle().getFirst();
        String held = "/api/badges?reason=auto_push_off&template=" + template;
        assertThat(world.get(held).items("id")).containsExactly(id);

        var job =
                world.post(
                        "/api/badges/push",
                        "{\"filter\": {\"reason\": \"auto_push_off\", \"template\": \"%s\"}}"
                                .formatted(template));
        workers.settle();

        assertThat(job.at("/counts/pushed").asInt()).as(job.body()).isEqualTo(1);
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("issued");
        assertThat(world.get(held).items("id")).isEmpty();
    }

    @Test
    void bulkCallsCountAndTouchOnlyWhatTheyMeanSomethingFor() {
        String id = settled("ada@example.org");
        String ids = "\"ids\": [\"%s\"]".formatted(id);
        String filter = "\"filter\": {\"template\": \"%s\"}".formatted(template);

        for (String verb : List.of("retry", "push")) {
            for (String which : List.of(ids, filter)) {
                String path = "/api/badges/" + verb;
                var dry = world.post(path, "{%s, \"dry_run\": true}".formatted(which));
                assertThat(dry.at("/count").asInt(-1)).as(verb + which + dry.body()).isZero();
                assertThat(world.post(path, "{%s}".formatted(which)).status()).isEqualTo(202);
            }
            var nonsense = "{\"filter\": {\"state\": \"issued\"}}";
            assertThat(world.post("/api/badges/" + verb, nonsense).wrongFields())
                    .containsExactly("filter.state");
        }
        assertThat(world.post("/api/badges/" + id + "/push", null).status()).isEqualTo(409);
        assertThat(world.get("/api/badges/" + id).at("/history").findValuesAsText("step"))
                .containsExactly("wanted", "issue");
    }

    @Test
    void bulkCallTakesIdsOrAFilterAndNamesWhatIsWrongWithEither() {
        assertThat(world.post("/api/badges/retry", "{}").wrongFields()).containsExactly("ids");
        assertThat(
                        world.post("/api/badges/retry", "{\"ids\": [\"x\"], \"filter\": {}}")
                                .wrongFields())
                .contains("ids");
        assertThat(
                        world.post("/api/badges/retry", "{\"filter\": {\"colour\": \"red\"}}")
                                .wrongFields())
                .containsExactly("filter.colour");
        assertThat(
                        world.post("/api/certificates/push", "{\"filter\": {\"since\": \"now\"}}")
                                .wrongFields())
                .containsExactly("filter.since");
    }

    @Test
    void listIsGivenAsCsvPageByPage() {
        settled("ada@example.org");
        String otherSource = world.newSource();
        world.map(otherSource, course, template);
        workers.certificate(otherSource, course, "grace@example.org");
        workers.settle();

        var first = world.csv("/api/badges?limit=1&template=" + template);

        assertThat(first.headers().get("content-type")).startsWith("text/csv");
        assertThat(first.body().lines()).hasSize(2);
        assertThat(first.body()).startsWith("id,state,").contains(template).doesNotContain("@");
        String link = first.headers().getOrDefault("link", "");
        assertThat(link).startsWith("</api/badges?").endsWith(">; rel=\"next\"");
        var second = world.csv(link.substring(1, link.indexOf('>')));
        assertThat(second.body().lines()).hasSize(2);
        assertThat(second.body().lines().toList().getLast())
                .isNotEqualTo(first.body().lines().toList().getLast());
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        settled("ada@example.org");
        String otherSource = world.newSource();
        world.map(otherSource, course, template);
        workers.certificate(otherSource, course, "grace@example.org");
        workers.settle();

        var first = world.get("/api/badges?limit=1");
        var second = world.get("/api/badges?limit=1&cursor=" + first.text("/next"));

        assertThat(first.at("/items").size()).isEqualTo(1);
        assertThat(second.at("/items").size()).isEqualTo(1);
        assertThat(second.text("/items/0/id")).isNotEqualTo(first.text("/items/0/id"));
        assertThat(first.at("/items/0/history").isMissingNode()).isTrue();
    }

    @Test
    void failedBadgeSaysWhyAndIsRetried() {
        world.credly()
                .add(
                        Fault.on(
                                Operation.ISSUE,
                                Fault.Status.of(400).body("{\"data\":{\"message\":\"No\"}}")));
        String id = settled("ada@example.org");
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("failed");
        world.credly().clearFaults();

        var reply = world.post("/api/badges/" + id + "/retry", null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/state")).isEqualTo("queued");
        assertThat(reply.at("/history").findValuesAsText("step")).endsWith("retry");
        assertThat(reply.body()).contains("\"kind\":\"person\",\"id\":\"admin-1\"");
        assertThat(workers.badge(id).failed()).isFalse();
        assertThat(workers.settle()).containsExactly(id);
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("issued");
    }

    @Test
    void whatIsIssuedIsNotRetried() {
        String id = settled("ada@example.org");

        var reply = world.post("/api/badges/" + id + "/retry", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("nothing to retry");
    }

    @Test
    void whatIsHeldIsNotRetriedButToldItsRelease() {
        world.post("/api/templates/" + template + "/deactivate", null);
        String id = settled("ada@example.org");

        var reply = world.post("/api/badges/" + id + "/retry", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("Activate the template");
    }

    @Test
    void severalAreRetriedByAJob() {
        world.credly().add(Fault.on(Operation.ISSUE, Fault.Status.of(400)));
        String id = settled("ada@example.org");
        world.credly().clearFaults();

        var reply = world.post("/api/badges/retry", "{\"ids\": [\"" + id + "\"]}");
        var wrong = world.post("/api/badges/retry", "{\"ids\": [\"" + id + "\", \"x\"]}");
        var none = world.post("/api/badges/retry", "{\"ids\": []}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/counts/retried").asInt()).isEqualTo(1);
        assertThat(wrong.wrongFields()).containsExactly("ids[1]");
        assertThat(none.wrongFields()).containsExactly("ids");
        assertThat(workers.settle()).containsExactly(id);
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("issued");
    }

    @Test
    void certificateIsPushedWhereTheConnectionDoesNotPushByItself() {
        world.put("/api/connections/" + connection, "{\"auto_push\": false}");
        String certificate =
                workers.certificate(source, course, "ada@example.org").certificate() + "";
        String id = workers.settle().getFirst();
        assertThat(world.get("/api/badges/" + id).text("/reason")).contains("Push the badge");

        var reply = world.post("/api/certificates/" + certificate + "/push", null);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/counts/pushed").asInt()).isEqualTo(1);
        assertThat(workers.badge(id).settling().push()).isNotNull();
        assertThat(workers.settle()).containsExactly(id);
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("issued");
    }

    @Test
    void connectionPushesAllThatWaitsBehindIt() {
        world.put("/api/connections/" + connection, "{\"auto_push\": false}");
        String id = settled("ada@example.org");
        assertThat(world.get("/api/connections/" + connection).at("/waiting/badges").asInt())
                .isEqualTo(1);

        var reply = world.post("/api/connections/" + connection + "/push", null);

        assertThat(reply.text("/state")).isEqualTo("done");
        assertThat(workers.settle()).containsExactly(id);
        assertThat(world.get("/api/badges/" + id).text("/state")).isEqualTo("issued");
    }

    @Test
    void connectionWithBadgesIsNotRemoved() {
        settled("ada@example.org");
        world.get("/api/mappings?limit=200")
                .items("id")
                .forEach(mapping -> world.delete("/api/mappings/" + mapping));

        var reply = world.delete("/api/connections/" + connection);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).startsWith("By 1 badge.");
    }

    @Test
    void switchingAutoPushOnTellsHowManyWait() {
        world.put("/api/connections/" + connection, "{\"auto_push\": false}");
        settled("ada@example.org");

        var reply = world.put("/api/connections/" + connection, "{\"auto_push\": true}");

        assertThat(reply.at("/waiting/badges").asInt()).isEqualTo(1);
        assertThat(reply.at("/waiting/more").asBoolean()).isFalse();
        assertThat(workers.asked()).isEmpty();
    }

    @Test
    void certificatesAreShownWithTheBadgesThatRestOnThem() {
        workers.certificate(source, course, "ada@example.org");
        String id = workers.settle().getFirst();
        String certificate = world.get("/api/badges/" + id).text("/certificate_id");

        var list = world.get("/api/certificates");
        var one = world.get("/api/certificates/" + certificate);

        assertThat(list.items("id")).contains(certificate);
        assertThat(one.text("/course/id")).isEqualTo(course);
        assertThat(one.text("/source")).isEqualTo(source);
        assertThat(one.at("/held").asBoolean()).isTrue();
        assertThat(one.text("/badges/0/id")).isEqualTo(id);
        assertThat(one.text("/badges/0/state")).isEqualTo("issued");
    }

    @Test
    void dryRunTellsAndDoesNothing() {
        String certificate =
                workers.certificate(source, course, "ada@example.org").certificate() + "";
        String other =
                workers.certificate(source, "unmapped", "ada@example.org").certificate() + "";
        String takenBack = revoked("taken-back");
        workers.settle();
        String unknown = certificate.replaceAll(".{16}$", "AAAAAAAAAAAAAAAA");

        var reply =
                world.post(
                        "/api/certificates/push",
                        """
                        {"ids": ["%s", "%s", "%s", "%s"], "dry_run": true}
                        """
                                .formatted(certificate, other, takenBack, unknown));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/items").findValuesAsText("result"))
                .containsExactly("push", "earns_nothing", "not_held", "unknown");
        assertThat(reply.text("/items/0/templates/0")).isEqualTo(template);
        assertThat(workers.asked()).isEmpty();
    }

    private String revoked(String of) {
        Instant at = Instant.parse("2026-02-01T00:00:00Z");
        workers.certificate(source, of, "ada@example.org");
        return workers.event(EventType.CERTIFICATE_REVOKED, source, of, "ada@example.org", at)
                        .certificate()
                + "";
    }

    @Test
    void certificateThatWasTakenBackIsNotPushed() {
        var reply = world.post("/api/certificates/" + revoked("taken-back") + "/push", null);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("taken back");
    }

    @Test
    void certificatesArePushedForRulesThatWereMadeSince() {
        String certificate =
                workers.certificate(source, "later", "ada@example.org").certificate() + "";
        assertThat(workers.settle()).isEmpty();
        world.map(source, "later", template);

        var reply = world.post("/api/certificates/push", "{\"ids\": [\"" + certificate + "\"]}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/counts/pushed").asInt()).isEqualTo(1);
        assertThat(workers.settle()).hasSize(1);
        assertThat(world.credly().badges()).hasSize(1);
    }
}
