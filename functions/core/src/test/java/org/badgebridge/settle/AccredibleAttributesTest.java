package org.badgebridge.settle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.accredible.AttributeKey;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// From the data of an event to the credential, for attribute keys that exist there.
@WithTestSystem
class AccredibleAttributesTest {

    private final AccredibleWorld world;
    private final AttributeKey score;

    AccredibleAttributesTest(TestSystem system) {
        world = new AccredibleWorld(system);
        score = world.control().createAttributeKey(world.issuer(), "Score", "text");
        world.control().createAttributeKey(world.issuer(), "Passed on", "date");
        world.sync();
        world.choose(Map.of("Score", "/data/score", "Passed on", "/data/passed"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void credentialBearsWhatTheEventTells() {
        BadgeId badge = world.earned("ada", Map.of("score", 92, "passed", "2026-01-31T10:00:00Z"));
        assertThat(attributes(badge))
                .isEqualTo(SimulatorJson.parse("{\"Score\":\"92\",\"Passed on\":\"2026-01-31\"}"));
        assertThat(lastAnswer(badge)).isEmpty();
    }

    @Test
    void whatTheEventDoesNotTellIsLeftOutAndSaid() {
        BadgeId badge = world.earned("ada", Map.of("score", 92));
        assertThat(attributes(badge)).isEqualTo(SimulatorJson.parse("{\"Score\":\"92\"}"));
        assertThat(lastAnswer(badge))
                .isEqualTo(
                        "Without \"Passed on\": the event that earned it says nothing at"
                                + " /data/passed.");
    }

    @Test
    void keyThatWasDeletedThereIsLeftOutOnceThatIsKnown() {
        world.control().deleteAttributeKey(score);
        world.sync();
        BadgeId badge = world.earned("ada", Map.of("score", 92, "passed", "2026-01-31"));
        assertThat(attributes(badge))
                .isEqualTo(SimulatorJson.parse("{\"Passed on\":\"2026-01-31\"}"));
        assertThat(lastAnswer(badge)).contains("the provider has no such attribute");
    }

    @Test
    void newerCertificateBringsItsOwn() {
        BadgeId badge = world.earned("ada", Map.of("score", 80));
        world.pass(Duration.ofDays(1));
        world.earned("ada", Map.of("score", 95));
        assertThat(attributes(badge)).isEqualTo(SimulatorJson.parse("{\"Score\":\"95\"}"));
    }

    private JsonNode attributes(BadgeId badge) {
        return world.credential(badge).customAttributes();
    }

    private String lastAnswer(BadgeId badge) {
        HistoryEntry last = world.worker().badges().history(badge).getLast();
        Said said = Objects.requireNonNull(last.said());
        assertThat(said.status()).isEqualTo(200);
        return said.words();
    }
}
