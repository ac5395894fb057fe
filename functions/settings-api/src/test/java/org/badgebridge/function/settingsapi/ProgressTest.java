package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventType;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

@WithTestSystem
final class ProgressTest {

    private static final Instant DAY = Instant.parse("2026-01-15T09:30:00Z");

    private final ApiWorld world;
    private final Workers workers;
    private String source = "";
    private String template = "";

    ProgressTest(TestSystem system) {
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

    private String newRule() {
        return world.newRule(
                        template,
                        """
                        {"name": "Welder", "groups": [
                          {"name": "Basics", "requirements": [
                            {"id": "w1", "event": "certificate.issued", "source": "%s", "course": "w1"}]},
                          {"name": "Courses", "at_least": 2, "requirements": [
                            {"id": "w2", "event": "certificate.issued", "course": "w2"},
                            {"id": "w3", "event": "course.passed", "course": "w3",
                             "conditions": [{"path": "/score", "op": "gte", "value": 80}]},
                            {"id": "w4", "event": "certificate.issued", "course": "w4"}]}],
                         "penalties": [{"event": "course.failed", "course": "w1", "resets": ["w2"]}]}
                        """
                                .formatted(source))
                .text("/id");
    }

    private String event(EventType type, String course, String user, int hours) {
        return workers.event(
                        type,
                        source,
                        course,
                        user,
                        Map.of("score", 85),
                        DAY.plusSeconds(hours * 3600L))
                .certificate()
                .toString();
    }

    private String certificate(String course, int hours) {
        return event(EventType.CERTIFICATE_ISSUED, course, "501", hours);
    }

    private static String learnerOf(String certificate) {
        return certificate.substring(0, certificate.indexOf('.'));
    }

    @Test
    void whatIsMetByWhatAndWhatIsMissingIsTold() {
        String rule = newRule();
        String certificate = certificate("w1", 0);
        certificate("w2", 1);
        event(EventType.COURSE_FAILED, "w1", "501", 2);
        certificate("w4", 3);
        String learner = learnerOf(certificate);

        var reply = world.get("/api/progress/" + learner + "." + rule);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.text("/learner/name")).isEqualTo("Ada Example501");
        assertThat(reply.text("/learner/email")).isEqualTo("5***@example.org");
        assertThat(reply.text("/rule_name")).isEqualTo("Welder");
        assertThat(reply.at("/satisfied").asBoolean()).isFalse();
        assertThat(reply.at("/met").asInt()).isEqualTo(1);
        assertThat(reply.at("/of").asInt()).isEqualTo(2);
        assertThat(reply.at("/badge_id").isNull()).isTrue();
        assertThat(reply.text("/groups/0/requirements/0/by/certificate_id")).isEqualTo(certificate);
        assertThat(reply.text("/groups/0/requirements/0/by/earned_at")).isEqualTo(DAY.toString());
        assertThat(reply.at("/groups/0/complete").asBoolean()).isTrue();
        assertThat(reply.at("/groups/1/met").asInt()).isEqualTo(1);
        assertThat(reply.text("/groups/1/requirements/0/reset/event_id")).contains("course.failed");
        assertThat(reply.at("/groups/1/requirements/0/reset/who").isNull()).isTrue();
        assertThat(reply.at("/missing").size()).isEqualTo(1);
        assertThat(reply.text("/missing/0"))
                .isEqualTo(
                        "Courses: 1 more of: a certificate for w2; pass w3 (/score must be at"
                                + " least 80).");
        assertThat(world.get("/api/progress?template=" + template).items("id"))
                .containsExactly(learner + "." + rule);
        assertThat(world.get("/api/progress?learner=" + learner).items("id"))
                .contains(learner + "." + rule);
    }

    @Test
    void progressIsShownAsItsRuleIsToday() {
        String rule = newRule();
        String learner = learnerOf(certificate("w1", 0));
        certificate("w9", 1);
        String path = "/api/progress/" + learner + "." + rule;
        assertThat(world.get(path).at("/satisfied").asBoolean()).isFalse();

        world.put(
                "/api/rules/" + rule,
                """
                {"penalties": [], "groups": [{"requirements": [
                  {"id": "w9", "event": "certificate.issued", "course": "w9"}]}]}
                """);

        assertThat(world.get(path).at("/satisfied").asBoolean()).isTrue();
        assertThat(
                        world.get("/api/progress?template=" + template)
                                .at("/items/0/satisfied")
                                .asBoolean())
                .isTrue();
        assertThat(world.get(path).at("/badge_id").isNull()).isTrue();
    }

    @Test
    void resetByHandTakesTheBadgeBackWithItsReasonAndItCanBeEarnedAgain() {
        String rule = newRule();
        world.post("/api/templates/" + template + "/activate", null);
        String learner = learnerOf(certificate("w1", 0));
        certificate("w2", 1);
        certificate("w4", 2);
        String badge = learner + "." + template;
        String path = "/api/progress/" + learner + "." + rule;
        workers.settle();
        assertThat(world.get(path).text("/badge_state")).isEqualTo("issued");

        var reset =
                world.post(
                        path + "/reset",
                        "{\"requirements\": [\"w4\"], \"reason\": \"To be repeated\"}");
        workers.settle();
        var taken = world.get("/api/badges/" + badge);

        assertThat(reset.status()).as(reset.body()).isEqualTo(200);
        assertThat(reset.at("/satisfied").asBoolean()).isFalse();
        assertThat(reset.text("/groups/1/requirements/2/reset/who")).isEqualTo(ApiWorld.ADMIN);
        assertThat(reset.text("/groups/1/requirements/2/reset/reason")).isEqualTo("To be repeated");
        assertThat(taken.text("/state")).isEqualTo("revoked");
        assertThat(taken.at("/history").toString()).contains("To be repeated");
        assertThat(world.get("/api/audit?subject=progress:" + learner + "." + rule).items("action"))
                .containsExactly("progress.reset");

        workers.event(
                EventType.CERTIFICATE_ISSUED,
                source,
                "w4",
                "501",
                Map.of(),
                Instant.now().plusSeconds(1));
        workers.settle();

        assertThat(world.get("/api/badges/" + badge).text("/state")).isEqualTo("issued");
        assertThat(world.get(path).at("/groups/1/requirements/2/reset").isNull()).isTrue();
    }

    @Test
    void resetNamesRequirementsOfTheRuleAndAReason() {
        String path = "/api/progress/" + learnerOf(certificate("w1", 0)) + "." + newRule();

        assertThat(world.post(path + "/reset", "{\"requirements\": [\"w1\", \"x\"]}").wrongFields())
                .containsExactlyInAnyOrder("requirements[1]", "reason");
        assertThat(world.post(path + "/reset", "{\"reason\": \"r\"}").wrongFields())
                .containsExactly("requirements");
    }

    @Test
    void progressIsAskedForByTemplateOrLearner() {
        assertThat(world.get("/api/progress").wrongFields()).containsExactly("template");
        assertThat(world.get("/api/progress?learner=x").wrongFields()).containsExactly("learner");
        assertThat(world.get("/api/progress?template=x").wrongFields()).containsExactly("template");
        assertThat(world.get("/api/progress/nobody." + newRule()).status()).isEqualTo(404);
        assertThat(world.get("/api/progress/AbCdEfGhIjKlMnOpQrSt_-.a.b.c").status()).isEqualTo(404);
    }
}
