package org.badgebridge.simulator.accredible;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;

import java.util.Map;

/// Accredible's errors, of which there is no single form.
final class Errors {
    private Errors() {}

    static Answer text(int status, String message) {
        return Answer.json(status, SimulatorJson.object().put("errors", message));
    }

    static Answer field(int status, String field, String message) {
        var body = SimulatorJson.object();
        body.putObject("errors").putArray(field).add(message);
        return Answer.json(status, body);
    }

    static Answer data(int status, String message) {
        return Answer.json(
                status, SimulatorJson.object().put("success", false).put("data", message));
    }

    static Answer denied() {
        return new Answer(
                401, Map.of("Content-Type", "text/plain"), "HTTP Token: Access denied.\n");
    }

    static Answer search(String message) {
        var body = SimulatorJson.object().put("code", 400).put("message", message);
        body.put("status", "invalid_search_query").putObject("errors");
        return Answer.json(400, body);
    }

    static Answer notFound() {
        return Answer.json(404, SimulatorJson.object().put("error", "Not found"));
    }

    static Answer noCredential() {
        return text(404, "Doesn't exist");
    }

    static Answer noGroup() {
        return data(404, "Group does not exist");
    }

    /// A failure of any status, in the form that is usual with it.
    static Answer of(int status, String message) {
        return switch (status) {
            case 400 -> search(message);
            case 401 -> denied();
            case 404 -> noCredential();
            case 500 -> text(500, "Internal server error");
            default -> text(status, message);
        };
    }
}
