package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The search for credentials, of which the first version is no more than some of the second's keys
/// under other names.
final class Searches {
    private static final Pattern KEY = Pattern.compile("([a-z_.]+)(?:\\[(eq|in|lt|lte|gt|gte)])?");
    private static final Set<String> TEXTS =
            Set.of(
                    "uuid",
                    "group.id",
                    "recipient_email",
                    "recipient_id",
                    "license_id",
                    "recipient_name",
                    "approve");
    private static final Set<String> DATES =
            Set.of("issued_on", "expired_on", "updated_at", "created_at");
    private static final Set<String> OBJECTS =
            Set.of("meta_data", "recipient_meta_data", "custom_attributes");
    private static final Set<String> SORTED =
            Set.of("id", "recipient_name", "group.name", "issued_on", "expired_on");
    private static final int MOST_FROM = 10_000;

    private final AccredibleStore store;
    private final Conditions conditions;
    private final Documents documents;

    Searches(AccredibleStore store, Conditions conditions, Documents documents) {
        this.store = store;
        this.conditions = conditions;
        this.documents = documents;
    }

    /// What was asked for cannot be; the message says why.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    Answer second(Key key, ObjectNode body) {
        try {
            return found(key, body);
        } catch (Refused e) {
            return Errors.search(String.valueOf(e.getMessage()));
        }
    }

    private Answer found(Key key, ObjectNode body) throws Refused {
        List<ObjectNode> rows = rows(key);
        for (Map.Entry<String, JsonNode> condition : body.path("query").properties()) {
            known(condition.getKey());
            var kept = new ArrayList<ObjectNode>();
            for (ObjectNode row : rows) {
                if (holds(row, condition.getKey(), condition.getValue())) {
                    kept.add(row);
                }
            }
            rows = kept;
        }
        for (Map.Entry<String, JsonNode> by : body.path("sort").properties()) {
            rows.sort(order(by.getKey(), by.getValue().asText()));
        }
        JsonNode page = body.path("page");
        int asked = page.path("size").asInt((int) conditions.number(Condition.PAGE_SIZE));
        int size = Math.min(asked, (int) conditions.number(Condition.MOST_ON_A_PAGE));
        if (page.has("from") && page.has("cursor")) {
            throw new Refused("from and cursor cannot be used together");
        }
        int from =
                page.has("cursor") ? read(page.path("cursor").asText()) : page.path("from").asInt();
        if (!page.has("cursor") && from + size > MOST_FROM) {
            throw new Refused("Result window is too large");
        }
        int end = Math.min(rows.size(), from + size);
        ObjectNode answer = SimulatorJson.object();
        var shown = answer.putArray("credentials");
        rows.subList(Math.min(from, end), end).forEach(shown::add);
        answer.putObject("meta")
                .put("count", rows.size())
                .put("from", from)
                .put("size", size)
                .put("cursor", end < rows.size() ? written(end) : null);
        return Answer.json(200, answer);
    }

    Answer first(
            Key key,
            @Nullable String groupId,
            @Nullable String email,
            @Nullable String recipientId,
            int page,
            int size) {
        List<ObjectNode> rows =
                rows(key).stream()
                        .filter(row -> is(row.path("group"), "id", groupId))
                        .filter(row -> is(row, "recipient_email", email))
                        .filter(row -> is(row, "recipient_id", recipientId))
                        .toList();
        int from = Math.min((page - 1) * size, rows.size());
        List<ObjectNode> shown =
                rows.subList(from, Math.min(from + size, rows.size())).stream()
                        .map(row -> Optional.ofNullable(store.credential(row.path("id").asText())))
                        .flatMap(Optional::stream)
                        .map(credential ->
                                (ObjectNode) documents.credential(credential).path("credential"))
                        .toList();
        return Answer.json(200, Documents.page("credentials", shown, page, rows.size(), size));
    }

    private static boolean is(JsonNode row, String field, @Nullable String sought) {
        return sought == null || row.path(field).asText().equalsIgnoreCase(sought);
    }

    private List<ObjectNode> rows(Key key) {
        Duration lag = Duration.ofMillis(conditions.number(Condition.SEARCH_LAG_MS));
        var rows = new ArrayList<ObjectNode>();
        for (Credential credential : store.credentialsBefore(lag)) {
            Group group = store.group(Long.toString(credential.groupId()));
            boolean ours = credential.issuerId() == key.issuerId();
            if (ours && (key.departmentId() == null || (group != null && key.sees(group)))) {
                rows.add(documents.row(credential));
            }
        }
        return rows;
    }

    private static void known(String key) throws Refused {
        Matcher form = KEY.matcher(key);
        String field = form.matches() ? form.group(1) : "";
        if (!TEXTS.contains(field) && !DATES.contains(field) && !OBJECTS.contains(field)) {
            throw new Refused("Query " + key + " is not supported");
        }
    }

    private static boolean holds(ObjectNode row, String key, JsonNode sought) throws Refused {
        Matcher form = KEY.matcher(key);
        if (!form.matches()) {
            throw new Refused("Query " + key + " is not supported");
        }
        String field = form.group(1);
        String operator = form.group(2) == null ? "eq" : form.group(2);
        if (OBJECTS.contains(field)) {
            return contains(row.path(field), sought);
        }
        String has = at(row, field);
        if (TEXTS.contains(field)) {
            return switch (operator) {
                case "eq" -> has.equalsIgnoreCase(sought.asText());
                case "in" ->
                        sought.valueStream().anyMatch(each -> has.equalsIgnoreCase(each.asText()));
                default -> throw new Refused("Query " + key + " is not supported");
            };
        }
        String date = day(has);
        int than = date.compareTo(day(sought.asText()));
        return !date.isEmpty()
                && switch (operator) {
                    case "eq" -> than == 0;
                    case "lt" -> than < 0;
                    case "lte" -> than <= 0;
                    case "gt" -> than > 0;
                    case "gte" -> than >= 0;
                    default ->
                            sought.valueStream().anyMatch(each -> date.equals(day(each.asText())));
                };
    }

    /// Dates are compared by the day.
    private static String day(String text) {
        return text.length() > 10 ? text.substring(0, 10) : text;
    }

    private static boolean contains(JsonNode has, JsonNode sought) {
        return sought.propertyStream()
                .allMatch(each -> has.path(each.getKey()).equals(each.getValue()));
    }

    private static String at(JsonNode row, String field) {
        JsonNode value = row;
        for (String part : field.split("\\.", -1)) {
            value = value.path(part);
        }
        return value.isNull() ? "" : value.asText();
    }

    private static Comparator<ObjectNode> order(String field, String direction) throws Refused {
        if (!SORTED.contains(field)) {
            throw new Refused("Sort by " + field + " is not supported");
        }
        Comparator<ObjectNode> order =
                field.equals("id")
                        ? Comparator.comparingLong(row -> row.path("id").asLong())
                        : Comparator.comparing(row -> at(row, field));
        return switch (direction) {
            case "asc" -> order;
            case "desc" -> order.reversed();
            default -> throw new Refused("Sort order " + direction + " is not supported");
        };
    }

    private static String written(int from) {
        return Base64.getEncoder()
                .encodeToString(("from " + from).getBytes(StandardCharsets.UTF_8));
    }

    private static int read(String cursor) throws Refused {
        try {
            String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring("from ".length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Refused("Cursor is invalid");
        }
    }
}
