package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.badgebridge.acceptance.system.RuleText.all;
import static org.badgebridge.acceptance.system.RuleText.but;
import static org.badgebridge.acceptance.system.RuleText.one;
import static org.badgebridge.acceptance.system.RuleText.pass;
import static org.badgebridge.acceptance.system.RuleText.resets;
import static org.badgebridge.acceptance.system.RuleText.when;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What Open edX's badges promise of penalties, and what they get wrong, by the numbers of
/// `openedx-badges.md`: OX-20 to OX-23, W2, W7 and W9.
@WithWorld
final class OpenEdxPenaltiesIT {

    private static final JsonNode NOT_PASSING =
            when("/data/course_passing_status/is_passing", "eq", false);

    private final World world;

    OpenEdxPenaltiesIT(World world) {
        this.world = world;
    }

    @Test
    void ox20_penaltyWhoseConditionsAreAllMetResetsAllThatItNamesAndRevokesOnce()
            throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                "three",
                                but(
                                        all(one(pass("A")), one(pass("B")), one(pass("C"))),
                                        resets(
                                                List.of("A", "B"),
                                                "course.failed",
                                                "exam",
                                                NOT_PASSING,
                                                called("exam"))));
        edx.passes("ada", "A").passes("ada", "B").passes("ada", "C").holds("ada: three");

        edx.fails("ada", "exam").repeats().holds();
        assertThat(edx.met("three")).isEqualTo("1 of 3");
        assertThat(Academy.history(edx.badge("three", "revoked"))).containsOnlyOnce("revoke done");

        edx.passes("ada", "A").holds();
        edx.passes("ada", "B").holds("ada: three");
    }

    private static JsonNode called(String name) {
        return when("/data/course_passing_status/course/display_name", "eq", name);
    }

    @Test
    void ox21_penaltyOfWhichOneConditionIsNotMetResetsNothing() throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                "two",
                                but(
                                        all(one(pass("A")), one(pass("B"))),
                                        resets(
                                                List.of("A", "B"),
                                                "course.failed",
                                                "exam",
                                                NOT_PASSING,
                                                called("another exam"))));
        edx.passes("ada", "A").passes("ada", "B").holds("ada: two");

        edx.fails("ada", "exam").holds("ada: two");

        assertThat(edx.met("two")).isEqualTo("2 of 2");
        assertThat(Academy.history(edx.badge("two", "issued"))).noneMatch(revocation());
    }

    private static Predicate<String> revocation() {
        return step -> step.startsWith("revoke");
    }

    @Test
    void ox22_w2_penaltyOnOneOfTwoAlternativesLeavesTheBadge() throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                "either",
                                but(
                                        all(one(pass("A"), pass("B")), one(pass("C"))),
                                        resets(List.of("A"), "course.failed", "exam")));
        edx.passes("ada", "A").passes("ada", "B").passes("ada", "C").holds("ada: either");

        edx.fails("ada", "exam").holds("ada: either");

        JsonNode group = edx.progress("either").path("groups").path(0);
        assertThat(group.path("complete").asBoolean()).isTrue();
        assertThat(group.path("requirements").valueStream().map(OpenEdxPenaltiesIT::met))
                .containsExactly(false, true);
        assertThat(Academy.history(edx.badge("either", "issued"))).noneMatch(revocation());
        edx.fails("ada", "B").holds();
    }

    private static boolean met(JsonNode requirement) {
        return requirement.path("met").asBoolean();
    }

    @Test
    void ox23_penaltyResetsRequirementsOfItsOwnRuleOnly() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers("one", all(one(pass("A"))));

        assertThatThrownBy(() ->
                        edx.rule(
                                "one",
                                but(
                                        all(one(pass("B"))),
                                        resets(List.of("B", "A"), "course.failed", "exam"))))
                .hasMessageContaining("answered 400")
                .hasMessageContaining("penalties[0].resets[1]");
    }

    /// One of a template's rules cannot be read, another badge's only one neither.
    @Test
    void w7_ruleThatCannotBeReadDisturbsNoOtherBadgeAndNoPenalty() throws InterruptedException {
        OpenEdx edx =
                OpenEdx.of(world)
                        .offers(
                                Map.of(
                                        "a broken one", all(one(pass("A"))),
                                        "good",
                                                but(
                                                        all(one(pass("A"))),
                                                        resets(
                                                                List.of("A"),
                                                                "course.failed",
                                                                "exam")),
                                        "half", all(one(pass("A")))));
        String broken = edx.rule("half", all(one(pass("exam")))).path("id").asText();
        for (JsonNode rule : edx.api().all("rules?template=" + edx.id("a broken one"))) {
            world.spoil(rule.path("id").asText());
        }
        world.spoil(broken);

        edx.passes("ada", "A").holds("ada: good", "ada: half");
        edx.fails("ada", "exam").holds("ada: half");
        edx.fails("ada", "A").holds("ada: half");

        assertThat(edx.api().get("rules/" + broken).path("trouble").asText())
                .contains("cannot read it");
        // What it asked for might have been met, so nothing was taken back while nobody could say.
        edx.api().delete("rules/" + broken);
        edx.api().post("templates/" + edx.id("half") + "/apply-rules", Map.of("lose", true));
        edx.holds();
    }

    @Test
    void w9_badgeThatWasLostIsEarnedAgainAndLostAgain() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers("two", all(one(pass("A")), one(pass("B"))));
        edx.passes("ada", "A").passes("ada", "B").holds("ada: two");
        edx.fails("ada", "A").holds();

        edx.passes("ada", "A").holds("ada: two");
        JsonNode again = edx.badge("two", "issued");
        assertThat(edx.academy().issued()).hasSize(2);
        assertThat(edx.academy().live())
                .extracting(badge -> badge.id())
                .containsExactly(again.path("provider_badge_id").asText());

        edx.fails("ada", "B").holds();
        edx.badge("two", "revoked");
        assertThat(edx.academy().issued()).hasSize(2);
    }
}
