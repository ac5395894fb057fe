package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values of a template's parameters: what the caller gives, else the default, checked as
/// CloudFormation does.
final class Parameters {

    private Parameters() {}

    static Map<String, JsonNode> values(JsonNode declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw new TemplateException("The template has no parameter " + name + ".");
            }
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        declared.properties()
                .forEach(entry ->
                        values.put(entry.getKey(), value(entry.getKey(), entry.getValue(), given)));
        return values;
    }

    private static JsonNode value(String name, JsonNode declaration, Map<String, String> given) {
        String text = given.get(name);
        if (text == null) {
            if (!declaration.has("Default")) {
                throw new TemplateException("The template's parameter " + name + " needs a value.");
            }
            text = declaration.get("Default").asText();
        }
        check(name, declaration, text);
        String type = declaration.path("Type").asText("String");
        if (type.equals("CommaDelimitedList") || type.startsWith("List<")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (String part : text.split(",", -1)) {
                list.add(part.strip());
            }
            return list;
        }
        return TextNode.valueOf(text);
    }

    private static void check(String name, JsonNode declaration, String text) {
        JsonNode pattern = declaration.path("AllowedPattern");
        if (pattern.isTextual() && !text.matches(pattern.textValue())) {
            throw new TemplateException(
                    "The parameter "
                            + name
                            + " must match "
                            + pattern.textValue()
                            + ", not "
                            + text
                            + ".");
        }
        List<String> allowed = new ArrayList<>();
        declaration.path("AllowedValues").forEach(value -> allowed.add(value.asText()));
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            throw new TemplateException(
                    "The parameter "
                            + name
                            + " must be one of "
                            + String.join(", ", allowed)
                            + ", not "
                            + text
                            + ".");
        }
        if (declaration.path("Type").asText().equals("Number")) {
            try {
                double number = Double.parseDouble(text);
                if (number < declaration.path("MinValue").asDouble(Double.NEGATIVE_INFINITY)
                        || number
                                > declaration.path("MaxValue").asDouble(Double.POSITIVE_INFINITY)) {
                    throw new TemplateException(
                            "The parameter " + name + " is out of its range: " + text + ".");
                }
            } catch (NumberFormatException e) {
                throw new TemplateException(
                        "The parameter " + name + " must be a number, not " + text + ".");
            }
        }
        if (text.length() < declaration.path("MinLength").asInt(0)
                || text.length() > declaration.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw new TemplateException("The parameter " + name + " is too short or too long.");
        }
    }
}
