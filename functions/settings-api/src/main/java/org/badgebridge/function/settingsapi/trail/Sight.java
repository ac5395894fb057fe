package org.badgebridge.function.settingsapi.trail;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.port.Audit;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an admin sees of a resource, field by field, and when it was changed, which is all that is
/// seen of a change to what is masked. Views have no secret, so neither has this; of what names a
/// person it only tells that it changed.
record Sight(Map<String, String> fields, String updatedAt) {

    static final Sight NOTHING = new Sight(Map.of(), "");

    private static final String UPDATED_AT = "updated_at";

    /// What changes by itself, or is told elsewhere.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "history",
                    "timeline",
                    "waiting",
                    "job",
                    "jobs",
                    "badges",
                    "learner",
                    UPDATED_AT);

    private static final Set<String> PERSONAL =
            Set.of("email", "first_name", "last_name", "user_id");

    private static final String NOT_SHOWN = "(not shown)";

    private static final int MOST_CHANGES = 40;
    private static final int MOST_TEXT = 300;

    Sight {
        fields = Map.copyOf(fields);
    }

    static Sight of(JsonNode view) {
        Map<String, String> fields = new TreeMap<>();
        add(fields, "", view);
        return new Sight(fields, view.path(UPDATED_AT).asText());
    }

    private static void add(Map<String, String> fields, String path, JsonNode node) {
        if (node.isObject()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            node.properties().stream()
                    .filter(entry -> !LEFT_OUT.contains(entry.getKey()))
                    .forEach(entry -> add(fields, prefix + entry.getKey(), entry.getValue()));
        } else if (!node.isNull() && !node.isMissingNode()) {
            String text = node.isValueNode() ? node.asText() : node.toString();
            fields.put(path, text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text);
        }
    }

    List<Audit.Change> changesTo(Sight after) {
        Set<String> names = new TreeSet<>(fields.keySet());
        names.addAll(after.fields.keySet());
        List<Audit.Change> changes = new ArrayList<>();
        for (String name : names) {
            String was = fields.get(name);
            String is = after.fields.get(name);
            if (!Objects.equals(was, is) && changes.size() < MOST_CHANGES) {
                changes.add(new Audit.Change(name, shown(name, was), shown(name, is)));
            }
        }
        return changes;
    }

    private static @Nullable String shown(String name, @Nullable String text) {
        return text != null && PERSONAL.contains(name) ? NOT_SHOWN : text;
    }
}
