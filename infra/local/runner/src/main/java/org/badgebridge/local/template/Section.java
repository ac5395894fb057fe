package org.badgebridge.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The properties of one thing in the template, read one by one. What nobody read or excused is an
/// error at [#finish()], so that no property is skipped without a word.
final class Section {

    private final String where;
    private final JsonNode properties;
    private final Expressions expressions;
    private final Set<String> known = new HashSet<>();

    Section(String where, JsonNode properties, Expressions expressions) {
        this.where = where;
        this.properties = properties;
        this.expressions = expressions;
        if (!properties.isObject()) {
            throw new TemplateException(where + " is not a mapping.");
        }
    }

    String where() {
        return where;
    }

    /// Properties that mean nothing on one machine.
    Section excuse(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    void finish() {
        for (Map.Entry<String, JsonNode> entry : properties.properties()) {
            if (!known.contains(entry.getKey())) {
                throw new TemplateException(
                        where
                                + ": the property "
                                + entry.getKey()
                                + " is not understood by the local runner.");
            }
        }
    }

    JsonNode node(String name) {
        known.add(name);
        JsonNode value = properties.get(name);
        return value == null
                ? MissingNode.getInstance()
                : expressions.resolve(value, where + "." + name);
    }

    Optional<String> text(String name) {
        JsonNode value = node(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw new TemplateException(where + "." + name + " is not a text.");
        }
        return Optional.of(value.asText());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new TemplateException(where + " lacks " + name + "."));
    }

    int number(String name, int otherwise) {
        Optional<String> text = text(name);
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new TemplateException(where + "." + name + " is not a whole number.");
        }
    }

    boolean flag(String name, boolean otherwise) {
        return switch (text(name).orElse("" + otherwise)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new TemplateException(where + "." + name + " is neither true nor false.");
        };
    }

    Optional<Section> section(String name) {
        JsonNode value = node(name);
        return value.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Section(where + "." + name, value, expressions));
    }

    List<Section> sections(String name) {
        List<Section> result = new ArrayList<>();
        for (JsonNode each : node(name)) {
            result.add(
                    new Section(where + "." + name + "[" + result.size() + "]", each, expressions));
        }
        return result;
    }

    List<String> texts(String name) {
        JsonNode value = node(name);
        List<String> result = new ArrayList<>();
        if (value.isTextual()) {
            result.add(value.textValue());
        }
        for (JsonNode each : value) {
            result.add(each.asText());
        }
        return result;
    }

    Map<String, Section> named(String name) {
        Map<String, Section> result = new LinkedHashMap<>();
        node(name)
                .properties()
                .forEach(entry ->
                        result.put(
                                entry.getKey(),
                                new Section(
                                        where + "." + name + "." + entry.getKey(),
                                        entry.getValue(),
                                        expressions)));
        return result;
    }

    Map<String, String> textByName(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        node(name)
                .properties()
                .forEach(entry -> {
                    if (!entry.getValue().isValueNode()) {
                        throw new TemplateException(
                                where + "." + name + "." + entry.getKey() + " is not a text.");
                    }
                    result.put(entry.getKey(), entry.getValue().asText());
                });
        return Collections.unmodifiableMap(result);
    }
}
