package org.badgebridge.adapter.sqs;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.Notice;
import org.badgebridge.port.SettleQueue;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The settle queue at SQS. Badges that the queue did not take in two tries throw an
/// [IllegalStateException]; a queue that cannot be reached throws the SDK's own exception, but for
/// notices.
public final class SqsSettleQueue implements SettleQueue {

    /// What SQS takes in one call.
    private static final int BATCH = 10;

    private static final QueueAttributeName WAITING =
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;

    private final SqsClient client;
    private final String queueUrl;

    public SqsSettleQueue(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    @Override
    public void send(Collection<BadgeId> badges) {
        List<SendMessageBatchRequestEntry> all = entries(badges);
        int lost = sent(sent(all)).size();
        if (lost > 0) {
            throw new IllegalStateException(
                    "The settle queue did not take %d of %d messages.".formatted(lost, all.size()));
        }
    }

    @Override
    public void send(Notice notice) {
        String message = Messages.of(notice);
        try {
            client.sendMessage(b -> b.queueUrl(queueUrl).messageBody(message));
        } catch (SdkException e) {
            throw new Unavailable("The settle queue did not take the message.", e);
        }
    }

    @Override
    public int waiting() {
        String count =
                client.getQueueAttributes(b -> b.queueUrl(queueUrl).attributeNames(WAITING))
                        .attributes()
                        .get(WAITING);
        return count == null ? 0 : Integer.parseInt(count);
    }

    /// Sends all, and answers those that the queue refused.
    private List<SendMessageBatchRequestEntry> sent(List<SendMessageBatchRequestEntry> entries) {
        List<SendMessageBatchRequestEntry> refused = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += BATCH) {
            refused.addAll(refused(entries.subList(from, Math.min(from + BATCH, entries.size()))));
        }
        return refused;
    }

    private List<SendMessageBatchRequestEntry> refused(List<SendMessageBatchRequestEntry> entries) {
        Set<String> failed =
                client
                        .sendMessageBatch(b -> b.queueUrl(queueUrl).entries(entries))
                        .failed()
                        .stream()
                        .map(BatchResultErrorEntry::id)
                        .collect(Collectors.toSet());
        return entries.stream().filter(entry -> failed.contains(entry.id())).toList();
    }

    private static List<SendMessageBatchRequestEntry> entries(Collection<BadgeId> badges) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (BadgeId badge : new LinkedHashSet<>(badges)) {
            entries.add(
                    SendMessageBatchRequestEntry.builder()
                            .id(Integer.toString(entries.size()))
                            .messageBody(Messages.of(badge))
                            .build());
        }
        return entries;
    }
}
