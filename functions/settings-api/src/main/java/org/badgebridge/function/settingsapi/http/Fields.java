package org.badgebridge.function.settingsapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The fields of a body. Each reading method names a field that the call knows and notes what is
/// wrong with it; [#check] then refuses the call with all that is wrong at once, unknown fields
/// included. What is read before [#check] is not to be relied on.
public final class Fields {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final JsonNode object;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Problem.FieldError> errors = new ArrayList<>();

    private Fields(JsonNode object) {
        this.object = object;
    }

    static Fields of(@Nullable String contentType, String body) {
        if (body.isBlank()) {
            return new Fields(JsonNodeFactory.instance.objectNode());
        }
        if (contentType != null && !json(contentType)) {
            throw Problem.notJson().refusal();
        }
        JsonNode node;
        try {
            node = Json.read(body);
        } catch (JsonProcessingException notJson) {
            throw Problem.malformed("The body is not JSON, or names a field twice.").refusal();
        }
        if (!node.isObject()) {
            throw Problem.malformed("The body must be a JSON object.").refusal();
        }
        return new Fields(node);
    }

    private static boolean json(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json");
    }

    public boolean has(String field) {
        return object.has(field);
    }

    /// A text that must be there, trimmed, of 1 to `most` characters on one line.
    public String text(String field, int most) {
        Optional<String> text = optionalText(field, most);
        if (text.isEmpty() && absent(field)) {
            wrong(field, "is needed");
        }
        return text.orElse("");
    }

    public Optional<String> optionalText(String field, int most) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (text.isEmpty() || text.length() > most || CONTROL.matcher(text).find()) {
            wrong(field, "must be a text of 1 to %d characters".formatted(most));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /// Like [#optionalText], but it may be empty.
    public Optional<String> possiblyEmpty(String field, int most) {
        JsonNode value = value(field);
        return value.isTextual() && value.textValue().isBlank()
                ? Optional.of("")
                : optionalText(field, most);
    }

    /// A text that a parser makes sense of; `right` says what would be right.
    public <T> Optional<T> parsed(
            String field, int most, Function<String, Optional<T>> parse, String right) {
        Optional<String> text = optionalText(field, most);
        Optional<T> value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            wrong(field, right);
        }
        return value;
    }

    /// Like [#parsed], of a field that must be there.
    public <T> Optional<T> needed(
            String field, int most, Function<String, Optional<T>> parse, String right) {
        if (absent(field)) {
            known.add(field);
            wrong(field, "is needed: " + right);
            return Optional.empty();
        }
        return parsed(field, most, parse, right);
    }

    public Optional<Boolean> flag(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            wrong(field, "must be true or false");
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    public Optional<Integer> number(String field, int least, int most) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            wrong(field, "must be a whole number from %d to %d".formatted(least, most));
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    public Optional<Instant> time(String field) {
        return parsed(
                field,
                40,
                text -> {
                    try {
                        return Optional.of(Instant.parse(text));
                    } catch (DateTimeException notATime) {
                        return Optional.empty();
                    }
                },
                "must be a time such as 2026-01-15T09:30:00Z");
    }

    /// A list of 1 to `most` texts.
    public List<String> texts(String field, int most) {
        JsonNode value = value(field);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.isTextual() ? item.textValue() : ""));
        }
        if (texts.isEmpty() || texts.size() > most || texts.contains("")) {
            wrong(field, "must be a list of 1 to %d ids".formatted(most));
            return List.of();
        }
        return List.copyOf(new LinkedHashSet<>(texts));
    }

    /// An object of texts; numbers and booleans are taken as they are written.
    public Optional<Map<String, String>> textMap(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        Map<String, String> map = new LinkedHashMap<>();
        if (!value.isObject()) {
            wrong(field, "must be an object of texts");
            return Optional.empty();
        }
        value.properties()
                .forEach(entry -> {
                    if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                        map.put(entry.getKey(), entry.getValue().asText());
                    } else {
                        wrong(field + "." + entry.getKey(), "must be a text");
                    }
                });
        return Optional.of(map);
    }

    /// Any JSON; a text stands for itself.
    public Optional<String> raw(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isTextual() ? value.textValue() : value.toString());
    }

    /// Fields that answers have and that nobody can set. They may be sent back as they were read.
    public Fields ignoring(String... fields) {
        known.addAll(List.of(fields));
        return this;
    }

    /// A field that never changes: may be sent back as it was read, is refused when it differs.
    public void fixed(String field, String is) {
        JsonNode value = value(field);
        if (!value.isMissingNode() && !value.asText().equals(is)) {
            wrong(field, "cannot be changed");
        }
    }

    public void wrong(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }

    /// Refuses the call when anything is wrong.
    public void check() {
        object.fieldNames()
                .forEachRemaining(field -> {
                    if (!known.contains(field)) {
                        wrong(
                                field,
                                known.isEmpty()
                                        ? "no field is known here"
                                        : "unknown; known are " + String.join(", ", known));
                    }
                });
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
    }

    private boolean absent(String field) {
        JsonNode value = object.path(field);
        return value.isMissingNode() || value.isNull();
    }

    private JsonNode value(String field) {
        known.add(field);
        return object.path(field);
    }
}
