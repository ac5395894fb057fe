package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.ControlClient;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;

class ControlTest {
    private final World world = World.start();

    @AfterEach
    void close() {
        world.close();
    }

    private Caller.Reply page(String path) {
        return Caller.send(HttpRequest.newBuilder(world.simulator().url().resolve(path)).build());
    }

    @Test
    void thePageNeedsNothingFromOutside() {
        Caller.Reply reply = page("/");
        assertThat(reply.response().headers().firstValue("Content-Type"))
                .hasValue("text/html; charset=utf-8");
        assertThat(reply.body()).contains("Credly simulator").doesNotContain("://");
    }

    @Test
    void theAddressesThatABadgeNamesLeadToPagesAndPictures() {
        JsonNode badge = world.issue("ada@example.test", "a").data();
        assertThat(page(badge.path("accept_badge_url").asText()).body()).startsWith("<!doctype");
        assertThat(page(badge.path("image_url").asText()).body()).startsWith("<svg");
    }

    @Test
    void badgesThatOneEarnerHasTwiceAreNamed() {
        world.issue("ada@example.test", "a");
        world.issue("bob@example.test", "b");
        ObjectNode again = world.order("ada@example.test", "a").put("duplicate_behavior", "allow");
        world.caller().issue(again);
        JsonNode live = world.control().client().get("/__sim/live?at_least=2");
        assertThat(live.path("most").asInt()).isEqualTo(2);
        assertThat(live.path("items").findValuesAsText("earner")).containsExactly("a");
        assertThat(world.control().badgesOf("a")).hasSize(2);
    }

    @Test
    void theNewestBadgesComeAlone() {
        world.issue("ada@example.test", "a");
        String newest = world.issue("bob@example.test", "b").id();
        JsonNode badges = world.control().client().get("/__sim/badges?newest=1").path("items");
        assertThat(badges.findValuesAsText("id")).containsExactly(newest);
    }

    @Test
    void aBadgeIssuedByHandFollowsTheSameRules() {
        world.issue("ada@example.test", "a");
        ObjectNode order = world.order("ada@example.test", "other");
        assertThatThrownBy(() -> world.control().issueByHand(world.organization(), order))
                .hasMessageContaining("already has this badge");
        order.put("recipient_email", "bob@example.test");
        assertThat(world.control().issueByHand(world.organization(), order).state())
                .isEqualTo(BadgeState.PENDING);
    }

    @Test
    void theLastCallsAreRememberedWithTheirBodies() {
        world.issue("ada@example.test", "a");
        Traffic.Seen seen = world.control().client().lastCalls().getLast();
        assertThat(seen.operation()).isEqualTo(Operation.ISSUE);
        assertThat(seen.body()).contains("ada@example.test");
    }

    @Test
    void faultsThatAreSetAreShownWithTheCallsLeft() {
        ControlClient client = world.control().client();
        String id = client.add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(503)).times(3));
        world.caller().get("");
        JsonNode fault = client.get("/__sim/faults").path(id);
        assertThat(fault.path("times").asInt()).isEqualTo(2);
        assertThat(fault.path("effect").path("kind").asText()).isEqualTo("status");
    }

    @Test
    void anUnknownSwitchIsRefusedByName() {
        assertThatThrownBy(() ->
                        world.control()
                                .client()
                                .put(
                                        "/__sim/switches",
                                        SimulatorJson.object().put("warp_drive", true)))
                .hasMessageContaining("warp_drive");
    }

    @Test
    void aResetEmptiesEverything() {
        world.control().set(Switch.PAGE_SIZE, 2);
        world.control().add(Fault.on(Operation.ANY, Fault.Status.of(503)));
        world.control().reset();
        assertThat(world.control().organizations()).isEmpty();
        assertThat(world.control().calls(Operation.ANY)).isZero();
        assertThat(world.control().client().get("/__sim/faults")).isEmpty();
        assertThat(world.control().client().get("/__sim/switches").path("page_size").asInt())
                .isEqualTo(50);
    }
}
