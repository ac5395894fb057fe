package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Evaluates CloudFormation's intrinsic functions. One that it does not know is an error that names
/// it and its place. A `!Ref AWS::NoValue` comes out as a missing node and drops the property that
/// it stands for.
final class Expressions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final References references;

    Expressions(References references) {
        this.references = references;
    }

    JsonNode resolve(JsonNode node, String where) {
        return switch (node) {
            case ObjectNode object when isFunction(object) -> function(object, where);
            case ObjectNode object -> {
                ObjectNode result = NODES.objectNode();
                object.properties()
                        .forEach(entry -> {
                            JsonNode value =
                                    resolve(entry.getValue(), where + "." + entry.getKey());
                            if (!value.isMissingNode()) {
                                result.set(entry.getKey(), value);
                            }
                        });
                yield result;
            }
            case ArrayNode array -> {
                ArrayNode result = NODES.arrayNode();
                for (int i = 0; i < array.size(); i++) {
                    JsonNode value = resolve(array.get(i), where + "[" + i + "]");
                    if (!value.isMissingNode()) {
                        result.add(value);
                    }
                }
                yield result;
            }
            case TextNode text when text.textValue().contains("{{resolve:") ->
                    throw new TemplateException(
                            where + ": dynamic references ({{resolve:...}}) are not understood.");
            default -> node;
        };
    }

    /// Whether a condition, given as a name or an expression, holds.
    boolean holds(JsonNode condition, String where) {
        if (condition.isTextual()
                && !condition.textValue().equals("true")
                && !condition.textValue().equals("false")) {
            return references.condition(condition.textValue());
        }
        JsonNode value = resolve(condition, where);
        return switch (value.asText()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TemplateException(where + " is not a condition: " + value);
        };
    }

    static boolean isFunction(ObjectNode object) {
        if (object.size() != 1) {
            return false;
        }
        String name = object.fieldNames().next();
        return name.startsWith("Fn::")
                || name.equals("Ref")
                || (name.equals("Condition") && object.get(name).isTextual());
    }

    private JsonNode function(ObjectNode object, String where) {
        String name = object.fieldNames().next();
        JsonNode argument = object.get(name);
        String place = where + " " + name;
        return switch (name) {
            case "Ref" -> ref(argument.asText(), where);
            case "Condition" -> BooleanNode.valueOf(references.condition(argument.asText()));
            case "Fn::Sub" -> substitute(argument, place);
            case "Fn::GetAtt" -> attribute(argument, where);
            case "Fn::If" -> {
                expect(argument.size() == 3, place, "needs a condition and two values");
                boolean condition = holds(argument.get(0), place);
                yield resolve(argument.get(condition ? 1 : 2), where);
            }
            case "Fn::Equals" -> {
                expect(argument.size() == 2, place, "needs two values");
                yield BooleanNode.valueOf(
                        text(resolve(argument.get(0), place), place)
                                .equals(text(resolve(argument.get(1), place), place)));
            }
            case "Fn::And" ->
                    BooleanNode.valueOf(
                            elements(argument).stream().allMatch(each -> holds(each, place)));
            case "Fn::Or" ->
                    BooleanNode.valueOf(
                            elements(argument).stream().anyMatch(each -> holds(each, place)));
            case "Fn::Not" -> {
                expect(argument.size() == 1, place, "needs one condition in a list");
                yield BooleanNode.valueOf(!holds(argument.get(0), place));
            }
            case "Fn::Join" -> {
                expect(argument.size() == 2, place, "needs a separator and a list");
                List<String> parts = new ArrayList<>();
                resolve(argument.get(1), place).forEach(part -> parts.add(text(part, place)));
                yield TextNode.valueOf(String.join(argument.get(0).asText(), parts));
            }
            case "Fn::Split" -> {
                expect(argument.size() == 2, place, "needs a separator and a text");
                ArrayNode parts = NODES.arrayNode();
                String text = text(resolve(argument.get(1), place), place);
                for (String part : text.split(Pattern.quote(argument.get(0).asText()), -1)) {
                    parts.add(part);
                }
                yield parts;
            }
            case "Fn::Select" -> {
                expect(argument.size() == 2, place, "needs an index and a list");
                int index = resolve(argument.get(0), place).asInt(-1);
                JsonNode list = resolve(argument.get(1), place);
                expect(index >= 0 && index < list.size(), place, "selects outside its list");
                yield list.get(index);
            }
            case "Fn::FindInMap" -> {
                expect(argument.size() == 3, place, "needs a map and two keys");
                List<String> keys = new ArrayList<>();
                argument.forEach(key -> keys.add(text(resolve(key, place), place)));
                yield references
                        .mapping(keys.get(0), keys.get(1), keys.get(2))
                        .orElseThrow(() ->
                                new TemplateException(
                                        place + ": no mapping " + String.join(".", keys)));
            }
            case "Fn::Base64" -> {
                byte[] bytes =
                        text(resolve(argument, place), place).getBytes(StandardCharsets.UTF_8);
                yield TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
            }
            default ->
                    throw new TemplateException(
                            where + ": the function " + name + " is not understood.");
        };
    }

    private JsonNode ref(String name, String where) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        return references
                .ref(name)
                .orElseThrow(() ->
                        new TemplateException(where + ": nothing is named " + name + " (Ref)."));
    }

    private JsonNode attribute(JsonNode argument, String where) {
        expect(argument.size() == 2, where + " Fn::GetAtt", "needs a resource and an attribute");
        return attribute(argument.get(0).asText(), argument.get(1).asText(), where);
    }

    private JsonNode attribute(String resource, String attribute, String where) {
        Optional<String> value = references.attribute(resource, attribute);
        return TextNode.valueOf(
                value.orElseThrow(() ->
                        new TemplateException(
                                where
                                        + ": "
                                        + resource
                                        + "."
                                        + attribute
                                        + " is not understood (GetAtt).")));
    }

    private JsonNode substitute(JsonNode argument, String place) {
        boolean withValues = argument.isArray();
        expect(
                argument.isTextual() || argument.size() == 2,
                place,
                "needs a text, or a text and values");
        String template = withValues ? argument.get(0).asText() : argument.asText();
        JsonNode values = withValues ? argument.get(1) : NODES.objectNode();
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            String text;
            if (name.startsWith("!")) {
                text = "${" + name.substring(1) + "}";
            } else if (values.has(name)) {
                text = text(resolve(values.get(name), place), place);
            } else if (name.contains(".")) {
                int dot = name.indexOf('.');
                text = attribute(name.substring(0, dot), name.substring(dot + 1), place).asText();
            } else {
                text = text(ref(name, place), place);
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(text));
        }
        return TextNode.valueOf(matcher.appendTail(result).toString());
    }

    private static String text(JsonNode value, String where) {
        expect(
                value.isValueNode() && !value.isNull() && !value.isMissingNode(),
                where,
                "needs a text, not " + value);
        return value.asText();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static void expect(boolean condition, String where, String what) {
        if (!condition) {
            throw new TemplateException(where + " " + what + ".");
        }
    }
}
