package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The attributes that credentials of one department, or of none, may bear, and of which kind each
/// is.
record CustomAttributes(Map<String, String> kinds) {

    static CustomAttributes of(AccredibleStore store, long issuerId, @Nullable Long departmentId) {
        var kinds = new HashMap<String, String>();
        for (AttributeKey each : store.attributeKeys()) {
            if (each.servesIn(issuerId, departmentId)) {
                kinds.put(each.name(), each.kind());
            }
        }
        return new CustomAttributes(kinds);
    }

    /// Why these cannot be borne. `unknownStatus`: of the refusal of a name that has no key; 0:
    /// such a name is no reason.
    Optional<Refusal> refusal(JsonNode sent, int unknownStatus) {
        for (Map.Entry<String, JsonNode> each : sent.properties()) {
            String field = "custom_attributes." + each.getKey();
            String kind = kinds.get(each.getKey());
            if (kind == null && unknownStatus != 0) {
                return Optional.of(
                        Refusal.of(unknownStatus, field, "is not a known attribute key"));
            }
            // That a bad date is refused is a guess of ours, and so is the form of the refusal:
            // Accredible's answer to one is not known.
            if ("date".equals(kind)
                    && !each.getValue().isNull()
                    && !DateForms.isDay(each.getValue().asText())) {
                return Optional.of(Refusal.of(422, field, "is not a valid date"));
            }
        }
        return Optional.empty();
    }

    /// What a credential bears after these were sent: of those, the ones that have a key, and what
    /// it had under other names. A null takes a name away. Null when it never bore any.
    JsonNode merged(JsonNode had, JsonNode sent) {
        if (!sent.isObject()) {
            return Documents.orNull(had);
        }
        ObjectNode has = SimulatorJson.object();
        had.properties().forEach(each -> has.set(each.getKey(), each.getValue()));
        for (Map.Entry<String, JsonNode> each : sent.properties()) {
            if (each.getValue().isNull()) {
                has.remove(each.getKey());
            } else if (kinds.containsKey(each.getKey())) {
                has.set(each.getKey(), each.getValue());
            }
        }
        return has;
    }
}
