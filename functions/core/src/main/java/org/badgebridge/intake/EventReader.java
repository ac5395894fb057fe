package org.badgebridge.intake;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.intake.Places.Found;
import org.badgebridge.port.Delivery;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
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

    /// One event of a post: the delivery that it would be alone, and what it says.
    public record Item(Delivery.Event delivery, Reading reading) {}

    /// What a post says, item by item; a post that cannot be read is one item.
    public List<Item> read(Source source, Delivery.Event event) {
        Optional<Preset> preset = presets.of(source);
        if (preset.isEmpty()) {
            return whole(
                    event,
                    "The source's preset is unknown here, or its settings do not fit the preset.");
        }
        if (event.body().isEmpty()) {
            return whole(
                    event,
                    "The body could not be read. It was not kept, because what cannot be read"
                            + " cannot be redacted.");
        }
        Object tree = Json.read(event.body()).orElse(null);
        if (tree == null) {
            return whole(event, "The body could not be read to its end.");
        }
        List<Object> items = Items.of(tree, preset.get().shape().items()).orElse(null);
        if (items == null) {
            return whole(
                    event,
                    "There are more than %d events in one post, or their envelope is too large to"
                                    .formatted(Items.MOST)
                            + " be told once for each.");
        }
        if (items.isEmpty()) {
            return List.of(new Item(event, new Reading.Ignored("There is no event in it.")));
        }
        if (items.size() == 1 && items.getFirst().equals(tree)) {
            return List.of(new Item(event, item(source, event, preset.get(), tree)));
        }
        List<Item> read = new ArrayList<>();
        for (Object item : items) {
            Delivery.Event alone = event.item(read.size() + 1, Json.write(item));
            read.add(new Item(alone, item(source, alone, preset.get(), item)));
        }
        return read;
    }

    /// What a post would say, as it comes from its platform; its proof is not looked at.
    public List<Item> readAsPosted(Source source, Post post, Instant now) {
        String body =
                presets.of(source)
                        .flatMap(preset -> preset.redacted(post))
                        .map(Json::write)
                        .orElse("");
        return read(
                source,
                new Delivery.Event("preview", source.id(), now, null, body, post.headers()));
    }

    /// Whom one event of a post names, whatever else of it can be read; empty when nobody.
    Optional<Person> person(Source source, Delivery.Event item) {
        Optional<Preset> preset = presets.of(source);
        if (preset.isEmpty() || !(Json.read(item.body()).orElse(null) instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Payload payload = new Payload(Json.object(map), item.headers());
        @Nullable Person person = person(new FieldReader(preset.get().wording(), payload));
        return Optional.ofNullable(person);
    }

    private static List<Item> whole(Delivery.Event event, String reason) {
        return List.of(new Item(event, new Reading.Unusable(reason)));
    }

    private static Reading item(Source source, Delivery.Event event, Preset preset, Object item) {
        return item instanceof Map<?, ?> map
                ? named(
                        source,
                        event,
                        preset.wording(),
                        new Payload(Json.object(map), event.headers()))
                : new Reading.Unusable("An event must be a JSON object.");
    }

    private static Reading named(
            Source source, Delivery.Event event, Wording wording, Payload payload) {
        Places places = wording.event().places();
        Found name = places.first(payload).orElse(null);
        if (name == null) {
            return new Reading.Unusable("%s must name the event; it is missing.".formatted(places));
        }
        if (!(name.value() instanceof String text)) {
            return new Reading.Unusable("%s must name the event as text.".formatted(name.place()));
        }
        Meaning meaning = wording.event().meanings().get(text.strip());
        if (meaning == null) {
            return new Reading.Ignored(
                    "%s names an event that this source does not map.".formatted(name.place()));
        }
        return meaning.of(payload.data())
                .map(type ->
                        mapped(source, event, type, new FieldReader(wording, payload), payload))
                .orElseGet(() ->
                        new Reading.Ignored("A ping, a test, or an event that earns nothing."));
    }

    private static Reading mapped(
            Source source,
            Delivery.Event event,
            EventType type,
            FieldReader fields,
            Payload payload) {
        Person person = person(fields);
        Course course = course(fields);
        String id = fields.id(Field.EVENT_ID);
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
                        id == null ? event.id() : id,
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
                        payload.data()));
    }

    private static @Nullable Course course(FieldReader fields) {
        String id = fields.id(Field.COURSE_ID);
        String name = fields.name(Field.COURSE_NAME);
        return id == null ? null : new Course(id, name.isEmpty() ? null : name);
    }

    private static @Nullable Person person(FieldReader fields) {
        String userId = fields.id(Field.USER_ID);
        Names names = names(fields);
        String locale = fields.locale();
        return switch (fields.email()) {
            case FieldReader.Email.Of(String address) ->
                    new Person(userId, address, names.first(), names.last(), locale);
            case FieldReader.Email.None() when userId != null ->
                    new Person(userId, null, names.first(), names.last(), locale);
            case FieldReader.Email.Bad _ when userId != null ->
                    new Person(userId, null, names.first(), names.last(), locale);
            case FieldReader.Email.None() -> {
                fields.problem(
                        "%s or %s must say who the learner is; both are missing."
                                .formatted(
                                        fields.places(Field.USER_ID), fields.places(Field.EMAIL)));
                yield null;
            }
            case FieldReader.Email.Bad(Place place) -> {
                fields.problem(
                        "%s must be an e-mail address such as ada@example.org.".formatted(place));
                yield null;
            }
        };
    }

    private record Names(String first, String last) {

        Names or(String otherFirst, String otherLast) {
            return new Names(
                    first.isEmpty() ? otherFirst : first, last.isEmpty() ? otherLast : last);
        }
    }

    /// A full name is split at its last blank. What the platform leaves empty, a source's constants
    /// fill, unless it tells no name at all: an old name is better than none.
    private static Names names(FieldReader fields) {
        Names told = new Names(fields.toldName(Field.FIRST_NAME), fields.toldName(Field.LAST_NAME));
        if (told.first().isEmpty() && told.last().isEmpty()) {
            String full = fields.name(Field.FULL_NAME);
            int gap = full.lastIndexOf(' ');
            told =
                    new Names(
                            gap < 0 ? full : full.substring(0, gap),
                            gap < 0 ? "" : full.substring(gap + 1));
        }
        return told.first().isEmpty() && told.last().isEmpty()
                ? told
                : told.or(
                        fields.nameInstead(Field.FIRST_NAME), fields.nameInstead(Field.LAST_NAME));
    }

    private static void missing(FieldReader fields, Field field, String use) {
        if (fields.has(field)) {
            return;
        }
        fields.problem("%s must %s; it is missing.".formatted(fields.places(field), use));
    }
}
