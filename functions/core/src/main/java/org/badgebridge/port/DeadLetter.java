package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;

import java.time.Instant;

/// A message that crashed us each time it was worked, without what it carries of a learner.
///
/// @param messageId the queue's own name of it
/// @param sentAt when it was first sent
/// @param received how often it was received, by those who look at dead letters too
public record DeadLetter(
        Queues.Name queue, String messageId, Instant sentAt, int received, Content content) {

    /// What the message is about.
    public sealed interface Content {}

    /// A post of a source; `rejected` when it is a sample of what was turned away.
    public record Post(SourceId source, String deliveryId, boolean rejected) implements Content {}

    public record Settle(SettleMessage message) implements Content {}

    /// No message of ours, or of a version that is not known here; `reason` quotes nothing of it.
    public record Unreadable(String reason) implements Content {}
}
