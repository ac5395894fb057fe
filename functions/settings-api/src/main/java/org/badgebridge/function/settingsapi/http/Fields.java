package org.badgebridge.function.settingsapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
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
/// included, those of the objects within it too. What is read before [#check] is not to be relied
/// on.
public final class Fields {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /// On either side of the point: more than anybody means, and less than a store rounds.
    private static final int MOST_DIGITS = 15;

    private final JsonNode object;
    private final String place;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Fields> within = new ArrayList<>();
    private final List<Problem.FieldError> errors;

    private Fields(JsonNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(JsonNode object, String place, List<Problem.FieldError> errors) {
        this.object = object;
        this.place = place;
        this.errors = errors;
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

    /// The fields of an object within this one; what is wrong there is told by its place, such as
    /// `rule.name`.
    public Optional<Fields> object(String field) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return object(field, value);
    }

    /// The same of a list of objects, at most so many, told by places such as `groups[0].name`;
    /// none when it is absent.
    public List<Fields> objects(String field, int most) {
        JsonNode value = value(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            wrong(field, "must be a list of at most %d objects".formatted(most));
            return List.of();
        }
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            object("%s[%d]".formatted(field, i), value.path(i)).ifPresent(objects::add);
        }
        return objects;
    }

    /// The same, each on its own: what is wrong with one refuses no call, its [#problems] tell it.
    public List<Fields> apart(String field, int most) {
        JsonNode value = value(field);
        if (!value.isArray() || value.size() > most) {
            wrong(field, "must be a list of at most %d objects".formatted(most));
            return List.of();
        }
        List<Fields> apart = new ArrayList<>();
        value.forEach(item -> apart.add(alone(item)));
        return apart;
    }

    private static Fields alone(JsonNode value) {
        if (value.isObject()) {
            return new Fields(value);
        }
        Fields none = new Fields(JsonNodeFactory.instance.objectNode());
        none.errors.add(new Problem.FieldError("it", "must be an object"));
        return none;
    }

    private Optional<Fields> object(String field, JsonNode value) {
        if (!value.isObject()) {
            wrong(field, "must be an object");
            return Optional.empty();
        }
        Fields fields = new Fields(value, place + field + ".", errors);
        within.add(fields);
        return Optional.of(fields);
    }

    /// A boolean, a number, a text of 1 to `mostLength` characters, or a list of 1 to `mostItems`
    /// numbers and texts. Equal numbers are equal as objects, also when they were stored meanwhile.
    public Optional<Object> plain(String field, int mostLength, int mostItems) {
        JsonNode value = value(field);
        if (!value.isArray()) {
            Optional<Object> one = plain(value, mostLength);
            if (one.isEmpty()) {
                wrong(
                        field,
                        "must be true, false, a number of at most %d digits before and after its point, or a text of 1 to %d characters"
                                .formatted(MOST_DIGITS, mostLength));
            }
            return one;
        }
        List<Object> items = new ArrayList<>();
        value.forEach(item -> plain(item, mostLength).ifPresent(items::add));
        if (items.isEmpty()
                || items.size() > mostItems
                || items.size() < value.size()
                || items.stream().anyMatch(Boolean.class::isInstance)) {
            wrong(
                    field,
                    "must be a list of 1 to %d numbers and texts of 1 to %d characters"
                            .formatted(mostItems, mostLength));
            return Optional.empty();
        }
        return Optional.of(List.copyOf(items));
    }

    private static Optional<Object> plain(JsonNode value, int mostLength) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> Optional.of(value.booleanValue());
            case NUMBER -> plainNumber(value);
            case STRING ->
                    Optional.<Object>of(value.textValue())
                            .filter(_ ->
                                    !value.textValue().isEmpty()
                                            && value.textValue().length() <= mostLength);
            case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> Optional.empty();
        };
    }

    private static Optional<Object> plainNumber(JsonNode value) {
        if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            return Optional.empty();
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        if (number.scale() > MOST_DIGITS || number.precision() - number.scale() > MOST_DIGITS) {
            return Optional.empty();
        }
        if (number.scale() > 0) {
            return Optional.of(number);
        }
        long whole = number.longValueExact();
        return whole == (int) whole ? Optional.of((int) whole) : Optional.of(whole);
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
        errors.add(new Problem.FieldError(place + field, message));
    }

    /// Refuses the call when anything is wrong.
    public void check() {
        List<Problem.FieldError> problems = problems();
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems).refusal();
        }
    }

    /// All that is wrong, when everything was read; asked for once.
    public List<Problem.FieldError> problems() {
        unknown();
        return List.copyOf(errors);
    }

    private void unknown() {
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
        within.forEach(Fields::unknown);
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
