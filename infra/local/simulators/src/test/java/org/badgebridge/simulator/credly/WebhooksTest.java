package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;

import org.badgebridge.simulator.SimulatorJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

class WebhooksTest {
    private final World world = World.start();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
    private final HttpServer receiver = receiver();

    private HttpServer receiver() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(
                                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0),
                            0);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        received.add(new String(body, StandardCharsets.UTF_8));
                        Integer status = statuses.poll();
                        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        world.control().sendWebhooks(WebhookPlan.faithful().timeScale(0.001));
        world.caller()
                .put(
                        "",
                        SimulatorJson.object()
                                .put(
                                        "webhook_url",
                                        "http://127.0.0.1:"
                                                + receiver.getAddress().getPort()
                                                + "/hook?key=k"));
    }

    @AfterEach
    void close() {
        world.close();
        receiver.stop(0);
    }

    private List<JsonNode> await(int posts) throws InterruptedException {
        for (int i = 0; i < 400 && received.size() < posts; i++) {
            Thread.sleep(25);
        }
        assertThat(received).hasSizeGreaterThanOrEqualTo(posts);
        return received.stream().map(SimulatorJson::parse).toList();
    }

    private static List<String> ids(List<JsonNode> posts) {
        return posts.stream().map(post -> post.path("id").asText()).toList();
    }

    private Event newest() {
        return world.control().events().getLast();
    }

    private void awaitDelivery(Event.Delivery delivery) throws InterruptedException {
        for (int i = 0; i < 400 && newest().delivery() != delivery; i++) {
            Thread.sleep(25);
        }
        assertThat(newest().delivery()).isEqualTo(delivery);
    }

    @Test
    void aWebhookHasFourFlatKeysAndItsEventCanBeFetched() throws InterruptedException {
        world.issue("ada@example.test", "a");
        JsonNode post = await(1).getFirst();
        Set<String> keys =
                post.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet());
        assertThat(keys)
                .containsExactlyInAnyOrder("id", "organization_id", "event_type", "occurred_at");
        assertThat(post.path("event_type").asText()).isEqualTo("badge.created");
        Caller.Reply event = world.caller().get("/events/" + post.path("id").asText());
        assertThat(event.data().path("badge").path("issuer_earner_id").asText()).isEqualTo("a");
    }

    @Test
    void only200EndsTheRetries() throws InterruptedException {
        statuses.addAll(List.of(204, 404, 500));
        world.issue("ada@example.test", "a");
        assertThat(ids(await(4)).stream().distinct()).hasSize(1);
        awaitDelivery(Event.Delivery.DELIVERED);
        assertThat(world.control().webhookAttempts())
                .extracting(WebhookAttempt::status)
                .containsExactly(204, 404, 500, 200);
    }

    @Test
    void afterTheLastTryTheEventIsGivenUp() throws InterruptedException {
        world.control().sendWebhooks(WebhookPlan.faithful().timeScale(0));
        for (int i = 0; i < 60; i++) {
            statuses.add(500);
        }
        world.issue("ada@example.test", "a");
        awaitDelivery(Event.Delivery.GIVEN_UP);
        assertThat(received).hasSize(32);
    }

    @Test
    void duplicatesComeAfterTheFirstDelivery() throws InterruptedException {
        world.control().sendWebhooks(WebhookPlan.faithful().duplicates(2));
        world.issue("ada@example.test", "a");
        assertThat(ids(await(3)).stream().distinct()).hasSize(1);
    }

    @Test
    void reorderedEventsComeSecondFirst() throws InterruptedException {
        world.control().sendWebhooks(WebhookPlan.faithful().reordered());
        String id = world.issue("ada@example.test", "a").id();
        world.control().accept(id);
        assertThat(await(2).stream().map(post -> post.path("event_type").asText()).toList())
                .containsExactly("badge.state.changed", "badge.created");
    }

    @Test
    void aReorderedEventWithoutASecondComesAlone() throws InterruptedException {
        world.control().sendWebhooks(WebhookPlan.faithful().reordered());
        world.issue("ada@example.test", "a");
        assertThat(await(1)).hasSize(1);
    }

    @Test
    void withoutAnAddressNothingIsSent() throws InterruptedException {
        world.caller().put("", SimulatorJson.object().putNull("webhook_url"));
        world.issue("ada@example.test", "a");
        assertThat(newest().delivery()).isEqualTo(Event.Delivery.NONE);
        assertThat(received).isEmpty();
    }
}
