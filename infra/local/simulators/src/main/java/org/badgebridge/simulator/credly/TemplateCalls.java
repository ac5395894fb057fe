package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Badge templates (sheet section 5). Runs while the store is read or changed.
final class TemplateCalls {
    private static final Map<String, Function<Template, String>> SORTS =
            Map.of(
                    "name", Template::name,
                    "created_at", t -> SimulatorJson.time(t.createdAt()),
                    "updated_at", t -> SimulatorJson.time(t.updatedAt()));

    private final CredlyStore store;
    private final Switches switches;
    private final Documents documents;
    private final URI base;

    TemplateCalls(CredlyStore store, Switches switches, Documents documents, URI base) {
        this.store = store;
        this.switches = switches;
        this.documents = documents;
        this.base = base;
    }

    Answer list(String organizationId, HttpCall call) {
        ListQuery query = ListQuery.of(call);
        List<Template> found =
                store.templates().stream()
                        .filter(t -> t.organizationId().equals(organizationId))
                        .filter(t ->
                                query.filters().keySet().stream().allMatch(k -> fits(t, k, query)))
                        .sorted(Comparator.comparingLong(Template::number).reversed())
                        .toList();
        return query.page(
                query.sorted(found, SORTS),
                switches.number(Switch.PAGE_SIZE),
                base,
                documents::template);
    }

    Answer one(Template template) {
        ObjectNode shown = documents.template(template);
        shown.putArray("recommending_templates");
        shown.putArray("criterion_for");
        return Envelope.data(200, shown);
    }

    Answer create(String organizationId, Parameters sent) {
        String id = sent.text("id").orElseGet(store::newId);
        if (store.template(id) != null) {
            return Envelope.error(422, "There is a badge template with this id already");
        }
        Instant now = store.now();
        var template =
                new Template(
                        id,
                        store.nextNumber(),
                        organizationId,
                        sent.text("name").orElse("Untitled"),
                        "",
                        TemplateState.ACTIVE,
                        null,
                        true,
                        false,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        now,
                        now);
        return keep(with(template, sent, now), "badge_template.created", 201);
    }

    /// Changes what was sent and nothing else.
    Answer update(Template template, Parameters sent) {
        if (sent.has("name") && sent.text("name").isEmpty()) {
            return Envelope.invalid(
                    List.of(new Envelope.FieldError("name", "can't be blank")),
                    switches.on(Switch.ERROR_MESSAGES_AS_TEXT));
        }
        return keep(with(template, sent, store.now()), "badge_template.changed", 200);
    }

    Answer delete(Template template) {
        store.removeTemplate(template.id());
        store.happened("badge_template.deleted", template);
        return Answer.empty(204);
    }

    private Answer keep(@Nullable Template template, String event, int status) {
        if (template == null) {
            return Envelope.invalid(
                    List.of(new Envelope.FieldError("state", "is not included in the list")),
                    switches.on(Switch.ERROR_MESSAGES_AS_TEXT));
        }
        store.put(template);
        store.happened(event, template);
        return Envelope.data(status, documents.template(template));
    }

    /// Null when the state sent is none.
    private static @Nullable Template with(Template old, Parameters sent, Instant now) {
        @Nullable TemplateState state =
                sent.text("state").map(TemplateCalls::state).orElse(List.of(old.state())).stream()
                        .findFirst()
                        .orElse(null);
        if (state == null) {
            return null;
        }
        return new Template(
                old.id(),
                old.number(),
                old.organizationId(),
                sent.text("name").orElse(old.name()),
                sent.text("description").orElse(old.description()),
                state,
                state == old.state() ? old.stateUpdatedAt() : now,
                sent.flag("public", old.isPublic()),
                sent.flag("allow_duplicate_badges", old.allowDuplicateBadges()),
                texts(sent.get("skills"), old.skills()),
                texts(sent.get("reporting_tags"), old.reportingTags()),
                sent.text("level").orElse(old.level()),
                sent.text("global_activity_url").orElse(old.globalActivityUrl()),
                sent.text("default_expires_at")
                        .flatMap(DateForms::parse)
                        .orElse(sent.has("default_expires_at") ? null : old.defaultExpiresAt()),
                old.createdAt(),
                now);
    }

    private static List<TemplateState> state(String text) {
        return List.of(TemplateState.values()).stream()
                .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(text))
                .toList();
    }

    private static List<String> texts(JsonNode sent, List<String> otherwise) {
        if (!sent.isArray()) {
            return otherwise;
        }
        var texts = new ArrayList<String>();
        sent.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static boolean fits(Template template, String key, ListQuery query) {
        List<String> values = query.values(key);
        return switch (key) {
            case "state" -> values.contains(template.state().name().toLowerCase(Locale.ROOT));
            case "query" ->
                    contains(template.name() + "\n" + template.description(), query, "query");
            case "name" -> {
                String name = query.filters().getOrDefault("name", "");
                boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
                yield quoted
                        ? template.name().equals(name.substring(1, name.length() - 1))
                        : contains(template.name(), query, "name");
            }
            case "public" -> values.contains(Boolean.toString(template.isPublic()));
            case "reporting_tags" -> template.reportingTags().stream().anyMatch(values::contains);
            case "skills" -> template.skills().stream().anyMatch(values::contains);
            case "owner_id" -> values.contains(template.organizationId());
            case "created_at_min", "created_at_max" ->
                    BadgeReading.inRange(template.createdAt(), key, values);
            case "updated_at_min", "updated_at_max" ->
                    BadgeReading.inRange(template.updatedAt(), key, values);
            default -> true;
        };
    }

    private static boolean contains(String text, ListQuery query, String key) {
        return text.toLowerCase(Locale.ROOT)
                .contains(query.filters().getOrDefault(key, "").toLowerCase(Locale.ROOT));
    }
}
