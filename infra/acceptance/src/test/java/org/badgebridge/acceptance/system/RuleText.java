package org.badgebridge.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.List;
import java.util.Map;

/// Rules as an admin's script writes them, about courses of an [OpenEdx]. A requirement is called
/// as its course.
final class RuleText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleText() {}

    /// Every one of these groups, none of them with a penalty.
    static JsonNode all(JsonNode... groups) {
        return json(Map.of("groups", List.of(groups)));
    }

    /// The same rule with a penalty.
    static JsonNode but(JsonNode rule, JsonNode penalty) {
        return json(Map.of("groups", rule.path("groups"), "penalties", List.of(penalty)));
    }

    static JsonNode any(int atLeast, JsonNode... requirements) {
        return json(Map.of("at_least", atLeast, "requirements", List.of(requirements)));
    }

    static JsonNode one(JsonNode... requirements) {
        return any(1, requirements);
    }

    static JsonNode pass(String course, JsonNode... conditions) {
        return requirement("course.passed", course, conditions);
    }

    static JsonNode certificate(String course, JsonNode... conditions) {
        return requirement("certificate.issued", course, conditions);
    }

    private static JsonNode requirement(String event, String course, JsonNode... conditions) {
        return json(
                Map.of(
                        "id",
                        course,
                        "event",
                        event,
                        "course",
                        OpenEdx.family(course),
                        "conditions",
                        List.of(conditions)));
    }

    static JsonNode when(String path, String op, Object value) {
        return json(Map.of("path", path, "op", op, "value", value));
    }

    /// An event about a course resets requirements.
    static JsonNode resets(
            List<String> requirements, String event, String course, JsonNode... conditions) {
        return json(
                Map.of(
                        "event",
                        event,
                        "course",
                        OpenEdx.family(course),
                        "conditions",
                        List.of(conditions),
                        "resets",
                        requirements));
    }

    static JsonNode json(Map<String, ?> of) {
        return JSON.valueToTree(of);
    }
}
