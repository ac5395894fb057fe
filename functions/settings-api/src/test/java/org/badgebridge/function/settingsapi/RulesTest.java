package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@WithTestSystem
final class RulesTest {

    private static final String WELDER =
            """
            {"name": "Welder",
             "groups": [
               {"name": "Courses", "at_least": 2, "requirements": [
                 {"id": "w1", "event": "certificate.issued", "source": "%s", "course": "welding-1",
                  "conditions": [{"path": "/data/score", "op": "gte", "value": 72.50},
                                 {"path": "/data/level", "op": "in", "value": ["b", 2]},
                                 {"path": "/data/final", "op": "eq", "value": true},
                                 {"path": "/data/at", "op": "lt", "value": "2027-01-01"}]},
                 {"id": "w2", "event": "course.passed", "course": "welding-2"},
                 {"event": "certificate.issued"}]},
               {"requirements": [{"event": "certificate.issued", "course": "safety"}]}],
             "penalties": [{"event": "course.failed", "course": "welding-1", "resets": ["w1", "r1"]}],
             "since": "2026-01-01T00:00:00Z"}
            """;

    private final ApiWorld world;

    RulesTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String template() {
        return world.newTemplate(world.workingConnection());
    }

    @Test
    void ruleIsKeptAsItWasBuiltAndCanBeSentBackAsItWasRead() {
        String template = template();

        var made = world.newRule(template, WELDER.formatted(world.newSource()));
        String path = "/api/rules/" + made.text("/id");
        var read = world.get(path);
        var sentBack = world.put(path, read.body());

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(read.body()).isEqualTo(made.body());
        assertThat(read.text("/template")).isEqualTo(template);
        assertThat(read.text("/template_name")).startsWith("Welding ");
        assertThat(read.text("/name")).isEqualTo("Welder");
        assertThat(read.at("/mapping").asBoolean()).isFalse();
        assertThat(read.at("/trouble").isNull()).isTrue();
        assertThat(read.at("/groups/0/at_least").asInt()).isEqualTo(2);
        assertThat(read.at("/groups/0/requirements/0/conditions/0/value").decimalValue())
                .isEqualByComparingTo("72.5");
        assertThat(read.at("/groups/0/requirements/0/conditions/1/value/1").isInt()).isTrue();
        assertThat(read.at("/groups/0/requirements/0/conditions/2/value").isBoolean()).isTrue();
        assertThat(read.text("/groups/0/requirements/2/id")).isEqualTo("r1");
        assertThat(read.text("/groups/1/requirements/0/id")).isEqualTo("r2");
        assertThat(read.text("/groups/1/name")).isEqualTo("Group 2");
        assertThat(sentBack.status()).as(sentBack.body()).isEqualTo(200);
        assertThat(sentBack.body()).isEqualTo(read.body());
        assertThat(sentBack.headers().get("etag")).isEqualTo(made.headers().get("etag"));
    }

    @Test
    void ruleIsMadeOnceHoweverOftenItIsAskedFor() {
        String template = template();
        String body = WELDER.formatted(world.newSource());

        var made = world.newRule(template, body);
        var again = world.newRule(template, body);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/id")).isEqualTo(made.text("/id"));
        assertThat(world.get("/api/rules?template=" + template).items("id"))
                .containsExactly(made.text("/id"));
    }

    @Test
    void whatIsNotNamedStaysWhenARuleIsChanged() {
        var made = world.newRule(template(), WELDER.formatted(world.newSource()));
        String path = "/api/rules/" + made.text("/id");

        var renamed = world.put(path, "{\"name\": null, \"since\": null}");
        var regrouped =
                world.put(
                        path,
                        """
                        {"groups": [{"requirements": [{"event": "course.passed", "course": "a"}]}],
                         "penalties": []}
                        """);

        assertThat(renamed.at("/name").isNull()).isTrue();
        assertThat(renamed.at("/since").isNull()).isTrue();
        assertThat(renamed.at("/groups")).isEqualTo(made.at("/groups"));
        assertThat(renamed.text("/updated_at")).isGreaterThan(made.text("/updated_at"));
        assertThat(renamed.headers().get("etag")).isNotEqualTo(made.headers().get("etag"));
        // What a person reset of a requirement that is gone must not be taken for this one's.
        assertThat(regrouped.text("/groups/0/requirements/0/id")).isEqualTo("r3");
        assertThat(regrouped.at("/penalties").size()).isZero();
        assertThat(world.put(path, "{\"id\": \"a.b.c\", \"template\": \"a.b\"}").wrongFields())
                .containsExactly("id", "template");
    }

    @Test
    void penaltyThatStaysMustFindItsRequirement() {
        var made = world.newRule(template(), WELDER.formatted(world.newSource()));

        var reply = world.put("/api/rules/" + made.text("/id"), "{\"groups\": []}");

        assertThat(reply.wrongFields()).containsExactly("groups");
        assertThat(reply.text("/errors/0/message")).contains("w1, r1").contains("penalt");
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        var reply =
                world.newRule(
                        template(),
                        """
                        {"name": "%s", "id": "mine", "since": "yesterday", "extra": 1,
                         "groups": [
                           {"at_least": 3, "requirements": [
                             {"id": "a", "event": "course.failed", "source": "nobody"},
                             {"id": "a", "event": "course.passed", "conditions": [
                               {"path": "score", "op": "gte", "value": "much"},
                               {"path": "/a", "op": "like", "value": 1},
                               {"path": "/a", "op": "in", "value": [true]},
                               {"path": "/a", "op": "exists", "value": "yes"},
                               {"path": "/a", "op": "eq", "value": [1]},
                               {"path": "/a", "op": "eq", "value": 1e400},
                               {"path": "/a", "op": "eq", "value": {}},
                               {"path": "/a", "op": "eq"}]}]},
                           {"requirements": []}, 7],
                         "penalties": [
                           {"event": "course.failed", "resets": ["a"]},
                           {"event": "never", "course": "x", "resets": ["a", "b"], "more": 1}]}
                        """
                                .formatted("x".repeat(256)));

        String conditions = "groups[0].requirements[1].conditions";
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "since",
                        "extra",
                        "groups[0].at_least",
                        "groups[0].requirements[0].event",
                        "groups[0].requirements[0].source",
                        "groups[0].requirements[1].id",
                        conditions + "[0].path",
                        conditions + "[0].value",
                        conditions + "[1].op",
                        conditions + "[2].value",
                        conditions + "[3].value",
                        conditions + "[4].value",
                        conditions + "[5].value",
                        conditions + "[6].value",
                        conditions + "[7].value",
                        "groups[1].requirements",
                        "groups[2]",
                        "penalties[0].conditions",
                        "penalties[1].event",
                        "penalties[1].resets[1]",
                        "penalties[1].more");
        assertThat(reply.body())
                .contains("certificate.issued or course.passed")
                .contains("must be a number, or a time such as 2026-01-15T09:30:00Z, for gte")
                .contains("whatever anybody does");
    }

    @Test
    void everySizeHasItsBound() {
        String requirement = "{\"event\": \"course.passed\", \"course\": \"c\"}";
        String condition = "{\"path\": \"/a\", \"op\": \"exists\", \"value\": true}";
        Map<String, String> tooLarge =
                Map.of(
                        "groups",
                        "{\"groups\": [%s]}"
                                .formatted(many(21, "{\"requirements\": [" + requirement + "]}")),
                        "groups[0].requirements",
                        "{\"groups\": [{\"requirements\": [%s]}]}".formatted(many(41, requirement)),
                        "groups[0].requirements[0].conditions",
                        "{\"groups\": [{\"requirements\": [{\"event\": \"course.passed\", \"conditions\": [%s]}]}]}"
                                .formatted(many(11, condition)),
                        "penalties",
                        "{\"groups\": [], \"penalties\": [%s]}".formatted(many(21, "{}")));
        String template = template();

        tooLarge.forEach((field, body) ->
                assertThat(world.newRule(template, body).wrongFields()).as(field).contains(field));
        assertThat(
                        world.newRule(
                                        template,
                                        "{\"groups\": [{\"requirements\": [%s]}, {\"requirements\": [%s]}]}"
                                                .formatted(
                                                        many(21, requirement),
                                                        many(20, requirement)))
                                .wrongFields())
                .containsExactly("groups");
    }

    @Test
    void ruleOfMoreEventsThanCanBeFiledAtOnceIsRefusedWithARemedy() {
        String requirements =
                IntStream.range(0, 40)
                        .mapToObj("{\"event\": \"course.passed\", \"course\": \"c%d\"}"::formatted)
                        .collect(Collectors.joining(", "));
        String penalty =
                """
                {"event": "course.failed", "course": "p%d", "resets": ["r1"]}\
                """;
        String penalties =
                IntStream.range(0, 20)
                        .mapToObj(penalty::formatted)
                        .collect(Collectors.joining(", "));

        var reply =
                world.newRule(
                        template(),
                        "{\"groups\": [{\"requirements\": [%s]}], \"penalties\": [%s]}"
                                .formatted(requirements, penalties));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("/detail")).contains("make several rules of it");
    }

    private static String many(int count, String item) {
        return IntStream.range(0, count).mapToObj(_ -> item).collect(Collectors.joining(", "));
    }

    @Test
    void mappingIsListedAmongTheRulesAndRemovedButNotChanged() {
        String template = template();
        String mapping = world.map(world.newSource(), "welding-1", template).text("/id");
        String path = "/api/rules/" + mapping;

        var changed = world.put(path, "{\"name\": \"Mine\"}");

        assertThat(world.get("/api/rules?template=" + template).at("/items/0/mapping").asBoolean())
                .isTrue();
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.text("/detail")).contains("Make a rule beside it");
        assertThat(world.delete(path).status()).isEqualTo(204);
        assertThat(world.get("/api/mappings/" + mapping).status()).isEqualTo(404);
    }

    @Test
    void ruleThatCanNeverBeMetIsKeptAndSaysWhyAndItsTemplateStaysOff() {
        String template = template();
        String path = "/api/templates/" + template + "/activate";
        var empty = world.newRule(template, "{\"name\": \"Later\", \"groups\": []}");
        var torn =
                world.newRule(
                        template,
                        """
                        {"groups": [{"requirements": [{"event": "course.passed", "conditions": [
                          {"path": "/score", "op": "gt", "value": 90},
                          {"path": "/score", "op": "lt", "value": 80}]}]}]}
                        """);

        var refused = world.post(path, null);
        var mended =
                world.put(
                        "/api/rules/" + torn.text("/id"),
                        "{\"groups\": [{\"requirements\": [{\"event\": \"course.passed\"}]}]}");

        assertThat(empty.status()).isEqualTo(201);
        assertThat(empty.text("/trouble")).contains("no group");
        assertThat(torn.text("/trouble")).contains("/score must be more than 90");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail"))
                .contains("Rule Later: It has no group")
                .contains("/score must be less than 80");
        assertThat(mended.at("/trouble").isNull()).isTrue();
        assertThat(world.post(path, null).status()).isEqualTo(200);
    }

    @Test
    void ruleThatCannotBeReadIsListedAsThatAndDeletedAndDisturbsNoOther() {
        String template = template();
        String spoilt = world.newRule(template, "{\"groups\": []}").text("/id");
        String mapping = world.map(world.newSource(), "welding-1", template).text("/id");
        world.spoil(spoilt);
        String path = "/api/rules/" + spoilt;

        var list = world.get("/api/rules?template=" + template);
        var changed = world.put(path, "{\"name\": \"Mine\"}");

        assertThat(list.items("id")).containsExactlyInAnyOrder(spoilt, mapping);
        assertThat(world.get("/api/rules").items("id")).contains(spoilt, mapping);
        assertThat(world.get(path).text("/trouble")).contains("cannot read it");
        assertThat(changed.status()).isEqualTo(409);
        assertThat(changed.text("/detail")).contains("Delete it");
        assertThat(world.post("/api/templates/" + template + "/activate", null).status())
                .isEqualTo(200);
        assertThat(world.delete(path).status()).isEqualTo(204);
        assertThat(world.get(path).status()).isEqualTo(404);
    }

    @Test
    void everyChangeOfARuleIsInTheAudit() {
        String id = world.newRule(template(), WELDER.formatted(world.newSource())).text("/id");
        world.put("/api/rules/" + id, "{\"name\": \"Master welder\"}");
        world.delete("/api/rules/" + id);

        var audit = world.get("/api/audit?subject=rule:" + id);

        assertThat(audit.items("action"))
                .containsExactly("rule.delete", "rule.update", "rule.create");
        assertThat(audit.at("/items/1/changes").toString()).contains("Master welder");
    }
}
