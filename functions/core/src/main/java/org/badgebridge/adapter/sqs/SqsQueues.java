package org.badgebridge.adapter.sqs;

import org.badgebridge.port.DeadLetter;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Queues;
import org.badgebridge.port.SettleMessage;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [Queues] at SQS. What SQS refuses or cannot do is thrown as the SDK's own exception.
public final class SqsQueues implements Queues {

    /// What SQS takes and gives in one call.
    private static final int BATCH = 10;

    /// How long what is looked at stays out of others' sight when it is not given back.
    private static final int LOOK_SECONDS = 30;

    /// SQS asks all of its servers, and not some of them, when it is given time.
    private static final int WAIT_SECONDS = 1;

    /// One is searched for among so many.
    private static final int MOST_SEARCHED = 1000;

    /// What is kept of the time for what was begun to end: a receive that waits, sends, a delete.
    private static final Duration TO_END = Duration.ofSeconds(5);

    private static final QueueAttributeName WAITING =
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    private static final QueueAttributeName IN_FLIGHT =
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

    private final SqsClient client;
    private final Map<Name, Urls> urls;

    /// Where a queue is, and where what it gives up is.
    public record Urls(String queue, String deadLetters) {}

    public SqsQueues(SqsClient client, Urls certificates, Urls settle) {
        this.client = client;
        this.urls = Map.of(Name.CERTIFICATES, certificates, Name.SETTLE, settle);
    }

    @Override
    public Depth depth(Name queue) {
        Urls url = url(queue);
        Map<QueueAttributeName, Integer> counts = counts(url.queue());
        Map<QueueAttributeName, Integer> dead = counts(url.deadLetters());
        return new Depth(
                counts.getOrDefault(WAITING, 0),
                counts.getOrDefault(IN_FLIGHT, 0),
                dead.getOrDefault(WAITING, 0) + dead.getOrDefault(IN_FLIGHT, 0));
    }

    @Override
    public List<DeadLetter> deadLetters(Name queue, int most) {
        String from = url(queue).deadLetters();
        int expected = Math.min(most, counts(from).getOrDefault(WAITING, 0));
        List<Message> seen = new ArrayList<>();
        try {
            while (seen.size() < expected) {
                List<Message> some = received(from, Math.min(BATCH, most - seen.size()));
                if (some.isEmpty()) {
                    break;
                }
                seen.addAll(some);
            }
            return seen.stream().map(message -> deadLetter(queue, message)).toList();
        } finally {
            giveBack(from, seen);
        }
    }

    @Override
    public boolean redrive(Name queue, String messageId, Deadline deadline) {
        String from = url(queue).deadLetters();
        List<Message> others = new ArrayList<>();
        try {
            while (others.size() < MOST_SEARCHED && deadline.allows(TO_END)) {
                List<Message> some = received(from, BATCH);
                if (some.isEmpty()) {
                    return false;
                }
                others.addAll(some);
                Optional<Message> found =
                        some.stream()
                                .filter(message -> message.messageId().equals(messageId))
                                .findFirst();
                if (found.isPresent()) {
                    others.remove(found.get());
                    moveBack(queue, List.of(found.get()));
                    return true;
                }
            }
            return false;
        } finally {
            giveBack(from, others);
        }
    }

    @Override
    public Redriven redrive(Name queue, Deadline deadline) {
        String from = url(queue).deadLetters();
        int redriven = 0;
        while (deadline.allows(TO_END)) {
            List<Message> some = received(from, BATCH);
            if (some.isEmpty()) {
                return new Redriven(redriven, 0);
            }
            moveBack(queue, some);
            redriven += some.size();
        }
        return new Redriven(redriven, counts(from).getOrDefault(WAITING, 0));
    }

    /// Sends before it deletes, so that stopping in between doubles a message and loses none. One
    /// at a time: ten bodies together may be larger than what SQS takes in a call.
    private void moveBack(Name queue, List<Message> messages) {
        Urls url = url(queue);
        List<Message> sent = new ArrayList<>();
        try {
            for (Message message : messages) {
                client.sendMessage(b -> b.queueUrl(url.queue()).messageBody(message.body()));
                sent.add(message);
            }
        } finally {
            delete(url.deadLetters(), sent);
            giveBack(
                    url.deadLetters(),
                    messages.stream().filter(message -> !sent.contains(message)).toList());
        }
    }

    private List<Message> received(String from, int most) {
        return client.receiveMessage(b ->
                        b.queueUrl(from)
                                .maxNumberOfMessages(most)
                                .visibilityTimeout(LOOK_SECONDS)
                                .waitTimeSeconds(WAIT_SECONDS)
                                .messageSystemAttributeNames(
                                        MessageSystemAttributeName.SENT_TIMESTAMP,
                                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages();
    }

    private void delete(String from, List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        client.deleteMessageBatch(b ->
                b.queueUrl(from)
                        .entries(
                                messages.stream()
                                        .map(message ->
                                                DeleteMessageBatchRequestEntry.builder()
                                                        .id(message.messageId())
                                                        .receiptHandle(message.receiptHandle())
                                                        .build())
                                        .toList()));
    }

    private void giveBack(String from, List<Message> messages) {
        for (int start = 0; start < messages.size(); start += BATCH) {
            List<ChangeMessageVisibilityBatchRequestEntry> entries =
                    messages.subList(start, Math.min(start + BATCH, messages.size())).stream()
                            .map(message ->
                                    ChangeMessageVisibilityBatchRequestEntry.builder()
                                            .id(message.messageId())
                                            .receiptHandle(message.receiptHandle())
                                            .visibilityTimeout(0)
                                            .build())
                            .toList();
            client.changeMessageVisibilityBatch(b -> b.queueUrl(from).entries(entries));
        }
    }

    private static DeadLetter deadLetter(Name queue, Message message) {
        Map<MessageSystemAttributeName, String> attributes = message.attributes();
        return new DeadLetter(
                queue,
                message.messageId(),
                Instant.ofEpochMilli(
                        Long.parseLong(
                                attributes.getOrDefault(
                                        MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
                Integer.parseInt(
                        attributes.getOrDefault(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "0")),
                switch (queue) {
                    case CERTIFICATES -> post(message.body());
                    case SETTLE -> settle(message.body());
                });
    }

    private static DeadLetter.Content post(String body) {
        return switch (Messages.readDelivery(body)) {
            case Messages.Content<Delivery>(Delivery delivery) ->
                    new DeadLetter.Post(
                            delivery.source(),
                            delivery.id(),
                            delivery instanceof Delivery.Rejected);
            case Messages.Unknown<Delivery>(String reason) -> new DeadLetter.Unreadable(reason);
        };
    }

    private static DeadLetter.Content settle(String body) {
        return switch (Messages.readSettle(body)) {
            case Messages.Content<SettleMessage>(SettleMessage message) ->
                    new DeadLetter.Settle(message);
            case Messages.Unknown<SettleMessage>(String reason) ->
                    new DeadLetter.Unreadable(reason);
        };
    }

    private Map<QueueAttributeName, Integer> counts(String url) {
        Map<QueueAttributeName, String> attributes =
                client.getQueueAttributes(b -> b.queueUrl(url).attributeNames(WAITING, IN_FLIGHT))
                        .attributes();
        return Map.of(
                WAITING,
                Integer.valueOf(attributes.getOrDefault(WAITING, "0")),
                IN_FLIGHT,
                Integer.valueOf(attributes.getOrDefault(IN_FLIGHT, "0")));
    }

    private Urls url(Name queue) {
        Urls url = urls.get(queue);
        if (url == null) {
            throw new IllegalStateException("no queue is known by the name " + queue);
        }
        return url;
    }
}
