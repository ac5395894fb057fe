package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.award.Awarder;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Rules that are tried, and counted, before they are applied.
@WithTestSystem
final class RuleTrialsTest {

    private static final Instant DAY = Instant.parse("2026-01-15T09:30:00Z");

    private static final Map<String, String> VIEWER =
            Map.of(
                    "iss", ApiWorld.ISSUER,
                    "sub", "viewer-1",
                    "cognito:groups", "[badgebridge-viewer]");

    private final ApiWorld world;
    private final Workers workers;
    private String source = "";
    private String template = "";

    RuleTrialsTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
    }

    @BeforeEach
    void build() {
        source = world.newSource();
        template = world.newTemplate(world.workingConnection());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Awarder.Awarded certificate(String user, String course) {
        return certificate(user, course, Map.of());
    }

    private Awarder.Awarded certificate(String user, String course, Map<String, Object> data) {
        return workers.event(EventType.CERTIFICATE_ISSUED, source, course, user, data, DAY);
    }

    /// A rule of so many of these courses.
    private String any(int atLeast, String... courses) {
        return "{\"template\": \"%s\", \"groups\": [{\"at_least\": %d, \"requirements\": [%s]}]}"
                .formatted(
                        template,
                        atLeast,
                        String.join(
                                ", ",
                                List.of(courses).stream()
                                        .map(course ->
                                                """
                                                {"event": "certificate.issued", "source": "%s", "course": "%s"}
                                                """
                                                        .formatted(source, course))
                                        .toList()));
    }

    private ApiWorld.Reply effects(String body) {
        var reply = world.post("/api/rules/effects", body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.at("/more").asBoolean()).isFalse();
        return reply;
    }

    private ApiWorld.Reply apply(boolean gain, boolean lose) {
        var reply =
                world.post(
                        "/api/templates/" + template + "/apply-rules",
                        "{\"gain\": %s, \"lose\": %s}".formatted(gain, lose));
        assertThat(reply.text("/state")).as(reply.body()).isEqualTo("done");
        return reply;
    }

    private String wanted(String badge) {
        return world.get("/api/badges/" + badge).text("/wanted");
    }

    // ---- What would come of a change ------------------------------------------------------------

    @Test
    void effectsOfAChangeAreCountedAndNothingIsChanged() {
        String rule = world.post("/api/rules", any(2, "w1", "w2")).text("/id");
        certificate("1", "w1");
        String badge = certificate("1", "w2").badges().getFirst().toString();
        String learner = certificate("2", "w1").certificate().learner().value();
        var before = world.get("/api/progress?learner=" + learner);

        var oneMore = effects("{\"rule\": " + any(1, "w1") + "}");
        var easier = effects("{\"rule\": " + withId(rule, any(1, "w1", "w2")) + "}");
        var other = effects("{\"rule\": " + withId(rule, any(1, "w3")) + "}");
        var without = effects("{\"without\": \"" + rule + "\"}");

        assertThat(List.of(oneMore, easier, other, without))
                .extracting(each -> each.body().replaceAll(",\"more.*", "}"))
                .containsExactly(
                        "{\"gain\":1,\"lose\":0,\"have\":1}",
                        "{\"gain\":1,\"lose\":0,\"have\":1}",
                        "{\"gain\":0,\"lose\":1,\"have\":0}",
                        "{\"gain\":0,\"lose\":1,\"have\":0}");
        assertThat(wanted(badge)).isEqualTo("issued");
        assertThat(world.get("/api/rules?template=" + template).items("id")).containsExactly(rule);
        assertThat(world.get("/api/progress?learner=" + learner).body()).isEqualTo(before.body());
    }

    @Test
    void whatIsCountedWhenTheTimeEndsIsToldAndThatThereIsMore() {
        String[] courses = IntStream.range(0, 8).mapToObj(i -> "w" + i).toArray(String[]::new);
        for (String course : courses) {
            certificate("of-" + course, course);
        }
        String body = "{\"rule\": " + any(1, courses) + "}";

        var some = world.slowly("POST", "/api/rules/effects", body);

        assertThat(some.status()).as(some.body()).isEqualTo(200);
        assertThat(some.at("/more").asBoolean()).isTrue();
        assertThat(some.at("/gain").asInt()).isBetween(1, 7);
        assertThat(effects(body).at("/gain").asInt()).isEqualTo(8);
    }

    @Test
    void nobodyWouldLoseABadgeWhileARuleOfItCannotBeRead() {
        String rule = world.post("/api/rules", any(1, "w1")).text("/id");
        world.spoil(world.post("/api/rules", any(1, "w2")).text("/id"));
        certificate("1", "w1");

        var without = effects("{\"without\": \"" + rule + "\"}");

        assertThat(without.at("/lose").asInt()).isZero();
        assertThat(without.at("/have").asInt()).isEqualTo(1);
    }

    private static String withId(String rule, String body) {
        return body.replaceFirst("\\{", "{\"id\": \"" + rule + "\", ");
    }

    @Test
    void changedRuleChangesBadgesOnlyWhenAndAsItIsAppliedAndAsked() {
        String rule = world.post("/api/rules", any(2, "w1", "w2")).text("/id");
        certificate("1", "w1");
        String badge = certificate("1", "w2").badges().getFirst().toString();
        String other = certificate("2", "w1").certificate().learner() + "." + template;

        world.put("/api/rules/" + rule, groups(any(1, "w1")));
        assertThat(apply(false, true).at("/counts/lost").asInt()).isZero();
        assertThat(world.get("/api/badges/" + other).status()).isEqualTo(404);
        assertThat(apply(true, false).at("/counts/gained").asInt()).isEqualTo(1);
        assertThat(wanted(other)).isEqualTo("issued");

        world.put("/api/rules/" + rule, groups(any(1, "w2")));
        assertThat(apply(true, false).at("/counts/lost").asInt()).isZero();
        assertThat(wanted(other)).isEqualTo("issued");
        assertThat(apply(false, true).at("/counts/lost").asInt()).isEqualTo(1);
        assertThat(wanted(other)).isEqualTo("revoked");
        assertThat(wanted(badge)).isEqualTo("issued");
    }

    private static String groups(String rule) {
        return rule.replaceFirst("\"template\": \"[^\"]*\", ", "");
    }

    @Test
    void whatIsToBeCountedOrAppliedMustBeSaid() {
        String rule = world.post("/api/rules", any(1, "w1")).text("/id");

        assertThat(world.post("/api/rules/effects", "{}").wrongFields()).containsExactly("rule");
        assertThat(world.post("/api/rules/effects", "{\"without\": \"a.b.c\"}").wrongFields())
                .containsExactly("without");
        assertThat(
                        world.post(
                                        "/api/rules/effects",
                                        "{\"rule\": {\"id\": \"%s\", \"template\": \"a.b\", \"groups\": [{}]}}"
                                                .formatted(rule))
                                .wrongFields())
                .containsExactlyInAnyOrder("rule.template", "rule.groups[0].requirements");
        assertThat(world.post("/api/templates/" + template + "/apply-rules", "{}").wrongFields())
                .containsExactly("gain");
        assertThat(world.post("/api/templates/a.b/apply-rules", "{\"gain\": true}").status())
                .isEqualTo(404);
    }

    // ---- Trying ---------------------------------------------------------------------------------

    private static final String TRIED =
            """
            {"template": "%s", "since": "2026-01-01T00:00:00Z",
             "groups": [{"requirements": [
               {"id": "w1", "event": "certificate.issued", "source": "%s", "course": "w1",
                "conditions": [{"path": "/data/score", "op": "gte", "value": 80},
                               {"path": "/data/level", "op": "in", "value": ["b", "c"]},
                               {"path": "/data/at", "op": "lt", "value": "2026-06-01"},
                               {"path": "/data/fee", "op": "exists", "value": false}]}]}],
             "penalties": [{"event": "certificate.issued", "course": "cheating", "resets": ["w1"]}]}
            """;

    private ApiWorld.Reply tried(String on) {
        var reply =
                world.post(
                        "/api/rules/try",
                        "{\"rule\": %s, %s}".formatted(TRIED.formatted(template, source), on));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private String posted(String course, String time, String data) {
        return """
        "event": {"source": "%s", "body": {"type": "certificate.issued", "timestamp": "%s",
          "data": {"learner": {"id": "501"}, "course": {"id": "%s"}, "certificate": {"id": "c-1"}%s}}}
        """
                .formatted(source, time, course, data);
    }

    @Test
    void eachConditionIsExplainedOnAnEventAsItsPlatformPostsIt() {
        var low =
                tried(
                        posted(
                                "w1",
                                "2026-02-01T00:00:00Z",
                                ", \"score\": 72, \"level\": \"a\", \"at\": \"soon\", \"fee\": 1"));
        var good =
                tried(
                        posted(
                                "w1",
                                "2026-02-01T00:00:00Z",
                                ", \"score\": \"85\", \"level\": \"b\", \"at\": \"2026-02-01\""));

        assertThat(low.at("/events/0/requirements/0/met").asBoolean()).isFalse();
        assertThat(low.at("/events/0/requirements/0/conditions").findValuesAsText("explanation"))
                .containsExactly(
                        "/data/score is 72, and must be at least 80.",
                        "/data/level is \"a\", and must be one of \"b\", \"c\".",
                        "/data/at is \"soon\", which is no time, and must be before 2026-06-01.",
                        "/data/fee is 1, and must not be there.");
        assertThat(low.at("/events/0/requirements/0/conditions/0/found").asInt()).isEqualTo(72);
        assertThat(good.at("/events/0/requirements/0/met").asBoolean()).isTrue();
        assertThat(good.text("/events/0/requirements/0/conditions/3/explanation"))
                .isEqualTo("/data/fee is not there, and must not be there.");
        assertThat(good.text("/events/0/type")).isEqualTo("certificate.issued");
        assertThat(good.text("/events/0/course/id")).isEqualTo("w1");
        assertThat(good.at("/events/0/penalties/0/incurred").asBoolean()).isFalse();
        assertThat(good.at("/satisfied").isMissingNode()).isTrue();
    }

    @Test
    void partThatDoesNotFitIsNamed() {
        var early = tried(posted("w1", "2025-12-31T00:00:00Z", ""));
        var other = tried(posted("cheating", "2026-02-01T00:00:00Z", ""));
        var none = tried("\"event\": {\"source\": \"%s\", \"body\": \"{}\"}".formatted(source));

        assertThat(early.at("/events/0/requirements/0/counts").asBoolean()).isFalse();
        assertThat(early.at("/events/0/requirements/0/course_fits").asBoolean()).isTrue();
        assertThat(other.at("/events/0/requirements/0/course_fits").asBoolean()).isFalse();
        assertThat(other.at("/events/0/requirements/0/source_fits").asBoolean()).isTrue();
        assertThat(other.at("/events/0/requirements/0/event_fits").asBoolean()).isTrue();
        assertThat(other.at("/events/0/penalties/0/incurred").asBoolean()).isTrue();
        assertThat(none.at("/events/0/requirements").size()).isZero();
        assertThat(none.text("/events/0/reason")).contains("must name the event");
    }

    @Test
    void ruleIsTriedOnALearnersPast() {
        Map<String, Object> data =
                Map.of("data", Map.of("score", 90, "level", "c", "at", "2026-02-01"));
        String learner = certificate("1", "w1", data).certificate().learner().value();
        workers.event(
                EventType.CERTIFICATE_REVOKED, source, "w1", "1", data, DAY.plusSeconds(3600));

        var lost = tried("\"learner\": \"" + learner + "\"");
        certificate("1", "w4", Map.of());
        workers.event(EventType.CERTIFICATE_ISSUED, source, "w1", "1", data, DAY.plusSeconds(7200));
        var held = tried("\"learner\": \"" + learner + "\"");

        assertThat(lost.at("/satisfied").asBoolean()).isFalse();
        assertThat(lost.at("/groups/0/requirements/0/taken/event_id").asText()).contains("revoked");
        assertThat(lost.at("/events").findValuesAsText("type"))
                .containsExactly("certificate.revoked", "certificate.issued");
        assertThat(held.at("/satisfied").asBoolean()).isTrue();
        assertThat(held.text("/groups/0/requirements/0/by/course/id")).isEqualTo("w1");
        assertThat(held.text("/events/0/at")).isEqualTo("2026-01-15T11:30:00Z");
        assertThat(held.at("/events/0/requirements/0/met").asBoolean()).isTrue();
        assertThat(world.get("/api/rules?template=" + template).at("/items").size()).isZero();
    }

    @Test
    void mailOfALearnerIsMaskedWhereAConditionFindsIt() {
        String learner =
                certificate("1", "w1", Map.of("mail", "ada@example.org"))
                        .certificate()
                        .learner()
                        .value();

        var reply =
                world.post(
                        "/api/rules/try",
                        """
                        {"rule": {"template": "%s", "groups": [{"requirements": [
                           {"event": "certificate.issued",
                            "conditions": [{"path": "/mail", "op": "contains", "value": "@"}]}]}]},
                         "learner": "%s"}
                        """
                                .formatted(template, learner));

        assertThat(reply.at("/satisfied").asBoolean()).isTrue();
        assertThat(reply.body()).contains("a***@example.org").doesNotContain("ada@example.org");
    }

    @Test
    void whatIsToBeTriedMustBeSaid() {
        assertThat(world.post("/api/rules/try", "{}").wrongFields())
                .containsExactlyInAnyOrder("rule", "event");
        assertThat(
                        world.post(
                                        "/api/rules/try",
                                        """
                                        {"rule_id": "a.b.c", "rule": {"template": "a.b"},
                                         "event": {"source": "nobody"}, "learner": "none"}
                                        """)
                                .wrongFields())
                .containsExactlyInAnyOrder(
                        "rule_id",
                        "rule",
                        "rule.template",
                        "event",
                        "event.source",
                        "event.body",
                        "learner");
    }

    // ---- What conditions can look at ------------------------------------------------------------

    @Test
    void placesOfDataThatWasSeenAreOfferedWithoutWhatIsALearnersOwn() {
        certificate(
                "711",
                "w1",
                Map.of(
                        "data",
                        Map.of(
                                "score", 72,
                                "level/x", "b",
                                "name", "Ada Example711",
                                "mail", "someone@example.org",
                                "at", "2026-02-01",
                                "tags", List.of(Map.of("id", true)))));
        certificate("712", "w1", Map.of("data", Map.of("score", 85)));
        workers.event(EventType.COURSE_PASSED, source, "w1", "711", Map.of("grade", 1), DAY);
        workers.event(
                EventType.COURSE_FAILED,
                source,
                "w1",
                "711",
                Map.of("why", "late"),
                DAY.plusSeconds(60));

        var issued = world.get("/api/events/fields?event=certificate.issued&source=" + source);
        var failed = world.get("/api/events/fields?event=course.failed&course=w1&source=" + source);

        assertThat(issued.items("path"))
                .containsExactly(
                        "/data",
                        "/data/at",
                        "/data/level~1x",
                        "/data/mail",
                        "/data/name",
                        "/data/score",
                        "/data/tags",
                        "/data/tags/0",
                        "/data/tags/0/id");
        assertThat(issued.items("type"))
                .containsExactly(
                        "object", "time", "text", "text", "text", "number", "list", "object",
                        "boolean");
        assertThat(issued.at("/items/5/seen").asInt()).isEqualTo(2);
        assertThat(issued.at("/items/5/examples").toString()).contains("72").contains("85");
        assertThat(issued.body()).doesNotContain("Example711").doesNotContain("someone@");
        assertThat(failed.items("path")).containsExactly("/why");
        assertThat(
                        world.call(
                                        ApiWorld.request(
                                                "GET",
                                                "/api/events/fields?source=" + source,
                                                null,
                                                VIEWER))
                                .body())
                .contains("/data/score")
                .doesNotContain("72");
        assertThat(world.get("/api/events/fields?event=never").wrongFields())
                .containsExactly("event");
    }

    // ---- Taking along ---------------------------------------------------------------------------

    @Test
    void importOfAnExportIsTheSame() {
        world.post("/api/rules", TRIED.formatted(template, source));
        world.map(source, "w1", template);
        var file = world.get("/api/rules/export?template=" + template);

        var again = world.post("/api/rules/import", file.body());

        assertThat(file.at("/version").asInt()).isEqualTo(1);
        assertThat(file.at("/rules").size()).isEqualTo(2);
        assertThat(again.items("verdict")).containsExactly("same", "same");
        assertThat(world.get("/api/rules/export?template=" + template).body())
                .isEqualTo(file.body());
    }

    @Test
    void exportIsWholeHoweverManyRulesThereAre() {
        String rule = world.post("/api/rules", any(1, "w1")).text("/id");
        List<String> copies = world.copies(rule, 220);

        var file = world.get("/api/rules/export");

        assertThat(file.at("/rules").valueStream().map(each -> each.path("id").asText()))
                .doesNotHaveDuplicates()
                .contains(rule)
                .containsAll(copies);
    }

    @Test
    void mappingIsBroughtAsOneAndNeverChanged() {
        String mapping = world.map(source, "w1", template).text("/id");
        String file = world.get("/api/rules/export?template=" + template).body();
        var changed = world.post("/api/rules/import", file.replace("\"w1\"", "\"w2\""));
        var other =
                world.post(
                        "/api/rules/import", file.replace("\"mapping\":true", "\"mapping\":false"));
        world.delete("/api/rules/" + mapping);

        var brought = world.post("/api/rules/import", file);

        assertThat(changed.text("/items/0/problem")).contains("A mapping is never changed");
        assertThat(other.text("/items/0/problem")).contains("A mapping stays one");
        assertThat(brought.items("verdict")).containsExactly("new");
        assertThat(world.get("/api/mappings/" + mapping).text("/course")).isEqualTo("w1");
        assertThat(certificate("1", "w1").badges()).hasSize(1);
    }

    @Test
    void idsTravelAndARefusedRuleStopsNoOther() {
        String rule = world.post("/api/rules", any(1, "w1")).text("/id");
        String mapping = world.map(source, "w1", template).text("/id");
        String file = world.get("/api/rules/export?template=" + template).body();
        world.delete("/api/rules/" + mapping);
        String brought =
                file.replace("\"name\":null", "\"name\":\"Welder\"")
                        .replace(
                                "\"rules\":[",
                                "\"rules\":[7, {\"id\": \"a.b.c\", \"groups\": []}, {\"id\": \"x\","
                                        + " \"groups\": [{}]},");

        var dry =
                world.post("/api/rules/import", brought.replaceFirst("\\{", "{\"dry_run\": true,"));
        assertThat(world.get("/api/rules?template=" + template).items("id")).containsExactly(rule);
        var done = world.post("/api/rules/import", brought);

        assertThat(dry.status()).as(dry.body()).isEqualTo(200);
        assertThat(done.body()).isEqualTo(dry.body());
        assertThat(done.items("verdict").subList(0, 3)).containsOnly("refused");
        assertThat(done.items("verdict").subList(3, 5))
                .containsExactlyInAnyOrder("changed", "refused");
        assertThat(done.body()).contains("It is no mapping");
        assertThat(done.text("/items/1/problem")).contains("Sync its connection");
        assertThat(done.text("/items/2/problem"))
                .contains("id must be connection.template.name")
                .contains("groups[0].requirements must have one");
        assertThat(world.get("/api/rules/" + rule).text("/name")).isEqualTo("Welder");
        assertThat(world.get("/api/audit").items("action")).contains("rule.import");
    }
}
