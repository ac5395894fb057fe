package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;

import java.util.Locale;

/// Evidence items, which are not shown as they are sent: a category is called a type, and a text
/// becomes an object.
final class Evidence {
    private Evidence() {}

    static ArrayNode shown(JsonNode sent) {
        ArrayNode shown = SimulatorJson.object().arrayNode();
        for (JsonNode item : sent) {
            String category = item.path("category").asText().toLowerCase(Locale.ROOT);
            ObjectNode one = shown.addObject();
            one.put("id", shown.size())
                    .put("description", Fields.text(item, "description"))
                    .put("type", category)
                    .put("link_url", Fields.text(item, "url"))
                    .put("position", shown.size() - 1);
            if (item.has("string_object")) {
                one.putObject("string_object").set(category, item.path("string_object"));
            } else {
                one.putNull("string_object");
            }
        }
        return shown;
    }
}
