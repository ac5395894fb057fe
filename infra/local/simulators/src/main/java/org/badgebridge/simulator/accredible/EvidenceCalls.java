package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/// The evidence items of a credential that is there already, one by one.
final class EvidenceCalls {
    /// The documented ones, and what Accredible's own plugins send.
    private static final Set<String> CATEGORIES =
            Set.of("file", "url", "video", "grade", "transcript", "course_duration");

    private final AccredibleStore store;

    EvidenceCalls(AccredibleStore store) {
        this.store = store;
    }

    /// How one that lacks something is refused is not known; it is in the form of groups.
    Answer create(Credential credential, ObjectNode body) {
        JsonNode sent = body.path("evidence_item");
        String category = Fields.text(sent, "category");
        if (Fields.text(sent, "description") == null) {
            return Errors.field(422, "description", "can't be blank");
        }
        if (category == null || !CATEGORIES.contains(category)) {
            return Errors.field(422, "category", "is not included in the list");
        }
        ArrayNode items = copy(credential);
        long last = items.valueStream().mapToLong(each -> each.path("id").asLong()).max().orElse(0);
        ObjectNode made = Evidence.item(last + 1, items.size(), sent);
        Evidence.change(made, sent);
        items.add(made);
        return stored(credential, items, made);
    }

    Answer one(String method, Credential credential, String id, ObjectNode body) {
        ArrayNode items = copy(credential);
        ObjectNode item = find(items, id);
        if (item == null) {
            return Errors.text(404, "No Evidence Item with the id given on the credential");
        }
        return switch (method) {
            case "GET" -> shown(item);
            case "PUT", "PATCH" -> {
                Evidence.change(item, body.path("evidence_item"));
                yield stored(credential, items, item);
            }
            case "DELETE" -> {
                items.removeIf(item::equals);
                yield stored(credential, items, item);
            }
            default -> Errors.notFound();
        };
    }

    private Answer stored(Credential credential, ArrayNode items, ObjectNode item) {
        store.put(credential.withEvidence(items, store.now()));
        return shown(item);
    }

    private static Answer shown(ObjectNode item) {
        ObjectNode answer = SimulatorJson.object();
        answer.set("evidence_item", item);
        return Answer.json(200, answer);
    }

    /// Credentials are values: one that the store has handed out must not change.
    private static ArrayNode copy(Credential credential) {
        ArrayNode items = SimulatorJson.object().arrayNode();
        credential.evidenceItems().forEach(each -> items.add(each.<JsonNode>deepCopy()));
        return items;
    }

    private static @Nullable ObjectNode find(ArrayNode items, String id) {
        for (JsonNode each : items) {
            if (each instanceof ObjectNode item && item.path("id").asText().equals(id)) {
                return item;
            }
        }
        return null;
    }
}
