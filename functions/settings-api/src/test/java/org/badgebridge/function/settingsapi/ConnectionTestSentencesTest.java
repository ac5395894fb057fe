package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithTestSystem
final class ConnectionTestSentencesTest {

    private final ApiWorld world;

    ConnectionTestSentencesTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String failed(String connection) {
        var reply = world.post("/api/connections/" + connection + "/test", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/ok").asBoolean()).isFalse();
        return reply.text("/message");
    }

    private String failedWith(Fault.Effect effect) {
        String id = world.workingConnection();
        world.credly().add(Fault.on(Operation.ORGANIZATION, effect));
        return failed(id);
    }

    @Test
    void connectionWithoutTokenSaysSo() {
        assertThat(failed(world.newConnection()))
                .isEqualTo("No token is saved yet. Save one first.");
    }

    @Test
    void badTokenIsToldFromAllElse() {
        String id = world.newConnection();
        world.saveToken(id, "made-up");

        assertThat(failed(id)).contains("does not accept the token");
    }

    @Test
    void organizationThatIsNotThereIsToldFromAllElse() {
        String id = world.newConnection(world.simulator.url(), "no-such-organization");
        world.saveToken(id, world.token.token());

        assertThat(failed(id)).contains("no-such-organization").contains("organization_id");
    }

    @Test
    void tokenOfAnotherOrganizationIsToldFromABadOne() {
        var other = world.credly().createOrganization("Other Academy");
        String id = world.newConnection();
        world.saveToken(id, world.credly().createToken(other).token());

        assertThat(failed(id)).contains(world.organization.id());
    }

    @Test
    void tokenWithoutPermissionIsToldFromABadOne() {
        assertThat(failedWith(Fault.Status.of(403))).contains("has no permission");
    }

    @Test
    void providerThatAsksForPatienceIsQuoted() {
        assertThat(failedWith(Fault.Status.of(429).retryAfter("17"))).contains("in 17 seconds");
    }

    @Test
    void providersOwnTroubleIsNotBlamedOnTheToken() {
        assertThat(failedWith(Fault.Status.of(503))).contains("trouble of its own (status 503)");
    }

    @Test
    void answerThatIsCutOffIsNotBlamedOnTheToken() {
        assertThat(failedWith(new Fault.Reset(false))).contains("try again later");
    }

    @Test
    void pageThatIsNoApiPointsToTheBaseUrl() {
        assertThat(failedWith(new Fault.NotJson())).contains("check base_url");
    }

    @Test
    void otherRefusalsAreQuoted() {
        assertThat(failedWith(Fault.Status.of(400))).contains("refuses (status 400)");
    }
}
