package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.adapter.sqs.Messages;
import org.badgebridge.adapter.sqs.SqsQueues;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Queues;
import org.badgebridge.port.Queues.Depth;
import org.badgebridge.testing.Crash;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.model.Message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@WithTestSystem
final class DeadLettersTest {

    private static final String BADGE = "3q2-7wAAAAAAAAAAAAAAAA.academy.0f7c2c5e";
    private static final String CERTIFICATES = "Certificates";
    private static final String SETTLE = "Settle";

    private final TestSystem system;
    private final ApiWorld world;

    DeadLettersTest(TestSystem system) {
        this.system = system;
        world = new ApiWorld(system);
    }

    @BeforeEach
    void emptyTheQueues() {
        for (String queue : List.of(CERTIFICATES, SETTLE)) {
            received(queue + "Queue");
            received(queue + "DeadLetters");
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void dead(String queue, String body) {
        system.sqs()
                .sendMessage(
                        b -> b.queueUrl(system.queueUrl(queue + "DeadLetters")).messageBody(body));
    }

    private static String badge(String id) {
        return Messages.of(BadgeId.parse(id).orElseThrow());
    }

    private static String post(String id) {
        return Messages.of(
                new Delivery.Event(
                        id,
                        new SourceId("campus"),
                        Instant.parse("2026-01-15T09:30:00Z"),
                        "s-1",
                        "{\"email\": \"ada@example.org\"}",
                        Map.of()));
    }

    private List<String> received(String queue) {
        String url = system.queueUrl(queue);
        List<String> bodies = new ArrayList<>();
        List<Message> messages;
        do {
            messages =
                    system.sqs()
                            .receiveMessage(
                                    b -> b.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
                            .messages();
            for (Message message : messages) {
                bodies.add(message.body());
                system.sqs()
                        .deleteMessage(b -> b.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        } while (!messages.isEmpty());
        return bodies;
    }

    @Test
    void listTellsWhatEachIsAboutAndNeverWhatItSays() {
        dead(CERTIFICATES, post("d-1"));
        dead(SETTLE, badge(BADGE));
        dead(SETTLE, Messages.of(new Notice(new ConnectionId("academy"), "e-1")));
        dead(SETTLE, "{\"v\": 7, \"email\": \"ada@example.org\"}");

        var reply = world.get("/api/dead-letters");

        assertThat(reply.items("kind"))
                .containsExactlyInAnyOrder("event", "badge", "provider_event", "unreadable");
        assertThat(reply.items("delivery_id")).contains("d-1");
        assertThat(reply.items("source")).contains("campus");
        assertThat(reply.items("badge_id")).contains(BADGE);
        assertThat(reply.items("event_id")).contains("e-1");
        assertThat(reply.items("trouble")).contains("The message has another version than 1.");
        assertThat(reply.at("/items/0/receive_count").asInt()).isEqualTo(1);
        assertThat(Instant.parse(reply.text("/items/0/sent_at")))
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(60));
        assertThat(reply.body()).doesNotContain("ada@example.org");
        assertThat(world.logged()).doesNotContain("ada@example.org");
    }

    @Test
    void whatWasLookedAtIsThereForTheNextWhoLooks() {
        for (int i = 0; i < 25; i++) {
            dead(SETTLE, badge(BADGE + i));
        }

        List<String> first = world.get("/api/dead-letters").items("id");

        assertThat(first).hasSize(25).doesNotHaveDuplicates();
        assertThat(world.get("/api/dead-letters").items("id"))
                .containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void oneGoesBackToTheQueueThatItCameFrom() {
        dead(CERTIFICATES, post("d-1"));
        dead(CERTIFICATES, post("d-2"));
        var listed = world.get("/api/dead-letters");
        int second = listed.items("delivery_id").indexOf("d-2");
        String path = "/api/dead-letters/" + listed.items("id").get(second) + "/redrive";

        var reply = world.post(path, null);

        assertThat(reply.at("/redriven").asInt()).isEqualTo(1);
        assertThat(reply.at("/left").asInt()).isEqualTo(1);
        assertThat(received("CertificatesQueue")).containsExactly(post("d-2"));
        assertThat(world.get("/api/dead-letters").items("delivery_id")).containsExactly("d-1");
        assertThat(world.post(path, null).status()).isEqualTo(404);
        assertThat(world.post("/api/dead-letters/nowhere.5f0c/redrive", null).status())
                .isEqualTo(404);
    }

    @Test
    void allGoBackEachToItsQueueOrThoseOfOneQueue() {
        dead(CERTIFICATES, post("d-1"));
        for (int i = 0; i < 12; i++) {
            dead(SETTLE, badge(BADGE + i));
        }

        var settle = world.post("/api/dead-letters/redrive", "{\"queue\": \"settle\"}");
        var rest = world.post("/api/dead-letters/redrive", null);
        var wrong = world.post("/api/dead-letters/redrive", "{\"queue\": \"signals\"}");

        assertThat(settle.at("/redriven").asInt()).isEqualTo(12);
        assertThat(settle.at("/left").asInt()).isZero();
        assertThat(rest.at("/redriven").asInt()).isEqualTo(1);
        assertThat(received("SettleQueue")).hasSize(12).doesNotHaveDuplicates();
        assertThat(received("CertificatesQueue")).containsExactly(post("d-1"));
        assertThat(world.get("/api/dead-letters").at("/items").size()).isZero();
        assertThat(wrong.wrongFields()).containsExactly("queue");
    }

    @Test
    void whoStopsHalfWayDoublesAndNeverLoses() {
        assertThat(afterCrash(FaultyCalls.Moment.BEFORE_SENT)).isEqualTo(new Depth(0, 0, 1));
        assertThat(afterCrash(FaultyCalls.Moment.AFTER_ANSWERED)).isEqualTo(new Depth(1, 0, 2));
    }

    /// What is where when the process dies at sending: the second of its calls.
    private Depth afterCrash(FaultyCalls.Moment moment) {
        var urls =
                new SqsQueues.Urls(
                        system.queueUrl("SettleQueue"), system.queueUrl("SettleDeadLetters"));
        dead(SETTLE, badge(BADGE));
        try (var dying = system.sqs(new FaultyCalls().crash(moment, 2))) {
            Deadline deadline = Deadline.in(Duration.ofSeconds(20), Clock.systemUTC());
            assertThatThrownBy(() ->
                            new SqsQueues(dying, urls, urls).redrive(Queues.Name.SETTLE, deadline))
                    .isInstanceOf(Crash.class);
        }
        return new SqsQueues(system.sqs(), urls, urls).depth(Queues.Name.SETTLE);
    }
}
