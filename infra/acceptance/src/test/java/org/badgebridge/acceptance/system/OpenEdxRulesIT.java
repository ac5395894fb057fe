package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.badgebridge.acceptance.system.RuleText.all;
import static org.badgebridge.acceptance.system.RuleText.any;
import static org.badgebridge.acceptance.system.RuleText.but;
import static org.badgebridge.acceptance.system.RuleText.certificate;
import static org.badgebridge.acceptance.system.RuleText.json;
import static org.badgebridge.acceptance.system.RuleText.one;
import static org.badgebridge.acceptance.system.RuleText.pass;
import static org.badgebridge.acceptance.system.RuleText.resets;
import static org.badgebridge.acceptance.system.RuleText.when;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What Open edX's badges promise of rules, groups and progress, and what they get wrong, by the
/// numbers of `openedx-badges.md`: OX-01 to OX-18, W1 and W28.
@WithWorld
final class OpenEdxRulesIT {

    private static final String GRADE = "/data/certificate/grade";
    private static final String MODE = "/data/certificate/mode";
    private static final String PASSING = "/data/course_passing_status/is_passing";

    private final World world;

    OpenEdxRulesIT(World world) {
        this.world = world;
    }

    // ---- Conditions -----------------------------------------------------------------------------

    @Test
    void ox01_pathFindsWhatIsDeepAndWhatIsAbsentIsNoText() throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                Map.of(
                                        "absent as asked",
                                        of(when("/data/certificate/fee/paid", "exists", false)),
                                        "absent is None",
                                        of(when("/data/certificate/fee", "eq", "None")),
                                        "deep",
                                        of(
                                                when(
                                                        "/data/certificate/course/start",
                                                        "eq",
                                                        "2026-01-01T00:00:00Z")),
                                        "misspelt",
                                        of(when("/data/certificate/modus", "ne", "audit"))));

        edx.certifies("ada", "A");

        edx.holds("ada: absent as asked", "ada: deep");
    }

    private static JsonNode of(JsonNode condition) {
        return all(one(certificate("A", condition)));
    }

    @Test
    void ox02_everyConditionOfARequirementMustBeMetByOneEvent() throws InterruptedException {
        JsonNode both = certificate("A", when(GRADE, "gte", 0.9), when(MODE, "eq", "verified"));
        OpenEdx edx = OpenEdx.of(world).offers("welder", all(one(both)));

        edx.certifies("ada", "A", "audit", "0.95").holds();
        edx.certifies("ada", "A", "verified", "0.5").holds();
        edx.certifies("ada", "A", "verified", "0.9").holds("ada: welder");
    }

    @Test
    void ox03_penaltyNeedsToSayWhichEventsItMeansAndThenFires() throws InterruptedException {
        JsonNode welder = all(one(pass("A")));
        JsonNode whatever = json(Map.of("event", "course.failed", "resets", List.of("A")));
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                "welder",
                                but(
                                        welder,
                                        json(
                                                Map.of(
                                                        "event",
                                                        "certificate.issued",
                                                        "conditions",
                                                        List.of(when(MODE, "eq", "audit")),
                                                        "resets",
                                                        List.of("A")))));

        assertThatThrownBy(() -> edx.rule("welder", but(welder, whatever)))
                .hasMessageContaining("answered 400")
                .hasMessageContaining("penalties[0].conditions");
        edx.passes("ada", "A").fails("ada", "B").certifies("ada", "B").holds("ada: welder");
        edx.certifies("ada", "B", "audit", "0.93").holds();
    }

    @Test
    void ox04_onlyEventsOfARequirementsOrPenaltysTypeCount() throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                "welder",
                                but(
                                        all(one(pass("A"))),
                                        resets(List.of("A"), "course.failed", "B")));

        edx.certifies("ada", "A").holds();
        edx.passes("ada", "A").holds("ada: welder");
        edx.certifies("ada", "B").passes("ada", "B").revokes("ada", "B").holds("ada: welder");
        edx.fails("ada", "B").holds();
    }

    @Test
    void ox05_whileItsTemplateIsOffARuleIssuesNothingAndLosesNothing() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).makes("welder");
        edx.rule("welder", all(one(pass("A"))));

        edx.passes("ada", "A").judged();
        JsonNode held = edx.badge("welder", "held");

        assertThat(held.path("reason").asText()).contains("template is not active");
        assertThat(edx.academy().issued()).isEmpty();
        edx.activate("welder");
        edx.holds("ada: welder");
    }

    @Test
    void ox06_ox07_placesThatWereSeenAreOfferedWithTheirTypesByWhichValuesAreCompared()
            throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                Map.of(
                                        "boolean",
                                        all(one(pass("A", when(PASSING, "eq", true)))),
                                        "word",
                                        all(one(pass("A", when(PASSING, "eq", "True"))))));

        edx.passes("ada", "A").certifies("ada", "A").holds("ada: boolean");
        List<JsonNode> offered =
                edx.api().all("events/fields?event=course.passed&source=" + edx.source());

        assertThat(offered)
                .filteredOn(each -> each.path("path").asText().equals(PASSING))
                .singleElement()
                .satisfies(each -> assertThat(each.path("type").asText()).isEqualTo("boolean"));
        assertThat(offered)
                .noneMatch(each -> each.path("path").asText().startsWith("/data/certificate"))
                .noneMatch(each -> each.path("path").asText().contains("username"))
                .noneMatch(each -> each.path("examples").toString().contains("learners.example"));
        JsonNode wrong =
                all(one(pass("A", when(PASSING, "exists", "yes"), when(GRADE, "gt", "much"))));
        assertThatThrownBy(() -> edx.rule("word", wrong))
                .hasMessageContaining("conditions[0].value")
                .hasMessageContaining("conditions[1].value");
    }

    // ---- Groups ---------------------------------------------------------------------------------

    @Test
    void ox10_ox13_ox14_ox17_w1_badgeComesWithTheEventThatCompletesItsGroupsAndNotBefore()
            throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                Map.of(
                                        "A", all(one(pass("A"))),
                                        "A or B", all(one(pass("A"), pass("B"))),
                                        "A or B or C", all(one(pass("A"), pass("B"), pass("C"))),
                                        "A and C", all(one(pass("A")), one(pass("C"))),
                                        "AB and C", all(one(pass("A"), pass("B")), one(pass("C"))),
                                        "AB and CD",
                                                all(
                                                        one(pass("A"), pass("B")),
                                                        one(pass("C"), pass("D")))));

        edx.passes("ada", "B").holds("ada: A or B", "ada: A or B or C");
        assertThat(edx.met("AB and CD")).isEqualTo("1 of 2");
        assertThat(edx.progress("AB and CD").path("missing").path(0).asText())
                .contains(OpenEdx.family("C"))
                .contains(OpenEdx.family("D"));

        edx.passes("ada", "D").holds("ada: A or B", "ada: A or B or C", "ada: AB and CD");
        assertThat(edx.met("AB and CD")).isEqualTo("2 of 2");
        assertThat(edx.met("AB and C")).isEqualTo("1 of 2");

        edx.passes("ada", "A").holds("ada: A", "ada: A or B", "ada: A or B or C", "ada: AB and CD");
        edx.passes("ada", "C")
                .holds(
                        "ada: A",
                        "ada: A and C",
                        "ada: A or B",
                        "ada: A or B or C",
                        "ada: AB and C",
                        "ada: AB and CD");
        assertThat(edx.academy().issued()).hasSize(6);
    }

    @Test
    void ox14_anyThreeOfFiveCoursesEarnTheBadgeWhicheverTheyAre() throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                "any 3",
                                all(any(3, pass("A"), pass("B"), pass("C"), pass("D"), pass("E"))));

        edx.passes("ada", "E").passes("ada", "B").passes("ada", "B").holds();
        assertThat(edx.progress("any 3").path("missing").path(0).asText()).contains("1 more of");
        edx.passes("ada", "C").holds("ada: any 3");
        edx.fails("ada", "B").holds();
        edx.passes("ada", "D").holds("ada: any 3");
        edx.fails("ada", "A").holds("ada: any 3");
    }

    // ---- Progress -------------------------------------------------------------------------------

    @Test
    void ox11_eventThatComesAgainMeetsNothingAnew() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers("two", all(any(2, pass("A"), pass("B"))));

        edx.passes("ada", "A").repeats().repeats().passes("ada", "A").holds();
        JsonNode group = edx.progress("two").path("groups").path(0);
        assertThat(group.path("met").asInt()).isEqualTo(1);

        edx.passes("ada", "B").repeats().repeats().holds("ada: two");
        Await.until(Academy.PATIENCE, world::messagesWaiting, waiting -> waiting == 0);
        assertThat(edx.academy().issued()).hasSize(1);
    }

    @Test
    void ox12_progressIsOfAPersonByTheirIdWhateverTheyAreCalled() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers("two", all(one(pass("A")), one(pass("B"))));

        edx.passes("ada", "A").passes("bob", "B").holds();
        edx.tells(
                        "course.passing.status.updated.v1",
                        """
                        {"course_passing_status": {"is_passing": true, "course": %s, "user": %s}}
                        """
                                .formatted(
                                        OpenEdx.course("B"),
                                        OpenEdx.user("ada", "lovelace@learners.example")))
                .holds("lovelace: two");
    }

    /// With as many groups as a rule may have, one that is missing is still missed.
    @Test
    void ox15_w28_progressCountsGroupsAndTheLastOfManyIsMissed() throws InterruptedException {
        List<JsonNode> groups = IntStream.range(0, 20).mapToObj(n -> one(pass("C" + n))).toList();
        OpenEdx edx = OpenEdx.of(world).offers("many", json(Map.of("groups", groups)));

        edx.passes("ada", "C0").holds();
        assertThat(edx.met("many")).isEqualTo("1 of 20");
        for (int n = 1; n < 19; n++) {
            edx.passes("ada", "C" + n);
        }
        edx.holds();
        assertThat(edx.met("many")).isEqualTo("19 of 20");
        assertThat(edx.progress("many").path("satisfied").asBoolean()).isFalse();
        assertThat(edx.progress("many").path("missing")).hasSize(1);

        edx.passes("ada", "C19").holds("ada: many");
        assertThat(edx.met("many")).isEqualTo("20 of 20");
        assertThat(edx.progress("many").path("satisfied").asBoolean()).isTrue();
        assertThat(edx.progress("many").path("missing")).isEmpty();
    }

    @Test
    void ox16_ruleThatAsksForNothingIsNeverMetAndItsTemplateStaysOff() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).makes("empty");
        JsonNode rule = edx.rule("empty", json(Map.of("groups", List.of())));

        edx.passes("ada", "A").judged();

        assertThat(rule.path("trouble").asText()).contains("no group");
        assertThatThrownBy(() -> edx.activate("empty")).hasMessageContaining("no group");
        edx.holds();
    }

    @Test
    void ox18_resetByHandTakesTheBadgeWithItsReasonUntilTheCourseIsPassedAgain()
            throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers("two", all(one(pass("A")), one(pass("B"))));
        edx.passes("ada", "A").passes("ada", "B").holds("ada: two");

        edx.api()
                .post(
                        "progress/" + edx.progress("two").path("id").asText() + "/reset",
                        Map.of("requirements", List.of("B"), "reason", "The exam was void."));
        edx.holds();
        JsonNode reset = edx.progress("two").path("groups").path(1).path("requirements").path(0);
        assertThat(edx.met("two")).isEqualTo("1 of 2");
        assertThat(reset.path("reset").path("reason").asText()).isEqualTo("The exam was void.");
        assertThat(edx.badge("two", "revoked").path("history").toString())
                .contains("The exam was void.");

        edx.repeats().passes("ada", "B").holds();
        edx.today().passes("ada", "B").holds("ada: two");
    }
}
