package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.SimulatorJson;

import java.io.UncheckedIOException;
import java.util.Optional;

/// What a caller sent, wherever it put it: JSON body, form body or query. The body wins.
record Parameters(ObjectNode fields) {

    /// Empty when the body is neither a JSON object nor a form.
    static Optional<Parameters> of(HttpCall call) {
        ObjectNode fields = SimulatorJson.object();
        call.query().forEach(p -> put(fields, p));
        String body = call.body().strip();
        String type = call.header("Content-Type").orElse("");
        if (type.startsWith("application/x-www-form-urlencoded") && !body.startsWith("{")) {
            HttpCall.parameters(body).forEach(p -> put(fields, p));
        } else if (!body.isEmpty()) {
            try {
                if (!(SimulatorJson.parse(body) instanceof ObjectNode sent)) {
                    return Optional.empty();
                }
                fields.setAll(sent);
            } catch (UncheckedIOException notJson) {
                return Optional.empty();
            }
        }
        return Optional.of(new Parameters(fields));
    }

    /// The value as text; empty when it is absent, null or blank.
    Optional<String> text(String name) {
        JsonNode value = fields.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    boolean has(String name) {
        return fields.has(name);
    }

    JsonNode get(String name) {
        return fields.path(name);
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(value -> value.equals("true") || value.equals("1")).orElse(otherwise);
    }

    private static void put(ObjectNode fields, HttpCall.Parameter parameter) {
        String name = parameter.name();
        int open = name.indexOf('[');
        if (open <= 0 || !name.endsWith("]")) {
            fields.put(name, parameter.value());
            return;
        }
        String outer = name.substring(0, open);
        String inner = name.substring(open + 1, name.length() - 1);
        if (inner.isEmpty()) {
            fields.withArray("/" + outer).add(parameter.value());
        } else if (fields.path(outer).isObject() || !fields.has(outer)) {
            fields.withObject("/" + outer).put(inner, parameter.value());
        }
    }
}
