package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Credly's `data` and `metadata` around every answer.
final class Envelope {
    /// One thing wrong with one field.
    record FieldError(String attribute, String message) {
        String label() {
            String words = attribute.replace('_', ' ');
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    private Envelope() {}

    static Answer data(int status, JsonNode data) {
        return data(status, data, SimulatorJson.object());
    }

    static Answer data(int status, JsonNode data, JsonNode metadata) {
        ObjectNode body = SimulatorJson.object();
        body.set("data", data);
        body.set("metadata", metadata);
        return Answer.json(status, body);
    }

    static Answer error(int status, String message) {
        return data(status, SimulatorJson.object().put("message", message));
    }

    /// The text that is known word for word, with its null metadata.
    static Answer noSuchTemplate(String idSent) {
        ObjectNode data =
                SimulatorJson.object()
                        .put("message", "Invalid or missing Badge Template ID: " + idSent);
        return data(422, data, data.nullNode());
    }

    static Answer invalid(List<FieldError> errors, boolean messagesAsText) {
        ObjectNode data = SimulatorJson.object();
        data.put(
                "message",
                errors.stream()
                        .map(e -> e.label() + " " + e.message())
                        .collect(Collectors.joining(", ")));
        ArrayNode list = data.putArray("errors");
        for (FieldError error : errors) {
            ObjectNode item = list.addObject();
            item.put("attribute", error.attribute()).put("attribute_label", error.label());
            if (messagesAsText) {
                item.put("messages", error.message());
            } else {
                item.putArray("messages").add(error.message());
            }
        }
        return data(422, data);
    }
}
