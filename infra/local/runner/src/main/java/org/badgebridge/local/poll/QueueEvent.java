package org.badgebridge.local.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import software.amazon.awssdk.services.sqs.model.Message;

import java.util.Base64;
import java.util.List;

/// Makes the event of a batch of messages.
final class QueueEvent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueueEvent() {}

    static ObjectNode of(List<Message> messages, String queueArn, String region) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode record = records.addObject();
            record.put("messageId", message.messageId());
            record.put("receiptHandle", message.receiptHandle());
            record.put("body", message.body());
            ObjectNode attributes = record.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            ObjectNode own = record.putObject("messageAttributes");
            message.messageAttributes()
                    .forEach((name, value) -> {
                        ObjectNode attribute = own.putObject(name);
                        if (value.stringValue() != null) {
                            attribute.put("stringValue", value.stringValue());
                        }
                        if (value.binaryValue() != null) {
                            attribute.put(
                                    "binaryValue",
                                    Base64.getEncoder()
                                            .encodeToString(value.binaryValue().asByteArray()));
                        }
                        attribute.putArray("stringListValues");
                        attribute.putArray("binaryListValues");
                        attribute.put("dataType", value.dataType());
                    });
            if (message.md5OfMessageAttributes() != null) {
                record.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
            }
            record.put("md5OfBody", message.md5OfBody());
            record.put("eventSource", "aws:sqs");
            record.put("eventSourceARN", queueArn);
            record.put("awsRegion", region);
        }
        return event;
    }
}
