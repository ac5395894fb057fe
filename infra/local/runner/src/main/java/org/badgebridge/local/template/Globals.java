package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// SAM's Globals: a mapping is merged key by key, a list goes before the resource's own, anything
/// else is overridden by the resource.
final class Globals {

    private Globals() {}

    static JsonNode merge(ObjectNode root, String kind, JsonNode properties) {
        JsonNode merged = merge(root.path("Globals").path(kind), properties);
        return merged.isMissingNode() ? root.objectNode() : merged;
    }

    private static JsonNode merge(JsonNode global, JsonNode own) {
        if (own.isMissingNode()) {
            return global;
        }
        if (global.isMissingNode()) {
            return own;
        }
        if (global instanceof ObjectNode first
                && own instanceof ObjectNode second
                && !Expressions.isFunction(first)
                && !Expressions.isFunction(second)) {
            ObjectNode result = first.deepCopy();
            second.properties()
                    .forEach(entry ->
                            result.set(
                                    entry.getKey(),
                                    merge(first.path(entry.getKey()), entry.getValue())));
            return result;
        }
        if (global instanceof ArrayNode first && own instanceof ArrayNode second) {
            return first.deepCopy().addAll(second);
        }
        return own;
    }
}
