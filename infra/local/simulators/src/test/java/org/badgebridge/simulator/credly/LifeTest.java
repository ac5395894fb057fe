package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeTest {
    private final World world = World.start();

    @AfterEach
    void close() {
        world.close();
    }

    private ObjectNode renewal() {
        return SimulatorJson.object()
                .put("badge_template_id", world.template().id())
                .put("issued_at", "2026-05-01 00:00:00 +0000")
                .put("expires_at", "2028-05-01 00:00:00 +0000");
    }

    private JsonNode shown(String id) {
        world.control().set(Switch.SINGLE_BADGE_GET, true);
        return world.caller().get("/badges/" + id).data();
    }

    @Test
    void anAcceptedBadgeHasAPageAndAUserWithAMaskedAddress() {
        String id = world.issue("ada@example.test", "a").id();
        world.control().accept(id);
        JsonNode badge = shown(id);
        assertThat(badge.path("state").asText()).isEqualTo("accepted");
        assertThat(badge.path("badge_url").asText()).endsWith("/badges/" + id);
        assertThat(badge.has("accept_badge_url")).isFalse();
        assertThat(badge.path("state_updated_at").isNull()).isFalse();
        assertThat(badge.path("user").path("email").asText()).endsWith("@example.com");
    }

    @Test
    void aRejectedBadgeCanBeAcceptedLater() {
        String id = world.issue("ada@example.test", "a").id();
        assertThat(world.control().reject(id).state()).isEqualTo(BadgeState.REJECTED);
        assertThat(world.control().accept(id).state()).isEqualTo(BadgeState.ACCEPTED);
    }

    @Test
    void privacyIsTheLearners() {
        String id = world.issue("ada@example.test", "a").id();
        world.control().setPrivacy(id, false);
        assertThat(shown(id).path("public").asBoolean()).isFalse();
        assertThat(world.control().events().getLast().eventType())
                .isEqualTo("badge.privacy.changed");
    }

    @Test
    void revokingNeedsAReasonAndHappensOnce() {
        String revoke = "/badges/" + world.issue("ada@example.test", "a").id() + "/revoke";
        assertThat(world.caller().put(revoke, SimulatorJson.object()).status()).isEqualTo(422);
        ObjectNode reason = SimulatorJson.object().put("reason", "Mistake");
        Caller.Reply revoked = world.caller().put(revoke, reason);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.data().path("state").asText()).isEqualTo("revoked");
        assertThat(revoked.data().path("revocation_reason").asText()).isEqualTo("Mistake");
        assertThat(revoked.data().has("accept_badge_url")).isFalse();
        assertThat(world.caller().put(revoke, reason).status()).isEqualTo(422);
        assertThat(world.caller().put("/badges/none/revoke", reason).status()).isEqualTo(404);
    }

    @Test
    void aReplacementInheritsTheStateAndBothAreLinked() {
        String old = world.issue("ada@example.test", "a").id();
        world.control().accept(old);
        Caller.Reply reply = world.caller().post("/badges/" + old + "/replace", renewal());
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.id()).isNotEqualTo(old);
        assertThat(reply.data().path("replaces_badge_id").asText()).isEqualTo(old);
        assertThat(reply.data().path("state").asText()).isEqualTo("accepted");
        assertThat(reply.data().path("recipient_email").asText()).isEqualTo("ada@example.test");
        assertThat(reply.data().path("issuer_earner_id").asText()).isEqualTo("a");
        assertThat(reply.data().path("issued_at_date").asText()).isEqualTo("2026-05-01");
        JsonNode before = shown(old);
        assertThat(before.path("replacement_badge_id").asText()).isEqualTo(reply.id());
        assertThat(before.path("state").asText()).isEqualTo("accepted");
        assertThat(before.has("badge_url") && before.has("accept_badge_url")).isTrue();
        assertThat(world.control().mostLiveBadges()).isEqualTo(1);
    }

    @Test
    void theAddressChangesByReplaceOnlyWhilePending() {
        String pending = world.issue("ada@example.test", "a").id();
        ObjectNode moved = renewal().put("recipient_email", "new@example.test");
        JsonNode changed = world.caller().post("/badges/" + pending + "/replace", moved).data();
        assertThat(changed.path("recipient_email").asText()).isEqualTo("new@example.test");
        String accepted = changed.path("id").asText();
        world.control().accept(accepted);
        moved.put("recipient_email", "again@example.test");
        JsonNode kept = world.caller().post("/badges/" + accepted + "/replace", moved).data();
        assertThat(kept.path("recipient_email").asText()).isEqualTo("new@example.test");
    }

    @Test
    void aReplacedOrRevokedBadgeCannotBeReplaced() {
        String old = world.issue("ada@example.test", "a").id();
        String path = "/badges/" + old + "/replace";
        String next = world.caller().post(path, renewal()).id();
        assertThat(world.caller().post(path, renewal()).status()).isEqualTo(422);
        world.control().revokeByHand(next, "Mistake");
        assertThat(world.caller().post("/badges/" + next + "/replace", renewal()).status())
                .isEqualTo(422);
        assertThat(world.caller().post("/badges/none/replace", renewal()).status()).isEqualTo(404);
    }

    @Test
    void replaceNeedsTemplateAndDate() {
        String path = "/badges/" + world.issue("ada@example.test", "a").id() + "/replace";
        assertThat(world.caller().post(path, SimulatorJson.object()).status()).isEqualTo(422);
        assertThat(world.caller().post(path, renewal().without("badge_template_id")).message())
                .startsWith("Invalid or missing Badge Template ID");
    }

    @Test
    void aDeletedBadgeIsGoneAndItsEventStillShowsIt() {
        String id = world.issue("ada@example.test", "a").id();
        Caller.Reply deleted = world.caller().delete("/badges/" + id);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(world.caller().get("/badges").data()).isEmpty();
        assertThat(world.caller().delete("/badges/" + id).status()).isEqualTo(404);
        JsonNode newest = world.caller().get("/events").data().path(0);
        assertThat(newest.path("event_type").asText()).isEqualTo("badge.deleted");
        assertThat(newest.path("badge").path("id").asText()).isEqualTo(id);
        assertThat(world.issue("ada@example.test", "a").status()).isEqualTo(201);
    }

    @Test
    void anEventShowsTheBadgeAsItWasThen() {
        String id = world.issue("ada@example.test", "a").id();
        world.control().accept(id);
        JsonNode events = world.caller().get("/events").data();
        assertThat(events.path(0).path("event_type").asText()).isEqualTo("badge.state.changed");
        assertThat(events.path(0).path("badge").path("state").asText()).isEqualTo("accepted");
        assertThat(events.path(1).path("event_type").asText()).isEqualTo("badge.created");
        assertThat(events.path(1).path("badge").path("state").asText()).isEqualTo("pending");
        Caller.Reply one = world.caller().get("/events/" + events.path(1).path("id").asText());
        assertThat(one.data()).isEqualTo(events.path(1));
        assertThat(world.caller().get("/events/none").status()).isEqualTo(404);
    }

    @Test
    void aTemplatesEventsTellItsStory() {
        world.control().archiveTemplate(world.template());
        world.control().deleteTemplate(world.template());
        assertThat(world.caller().get("/events").data().findValuesAsText("event_type"))
                .containsExactly(
                        "badge_template.deleted",
                        "badge_template.changed",
                        "badge_template.created");
        assertThat(
                        world.caller()
                                .get("/events")
                                .data()
                                .path(0)
                                .path("badge_template")
                                .path("id")
                                .asText())
                .isEqualTo(world.template().id());
    }
}
