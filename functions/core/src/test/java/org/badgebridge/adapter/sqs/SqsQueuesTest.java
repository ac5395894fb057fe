package org.badgebridge.adapter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.CertificatesQueue;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Notice;
import org.badgebridge.port.SettleMessage;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

@WithTestSystem
class SqsQueuesTest {

    private final TestSystem system;
    private final String settle;
    private final String certificates;

    SqsQueuesTest(TestSystem system) {
        this.system = system;
        settle = system.queueUrl("SettleQueue");
        certificates = system.queueUrl("CertificatesQueue");
    }

    @BeforeEach
    void emptyTheQueues() {
        received(settle);
        received(certificates);
    }

    @Test
    void everyBadgeGetsOneMessageInBatchesOfTen() {
        List<BadgeId> badges = badges(25);
        List<BadgeId> withRepeats = new ArrayList<>(badges);
        withRepeats.addAll(badges.subList(0, 5));
        FaultyCalls calls = new FaultyCalls();
        try (SqsClient client = system.sqs(calls)) {
            new SqsSettleQueue(client, settle).send(withRepeats);
        }

        assertThat(received(settle).stream().map(Messages::readSettle))
                .containsExactlyInAnyOrderElementsOf(
                        badges.stream()
                                .<SettleMessage>map(SettleMessage.Badge::new)
                                .<Messages.Read<SettleMessage>>map(Messages.Content::new)
                                .toList());
        assertThat(calls.operations()).hasSize(3).containsOnly("SendMessageBatch");
    }

    @Test
    void sendingNothingCallsNobody() {
        FaultyCalls calls = new FaultyCalls();
        try (SqsClient client = system.sqs(calls)) {
            new SqsSettleQueue(client, settle).send(List.of());
        }

        assertThat(calls.count()).isZero();
    }

    @Test
    void whatTheQueueRefusedIsSentOnceMore() {
        Refusing refusing = new Refusing(1);
        try (SqsClient client = system.sqs(refusing)) {
            new SqsSettleQueue(client, settle).send(badges(12));
        }

        assertThat(refusing.sizes).containsExactly(10, 2, 1);
    }

    @Test
    void whatTheQueueRefusesTwiceIsAnErrorWithTheCount() {
        Refusing refusing = new Refusing(2);
        try (SqsClient client = system.sqs(refusing)) {
            SqsSettleQueue queue = new SqsSettleQueue(client, settle);

            assertThatThrownBy(() -> queue.send(badges(3)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 of 3");
        }
    }

    @Test
    void aNoticeArrivesAsItWasSent() {
        Notice notice = new Notice(new ConnectionId("acme"), "e-1");

        new SqsSettleQueue(system.sqs(), settle).send(notice);

        assertThat(received(settle).stream().map(Messages::readSettle))
                .containsExactly(new Messages.Content<>(new SettleMessage.Event(notice)));
    }

    @Test
    void aNoticeThatTheQueueDoesNotTakeIsUnavailable() {
        SqsSettleQueue queue = new SqsSettleQueue(system.sqs(), settle + "-of-nobody");

        assertThatThrownBy(() -> queue.send(new Notice(new ConnectionId("acme"), "e-1")))
                .isInstanceOf(SettleQueue.Unavailable.class);
    }

    @Test
    void theQueueTellsHowMuchWaits() {
        SqsSettleQueue queue = new SqsSettleQueue(system.sqs(), settle);

        assertThat(queue.waiting()).isZero();
        queue.send(badges(4));
        assertThat(queue.waiting()).isEqualTo(4);
    }

    @Test
    void aPostOfAnyCharactersArrivesAsItWas() {
        StringBuilder every = new StringBuilder();
        for (char c = 0; c < 0x100; c++) {
            every.append(c);
        }
        every.append("Łucja 🎓 \uFFFE\uFFFF");
        String half = "half a character: \uD83C.";
        for (String body : new String[] {every.toString(), half}) {
            Delivery post = post(body);

            new SqsCertificatesQueue(system.sqs(), certificates).send(post);

            assertThat(received(certificates).stream().map(Messages::readDelivery))
                    .containsExactly(new Messages.Content<>(post));
        }
    }

    @Test
    void theLargestPostsArriveWhateverTheyAreMadeOf() {
        for (String character : new String[] {"a", "\u0001", "é", "\uFFFD", "🎓", "\""}) {
            Delivery post = post(character.repeat(262_144 / Math.min(character.length(), 2)));

            new SqsCertificatesQueue(system.sqs(), certificates).send(post);

            assertThat(received(certificates).stream().map(Messages::readDelivery))
                    .as(character)
                    .containsExactly(new Messages.Content<>(post));
        }
    }

    @Test
    void aQueueThatDoesNotTakeTheMessageIsUnavailable() {
        SqsCertificatesQueue queue =
                new SqsCertificatesQueue(system.sqs(), certificates + "-of-nobody");

        assertThatThrownBy(() -> queue.send(post("{}")))
                .isInstanceOf(CertificatesQueue.Unavailable.class);
    }

    private List<String> received(String queueUrl) {
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> messages =
                    system.sqs()
                            .receiveMessage(b -> b.queueUrl(queueUrl).maxNumberOfMessages(10))
                            .messages();
            if (messages.isEmpty()) {
                return bodies;
            }
            for (Message message : messages) {
                bodies.add(message.body());
                system.sqs()
                        .deleteMessage(
                                b -> b.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            }
        }
    }

    private static Delivery post(String body) {
        return new Delivery.Event(
                "d-1",
                new SourceId("campus"),
                Instant.parse("2026-03-04T05:06:07Z"),
                "s-1",
                body,
                Map.of());
    }

    private static List<BadgeId> badges(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new BadgeId(
                                new LearnerId("learner%015d".formatted(i)),
                                new TemplateId(new ConnectionId("acme"), "t1")))
                .toList();
    }

    /// Says that the queue refused the first entry of the first calls, and notes their sizes.
    private static final class Refusing implements ExecutionInterceptor {

        private final int times;
        private final List<Integer> sizes = new CopyOnWriteArrayList<>();
        private int refused;

        Refusing(int times) {
            this.times = times;
        }

        @Override
        public SdkResponse modifyResponse(
                Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (!(context.request() instanceof SendMessageBatchRequest request)
                    || !(context.response() instanceof SendMessageBatchResponse response)) {
                return context.response();
            }
            sizes.add(request.entries().size());
            if (refused++ >= times) {
                return response;
            }
            SendMessageBatchRequestEntry first = request.entries().getFirst();
            return response.toBuilder()
                    .failed(
                            BatchResultErrorEntry.builder()
                                    .id(first.id())
                                    .code("InternalError")
                                    .build())
                    .build();
        }
    }
}
