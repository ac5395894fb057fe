package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.ControlClient;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.SimulatorOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

class FaultsTest {
    private final World world = World.start(SimulatorOptions.onPort(0).randomBy(new Random(42)));

    @AfterEach
    void close() {
        world.close();
    }

    private HttpRequest issuing(String earner) {
        ObjectNode order = world.order(earner + "@example.test", earner);
        return world.caller().request("POST", "/badges", order);
    }

    private void fault(Operation operation, Fault.Effect effect) {
        world.control().add(Fault.on(operation, effect));
    }

    @Test
    void aStatusComesWithItsBodyAndRetryAfterAndNothingIsStored() {
        fault(Operation.ISSUE, Fault.Status.of(429).retryAfter("7").body("slow down"));
        Caller.Reply reply = Caller.send(issuing("a"));
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.body()).isEqualTo("slow down");
        assertThat(reply.response().headers().firstValue("Retry-After")).hasValue("7");
        assertThat(world.control().badges()).isEmpty();
    }

    @Test
    void aStatusWithoutABodyIsAnErrorInCredlysForm() {
        fault(Operation.ISSUE, Fault.Status.of(503));
        assertThat(Caller.send(issuing("a")).message()).isNotEmpty();
    }

    @Test
    void aFailureAfterStoringLeavesTheBadge() {
        fault(Operation.ISSUE, Fault.Status.of(500).afterStoring());
        assertThat(Caller.send(issuing("a")).status()).isEqualTo(500);
        assertThat(world.control().badges()).hasSize(1);
    }

    @Test
    void aFaultHitsSoManyCallsAfterSoManyThatGoWell() {
        world.control().add(Fault.on(Operation.ISSUE, Fault.Status.of(503)).afterFirst(1).times(2));
        assertThat(Caller.send(issuing("a")).status()).isEqualTo(201);
        assertThat(Caller.send(issuing("b")).status()).isEqualTo(503);
        assertThat(Caller.send(issuing("c")).status()).isEqualTo(503);
        assertThat(Caller.send(issuing("d")).status()).isEqualTo(201);
        assertThat(world.control().client().get("/__sim/faults")).isEmpty();
    }

    @Test
    void aFaultLastsUntilItIsCleared() {
        ControlClient client = world.control().client();
        String id = client.add(Fault.on(Operation.ANY, Fault.Status.of(503)));
        assertThat(Caller.send(issuing("a")).status()).isEqualTo(503);
        assertThat(world.caller().get("").status()).isEqualTo(503);
        client.clearFault(id);
        assertThat(Caller.send(issuing("a")).status()).isEqualTo(201);
    }

    @Test
    void aFaultHitsOnlyItsOperation() {
        String id = Caller.send(issuing("a")).id();
        fault(Operation.REVOKE, Fault.Status.of(503));
        fault(Operation.TEMPLATES, Fault.Status.of(502));
        fault(Operation.LIST_BADGES, Fault.Status.of(504));
        fault(Operation.EVENTS, Fault.Status.of(500));
        fault(Operation.ORGANIZATION, Fault.Status.of(401));
        fault(Operation.REPLACE, Fault.Status.of(403));
        ObjectNode reason = SimulatorJson.object().put("reason", "Mistake");
        Caller caller = world.caller();
        assertThat(caller.put("/badges/" + id + "/revoke/", reason).status()).isEqualTo(503);
        assertThat(caller.get("/badge_templates/").status()).isEqualTo(502);
        assertThat(caller.get("/badges").status()).isEqualTo(504);
        assertThat(caller.get("/high_volume_issued_badge_search").status()).isEqualTo(504);
        assertThat(caller.get("/events").status()).isEqualTo(500);
        assertThat(caller.get("").status()).isEqualTo(401);
        assertThat(caller.post("/badges/" + id + "/replace", reason).status()).isEqualTo(403);
        assertThat(Caller.send(issuing("b")).status()).isEqualTo(201);
    }

    @Test
    void aFaultMayHitOnlyCallsThatContainAText() {
        world.control()
                .add(Fault.on(Operation.ISSUE, Fault.Status.of(503)).onlyContaining("unlucky"));
        assertThat(Caller.send(issuing("unlucky")).status()).isEqualTo(503);
        assertThat(Caller.send(issuing("lucky")).status()).isEqualTo(201);
    }

    @Test
    void aProbabilityHitsSomeCallsAndNotAll() {
        world.control()
                .add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(503)).withProbability(0.5));
        int failed = 0;
        for (int i = 0; i < 60; i++) {
            failed += world.caller().get("").status() == 503 ? 1 : 0;
        }
        assertThat(failed).isBetween(1, 59);
    }

    @Test
    void aResetBeforeStoringClosesTheConnectionAndLeavesNothing() {
        fault(Operation.ISSUE, new Fault.Reset(false));
        assertThatThrownBy(() -> Caller.trySend(issuing("a"))).isInstanceOf(IOException.class);
        assertThat(world.control().badges()).isEmpty();
        assertThat(world.control().calls(Operation.ISSUE)).isPositive();
    }

    @Test
    void aResetAfterStoringClosesTheConnectionAndLeavesTheBadge() {
        fault(Operation.ISSUE, new Fault.Reset(true));
        assertThatThrownBy(() -> Caller.trySend(issuing("a"))).isInstanceOf(IOException.class);
        assertThat(world.control().badges()).hasSize(1);
        world.control().clearFaults();
        assertThat(Caller.send(issuing("a")).message()).contains("already has this badge");
    }

    @Test
    void aHangingCallIsNeverAnswered() throws Exception {
        fault(Operation.ISSUE, new Fault.Hang(true));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(issuing("a"), HttpResponse.BodyHandlers.ofString());
            awaitBadge();
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            client.shutdownNow();
        }
    }

    @Test
    void aSlowCallIsStoredEvenWhenItsCallerHasGivenUp() throws Exception {
        fault(Operation.ISSUE, new Fault.Latency(1000, 100, false));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(issuing("a"), HttpResponse.BodyHandlers.ofString());
            for (int i = 0; i < 400 && world.control().calls(Operation.ISSUE) == 0; i++) {
                Thread.sleep(25);
            }
            client.shutdownNow();
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
        awaitBadge();
    }

    @Test
    void aSlowCallGoesOnWhenTheFaultsAreCleared() throws Exception {
        fault(Operation.ISSUE, new Fault.Latency(600_000, 0, true));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(issuing("a"), HttpResponse.BodyHandlers.ofString());
            awaitBadge();
            world.control().clearFaults();
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        }
    }

    private void awaitBadge() throws InterruptedException {
        for (int i = 0; i < 400 && world.control().badges().isEmpty(); i++) {
            Thread.sleep(25);
        }
        assertThat(world.control().badges()).hasSize(1);
    }

    @Test
    void aSuccessMayCarryAPageInsteadOfJson() {
        fault(Operation.ISSUE, new Fault.NotJson());
        Caller.Reply reply = Caller.send(issuing("a"));
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).startsWith("<html>");
        assertThat(world.control().badges()).hasSize(1);
    }

    @Test
    void aSuccessMayCarryHalfOfItsJson() {
        fault(Operation.ISSUE, new Fault.Truncated());
        Caller.Reply reply = Caller.send(issuing("a"));
        assertThat(reply.status()).isEqualTo(201);
        assertThatThrownBy(reply::json).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aConnectionMayCloseInTheMiddleOfTheBody() {
        fault(Operation.ISSUE, new Fault.CutOff());
        assertThatThrownBy(() -> Caller.trySend(issuing("a"))).isInstanceOf(IOException.class);
        assertThat(world.control().badges()).hasSize(1);
    }

    @Test
    void anAnswerMayBeHugeAndIsStillJson() {
        fault(Operation.ISSUE, new Fault.Huge(3_000_000));
        Caller.Reply reply = Caller.send(issuing("a"));
        assertThat(reply.body().length()).isGreaterThan(3_000_000);
        assertThat(reply.id()).isNotEmpty();
    }

    @Test
    void aFilterMayBeIgnored() {
        Caller.send(issuing("a"));
        Caller.send(issuing("b"));
        world.control()
                .add(Fault.on(Operation.LIST_BADGES, new Fault.IgnoreFilter("issuer_earner_id")));
        assertThat(world.caller().badges("issuer_earner_id::a").data()).hasSize(2);
        assertThat(world.caller().badges("issuer_earner_id::a|state::accepted").data()).isEmpty();
        world.control().clearFaults();
        assertThat(world.caller().badges("issuer_earner_id::a").data()).hasSize(1);
    }

    @Test
    void everyArrivingIssueIsCountedWhateverBecomesOfIt() {
        fault(Operation.ISSUE, Fault.Status.of(503));
        Caller.send(issuing("a"));
        Caller.send(issuing("a"));
        world.caller().get("/badges");
        assertThat(world.control().calls(Operation.ISSUE)).isEqualTo(2);
        assertThat(world.control().calls(Operation.ANY)).isEqualTo(3);
        world.control().client().forgetCalls();
        assertThat(world.control().calls(Operation.ISSUE)).isZero();
    }

    @Test
    void whatIsNoFaultIsRefused() {
        ObjectNode wrong = SimulatorJson.object().put("operation", "issue");
        wrong.putObject("effect").put("kind", "earthquake");
        assertThatThrownBy(() -> world.control().client().post("/__sim/faults", wrong))
                .hasMessageContaining("422");
    }
}
