package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.intake.FieldMap.Found;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts an authenticated post into our words, as its source's preset and settings say. Reading the
/// same delivery again with the same settings gives the same. Thread-safe.
public final class EventReader {

    private final Presets presets;

    public EventReader(Presets presets) {
        this.presets = presets;
    }

    public Reading read(Source source, Delivery.Event event) {
        Optional<Preset> preset = presets.of(source);
        if (preset.isEmpty()) {
            return new Reading.Unusable(
                    "The source's preset is unknown here, or its settings do not fit the preset.");
        }
        if (event.body().isEmpty()) {
            return new Reading.Unusable(
                    "The body is not JSON. It was not kept, because what is not JSON cannot be"
                            + " redacted.");
        }
        if (!(Json.read(event.body()).orElse(null) instanceof Map<?, ?> object)) {
            return new Reading.Unusable("The body must be a JSON object.");
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        object.forEach((name, value) -> tree.put((String) name, value));
        EventData data = new EventData(tree);
        return named(source, event, preset.get(), data);
    }

    private static Reading named(
            Source source, Delivery.Event event, Preset preset, EventData data) {
        List<String> places = preset.event().pointers();
        Found name = FieldMap.first(places, data).orElse(null);
        if (name == null) {
            return new Reading.Unusable(
                    "%s must name the event; it is missing."
                            .formatted(String.join(" or ", places)));
        }
        if (!(name.value() instanceof String text)) {
            return new Reading.Unusable(
                    "%s must name the event as text.".formatted(name.pointer()));
        }
        EventNames.Meaning meaning = preset.event().meanings().get(text.strip());
        return switch (meaning) {
            case null ->
                    new Reading.Ignored(
                            "%s names an event that this source does not map."
                                    .formatted(name.pointer()));
            case EventNames.Meaning.Ignore() ->
                    new Reading.Ignored("A ping, a test, or an event that earns nothing.");
            case EventNames.Meaning.Event(EventType type) ->
                    mapped(source, event, type, new FieldReader(preset.fields(), data), data);
        };
    }

    private static Reading mapped(
            Source source,
            Delivery.Event event,
            EventType type,
            FieldReader fields,
            EventData data) {
        Person person = person(fields);
        Course course = course(fields);
        String certificate = fields.id(Field.CERTIFICATE_ID);
        String url = fields.url(Field.CERTIFICATE_URL);
        Instant issuedAt = fields.time(Field.ISSUED_AT);
        Instant expiresAt = fields.expiry(Field.EXPIRES_AT);
        Instant occurredAt = fields.time(Field.TIME);
        if (course == null && !(type.negative() && certificate != null)) {
            missing(fields, Field.COURSE_ID, "say which course it was");
        }
        if (occurredAt == null) {
            // Not the time of receipt: an old post sent again would then outrank what came since.
            missing(fields, Field.TIME, "say when it happened");
        }
        if (person == null || occurredAt == null || !fields.problems().isEmpty()) {
            return new Reading.Unusable(String.join(" ", fields.problems()));
        }
        return new Reading.Of(
                new LearningEvent(
                        event.id(),
                        source.id(),
                        source.realm(),
                        type,
                        occurredAt,
                        event.receivedAt(),
                        person,
                        course,
                        certificate,
                        url,
                        issuedAt,
                        expiresAt,
                        data));
    }

    private static @Nullable Course course(FieldReader fields) {
        String id = fields.id(Field.COURSE_ID);
        String name = fields.name(Field.COURSE_NAME);
        return id == null ? null : new Course(id, name.isEmpty() ? null : name);
    }

    private static @Nullable Person person(FieldReader fields) {
        String userId = fields.id(Field.USER_ID);
        String first = fields.name(Field.FIRST_NAME);
        String last = fields.name(Field.LAST_NAME);
        if (first.isEmpty() && last.isEmpty()) {
            String full = fields.name(Field.FULL_NAME);
            int gap = full.lastIndexOf(' ');
            first = gap < 0 ? full : full.substring(0, gap);
            last = gap < 0 ? "" : full.substring(gap + 1);
        }
        return switch (fields.email()) {
            case FieldReader.Email.Of(String address) -> new Person(userId, address, first, last);
            case FieldReader.Email.None() when userId != null ->
                    new Person(userId, null, first, last);
            case FieldReader.Email.Bad _ when userId != null ->
                    new Person(userId, null, first, last);
            case FieldReader.Email.None() -> {
                fields.problem(
                        "%s or %s must say who the learner is; both are missing."
                                .formatted(
                                        fields.places(Field.USER_ID), fields.places(Field.EMAIL)));
                yield null;
            }
            case FieldReader.Email.Bad(String pointer) -> {
                fields.problem(
                        "%s must be an e-mail address such as ada@example.org.".formatted(pointer));
                yield null;
            }
        };
    }

    private static void missing(FieldReader fields, Field field, String use) {
        if (fields.has(field)) {
            return;
        }
        fields.problem("%s must %s; it is missing.".formatted(fields.places(field), use));
    }
}
