package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.Optional;

/// The JSON that a call carries.
final class Fields {
    private Fields() {}

    /// The body; empty when it is no JSON object. A call without a body has no fields.
    static Optional<ObjectNode> of(HttpCall call) {
        if (call.body().isBlank()) {
            return Optional.of(SimulatorJson.object());
        }
        try {
            return SimulatorJson.parse(call.body()) instanceof ObjectNode sent
                    ? Optional.of(sent)
                    : Optional.empty();
        } catch (UncheckedIOException notJson) {
            return Optional.empty();
        }
    }

    /// A number or a text as text; absent when it is null or blank.
    static @Nullable String text(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText()
                : null;
    }
}
