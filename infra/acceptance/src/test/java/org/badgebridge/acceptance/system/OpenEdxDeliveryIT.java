package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.RuleText.all;
import static org.badgebridge.acceptance.system.RuleText.certificate;
import static org.badgebridge.acceptance.system.RuleText.one;
import static org.badgebridge.acceptance.system.RuleText.pass;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Recipient;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What Open edX's badges promise between an event and the provider, and what they get wrong, by
/// the numbers of `openedx-badges.md`: OX-30 to OX-46, W10 and W27. Each badge takes two courses.
@WithWorld
final class OpenEdxDeliveryIT {

    private static final String BADGE = "two courses";
    private static final String STATUS = "course.passing.status.updated.v1";
    private static final JsonNode RULE = all(one(pass("A")), one(pass("B")));

    private final World world;

    OpenEdxDeliveryIT(World world) {
        this.world = world;
    }

    // ---- Events ---------------------------------------------------------------------------------

    @Test
    void ox30_learnerIsWhoTheEventNamesByTheNewestNameAndMail() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);

        edx.passes("ada", "A")
                .tells(
                        STATUS,
                        passing(
                                "B",
                                OpenEdx.user("ada", "king@learners.example")
                                        .replace("Ada Example", "Augusta King")))
                .holds("king: " + BADGE);

        Recipient recipient = edx.academy().issued().getFirst().recipient();
        assertThat(recipient.firstName()).isEqualTo("Augusta");
        assertThat(recipient.lastName()).isEqualTo("King");
    }

    private static String passing(String course, String user) {
        return """
        {"course_passing_status": {"is_passing": true, "course": %s, "user": %s}}
        """
                .formatted(OpenEdx.course(course), user);
    }

    @Test
    void ox31_ox32_eventThatNamesNobodyOrNothingIsPutAsideWithItsReason()
            throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);

        edx.tells(STATUS, passing("A", "null"));
        edx.tells("certificate.revoked.v1", "{}");
        edx.passes("ada", "A").passes("ada", "B").holds("ada: " + BADGE);

        List<JsonNode> aside =
                edx.api().all("sources/" + edx.source() + "/deliveries?kind=unusable");
        assertThat(aside)
                .extracting(each -> each.path("reason").asText())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("must say who the learner is"));
    }

    @Test
    void ox33_passingEarnsAndFailingDoesNot() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);

        edx.passes("ada", "A").fails("ada", "B").fails("bob", "A").fails("bob", "B").holds();
        edx.passes("ada", "B").holds("ada: " + BADGE);
        edx.fails("ada", "B").holds();
    }

    @Test
    void w27_eventThatNamesTwoPeopleIsOfItsLearner() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, all(one(certificate("A"))));

        edx.tells(
                "certificate.created.v1",
                """
                {"created_by": %s,
                 "certificate": {"created_by": %s, "user": %s, "course": %s, "mode": "verified",
                   "grade": "0.93", "current_status": "downloadable"},
                 "user": %s}
                """
                        .formatted(
                                OpenEdx.user("staff", "staff@learners.example"),
                                OpenEdx.user("staff", "staff@learners.example"),
                                OpenEdx.user("ada", "ada@learners.example"),
                                OpenEdx.course("A"),
                                OpenEdx.user("staff", "staff@learners.example")));

        edx.holds("ada: " + BADGE);
        assertThat(edx.academy().badges()).hasSize(1);
    }

    // ---- Issuing and revoking -------------------------------------------------------------------

    @Test
    void ox40_ox41_ox42_ox44_ox46_badgeIsIssuedAndRevokedOnceEachAndToldAfterwards()
            throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);
        edx.passes("ada", "A").passes("ada", "B").repeats().holds("ada: " + BADGE);
        JsonNode issued = edx.badge(BADGE, "issued");
        String external = edx.academy().issued().getFirst().id();

        assertThat(issued.path("provider_badge_id").asText()).isEqualTo(external);
        assertThat(issued.path("provider_state").asText()).isEqualTo("pending");
        edx.fails("ada", "A").repeats().holds();
        JsonNode revoked = edx.badge(BADGE, "revoked");

        assertThat(edx.academy().issued()).hasSize(1);
        assertThat(revoked.path("provider_badge_id").asText()).isEqualTo(external);
        assertThat(revoked.path("provider_state").asText()).isEqualTo("revoked");
        assertThat(Academy.history(revoked))
                .containsOnlyOnce("issue done")
                .containsOnlyOnce("revoke done");
        List<JsonNode> signals =
                edx.api().all("signals?learner=" + revoked.path("learner_id").asText());
        assertThat(signals)
                .extracting(signal -> signal.path("type").asText())
                .containsExactly("badge.revoked", "badge.issued");
        assertThat(signals)
                .allSatisfy(signal -> {
                    assertThat(signal.path("badge_id")).isEqualTo(revoked.path("id"));
                    assertThat(signal.path("template_id").asText()).isEqualTo(edx.id(BADGE));
                    assertThat(signal.path("provider_badge_id").asText()).isEqualTo(external);
                    assertThat(signal.path("cause").path("kind").asText()).isEqualTo("event");
                    assertThat(signal.toString()).doesNotContain("learners.example", "Example");
                });
    }

    @Test
    void ox43_badgeThatTheProviderDidNotTakeIsIssuedLaterAndTheHistoryTellsWhy()
            throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);
        edx.academy().fault(Operation.ISSUE, Fault.Status.of(500), 1);

        edx.passes("ada", "A").passes("ada", "B").holds("ada: " + BADGE);

        JsonNode issued = edx.badge(BADGE, "issued");
        assertThat(edx.academy().issued()).hasSize(1);
        assertThat(statuses(issued)).contains(500);
        assertThat(Academy.history(issued)).endsWith("issue done");
    }

    private static List<Integer> statuses(JsonNode badge) {
        return badge.path("history")
                .valueStream()
                .map(line -> line.path("status").asInt())
                .toList();
    }

    @Test
    void ox45_revocationThatTheProviderDidNotTakeIsRepeated() throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);
        edx.passes("ada", "A").passes("ada", "B").holds("ada: " + BADGE);
        edx.academy().fault(Operation.REVOKE, Fault.Status.of(503), 1);

        edx.fails("ada", "A").holds();

        JsonNode revoked = edx.badge(BADGE, "revoked");
        assertThat(statuses(revoked)).contains(503);
        assertThat(revoked.path("provider_badge_id").asText())
                .isEqualTo(edx.academy().issued().getFirst().id());
    }

    @Test
    void ox45_w10_badgeEarnedAgainBeforeItCouldBeRevokedStaysTheOneThatThereIs()
            throws InterruptedException {
        OpenEdx edx = OpenEdx.of(world).offers(BADGE, RULE);
        edx.passes("ada", "A").passes("ada", "B").holds("ada: " + BADGE);
        String external = edx.badge(BADGE, "issued").path("provider_badge_id").asText();
        edx.academy().fault(Operation.REVOKE, Fault.Status.of(503), 1_000_000);
        edx.fails("ada", "A").judged();
        Await.until(
                Academy.PATIENCE,
                () -> edx.api().get("badges/" + id(edx)),
                badge -> statuses(badge).contains(503));

        edx.passes("ada", "A").holds("ada: " + BADGE);

        assertThat(edx.badge(BADGE, "issued").path("provider_badge_id").asText())
                .isEqualTo(external);
        assertThat(edx.academy().issued()).hasSize(1);
    }

    private static String id(OpenEdx edx) {
        return edx.academy().badges().getFirst().path("id").asText();
    }
}
