package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings by which a source differs from its preset, all of them text:
///
/// - `scheme`, and the settings of that scheme by their name
/// - `body`, `items.from`, `items.as`, `zone`, `answer`
/// - `event`, where the name of the event is, and `event.<name>`, what a name means
/// - `field.<name>`, where a field is
public final class SourceSettings {

    private static final String SCHEME = "scheme";
    private static final String BODY = "body";
    private static final String ITEMS_FROM = "items.from";
    private static final String ITEMS_AS = "items.as";
    private static final String ZONE = "zone";
    private static final String ANSWER = "answer";
    private static final String EVENT = "event";
    private static final String EVENT_NAME = "event.";
    private static final String FIELD = "field.";

    /// What a platform may want to hear when its post has arrived.
    private static final List<String> ANSWERS = List.of("200", "201", "202", "204");

    private static final Pattern MEMBER = Pattern.compile("[^/~\\p{Cntrl}]{1,100}");

    private SourceSettings() {}

    /// A setting that cannot stand: which, and what would be right.
    public record Problem(String field, String remedy) {}

    /// A preset with a source's settings: as far as they fit, and what is wrong with the others.
    record Applied(Preset preset, List<Problem> problems) {}

    /// What is wrong with a source's settings; empty when nothing is.
    public static List<Problem> check(Preset preset, Map<String, String> settings) {
        return apply(preset, settings).problems();
    }

    static Applied apply(Preset preset, Map<String, String> settings) {
        Preset changed = preset;
        List<Problem> problems = new ArrayList<>();
        // The scheme first: it says which other settings there are.
        List<String> names =
                settings.keySet().stream()
                        .sorted(
                                Comparator.<String, Boolean>comparing(name -> !name.equals(SCHEME))
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        for (String name : names) {
            switch (set(changed, name, settings.getOrDefault(name, "").strip())) {
                case Set.To(Preset next) -> changed = next;
                case Set.Wrong(String remedy) -> problems.add(new Problem(name, remedy));
            }
        }
        problems.addAll(missing(changed, settings));
        problems.addAll(unproven(changed));
        return new Applied(changed, problems);
    }

    /// A time that is not signed could be set anew by whoever sends a caught post again.
    private static List<Problem> unproven(Preset preset) {
        return preset
                .proof()
                .unsignedTimeHeader()
                .map(header ->
                        new Problem(
                                Scheme.TIME_HEADER,
                                "The name of a header that is signed as well: `signed` must have"
                                        + " {header:…} with the same name."))
                .stream()
                .toList();
    }

    /// What the scheme cannot do without, and nobody has set.
    private static List<Problem> missing(Preset preset, Map<String, String> settings) {
        return preset.proof().scheme().settings().stream()
                .filter(form -> !settings.containsKey(form.name()))
                .filter(form -> !form.fits(preset.proof().setting(form.name())))
                .map(form -> new Problem(form.name(), form.remedy()))
                .toList();
    }

    private sealed interface Set {

        record To(Preset preset) implements Set {}

        record Wrong(String remedy) implements Set {}

        static <T> Set to(Optional<T> value, Function<T, Preset> with, String remedy) {
            return value.<Set>map(right -> new To(with.apply(right)))
                    .orElseGet(() -> new Wrong(remedy));
        }
    }

    private static Set set(Preset preset, String name, String value) {
        return switch (name) {
            case SCHEME ->
                    Set.to(
                            Scheme.ofWord(value),
                            scheme -> preset.with(preset.proof().with(scheme)),
                            "One of %s.".formatted(String.join(", ", Scheme.words())));
            case BODY ->
                    Set.to(
                            BodyForm.ofWord(value),
                            body -> preset.with(preset.shape().with(body)),
                            "Either plain or cloudevents.");
            case ITEMS_FROM -> items(preset, value, as(preset));
            case ITEMS_AS -> items(preset, from(preset), value);
            case ZONE ->
                    Set.to(
                            zone(value),
                            zone -> preset.with(preset.wording().with(zone)),
                            "A time zone such as UTC, Europe/Berlin or +02:00.");
            case ANSWER ->
                    Set.to(
                            Optional.of(value).filter(ANSWERS::contains),
                            status -> preset.answering(Integer.parseInt(status)),
                            "One of %s.".formatted(String.join(", ", ANSWERS)));
            case EVENT ->
                    Set.to(
                            Places.parse(value),
                            places -> names(preset, preset.wording().event().at(places)),
                            places());
            default -> other(preset, name, value);
        };
    }

    private static Set other(Preset preset, String name, String value) {
        Optional<Scheme.Form> form = preset.proof().scheme().setting(name);
        if (form.isPresent()) {
            return Set.to(
                    Optional.of(value).filter(form.get()::fits),
                    right -> preset.with(preset.proof().with(name, right)),
                    form.get().remedy());
        }
        if (name.startsWith(EVENT_NAME) && name.length() > EVENT_NAME.length()) {
            String event = name.substring(EVENT_NAME.length());
            return Set.to(
                    Meaning.parse(value),
                    meaning -> names(preset, preset.wording().event().with(event, meaning)),
                    Meaning.words() + ".");
        }
        Optional<Field> field =
                name.startsWith(FIELD)
                        ? Field.ofWord(name.substring(FIELD.length()))
                        : Optional.empty();
        return field.isEmpty()
                ? new Set.Wrong(unknown(preset))
                : Set.to(
                        Places.parse(value),
                        places ->
                                preset.with(
                                        preset.wording()
                                                .with(
                                                        preset.wording()
                                                                .fields()
                                                                .with(field.get(), places))),
                        places());
    }

    private static Preset names(Preset preset, EventNames names) {
        return preset.with(preset.wording().with(names));
    }

    private static Set items(Preset preset, String from, String as) {
        boolean members = MEMBER.matcher(from).matches() && MEMBER.matcher(as).matches();
        return members
                ? new Set.To(preset.with(preset.shape().with(new Items(from, as))))
                : new Set.Wrong("The name of a member of the payload, such as payloads.");
    }

    private static String from(Preset preset) {
        Items items = preset.shape().items();
        return items == null ? "items" : items.from();
    }

    private static String as(Preset preset) {
        Items items = preset.shape().items();
        return items == null ? "item" : items.as();
    }

    private static Optional<ZoneId> zone(String text) {
        @Nullable ZoneId zone = Scheme.zone(text);
        return Optional.ofNullable(zone);
    }

    private static String places() {
        return Place.WORDS + "; several with \" or \" between them.";
    }

    private static String unknown(Preset preset) {
        return Stream.of(
                        Stream.of(SCHEME),
                        preset.proof().scheme().settings().stream().map(Scheme.Form::name),
                        Stream.of(BODY, ITEMS_FROM, ITEMS_AS, ZONE, ANSWER, EVENT, "event.<name>"),
                        Stream.of(Field.values()).map(field -> FIELD + field.word()))
                .flatMap(Function.identity())
                .collect(Collectors.joining(", ", "There is no such setting. There are ", "."));
    }
}
