package org.badgebridge.local.template;

import java.util.Map;

/// An SQS queue.
///
/// @param attributes as CreateQueue takes them
public record QueueSpec(String logicalId, String name, String arn, Map<String, String> attributes) {

    /// Whether it needs another queue to exist first.
    public boolean hasDeadLetterQueue() {
        return attributes.containsKey("RedrivePolicy");
    }
}
