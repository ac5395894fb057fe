package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;

import java.util.List;
import java.util.Locale;

/// Evidence items, which are not shown as they are sent: a category is called a type, and a text
/// becomes an object.
final class Evidence {
    private Evidence() {}

    static ArrayNode shown(JsonNode sent) {
        ArrayNode shown = SimulatorJson.object().arrayNode();
        for (JsonNode item : sent) {
            shown.add(item(shown.size() + 1L, shown.size(), item));
        }
        return shown;
    }

    static ObjectNode item(long id, int position, JsonNode sent) {
        String category = category(sent);
        ObjectNode item = SimulatorJson.object();
        item.put("id", id)
                .put("description", Fields.text(sent, "description"))
                .put("type", category)
                .put("link_url", Fields.text(sent, "url"))
                .put("position", position);
        if (sent.has("string_object")) {
            item.putObject("string_object").set(category, sent.path("string_object"));
        } else {
            item.putNull("string_object");
        }
        return item;
    }

    /// What was not sent stays.
    static void change(ObjectNode item, JsonNode sent) {
        if (sent.has("category")) {
            item.put("type", category(sent));
        }
        if (sent.has("description")) {
            item.put("description", Fields.text(sent, "description"));
        }
        for (String link : List.of("url", "file")) {
            if (sent.has(link)) {
                item.put("link_url", Fields.text(sent, link));
            }
        }
        if (sent.has("preview")) {
            item.put("preview_image_url", Fields.text(sent, "preview"));
        }
        if (sent.has("position")) {
            item.put("position", sent.path("position").asInt());
        }
        if (sent.has("string_object")) {
            item.putObject("string_object")
                    .set(item.path("type").asText(), sent.path("string_object"));
        }
    }

    private static String category(JsonNode sent) {
        return sent.path("category").asText().toLowerCase(Locale.ROOT);
    }
}
