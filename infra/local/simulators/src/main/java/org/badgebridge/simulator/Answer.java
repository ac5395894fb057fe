package org.badgebridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/// One HTTP response, complete.
public record Answer(int status, Map<String, String> headers, String body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer json(int status, JsonNode body) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json; charset=utf-8"),
                SimulatorJson.text(body));
    }

    public static Answer html(String page) {
        return new Answer(200, Map.of("Content-Type", "text/html; charset=utf-8"), page);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    public boolean succeeded() {
        return status < 400;
    }

    public Answer with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body);
    }

    Answer withBody(String other) {
        return new Answer(status, headers, other);
    }
}
