package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.function.settingsapi.view.EventFieldView;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The places in the data of events, with what is there. What is somebody's own, their name or
/// e-mail, is never an example. Not thread-safe.
final class DataPlaces {

    private static final int MOST_PLACES = 500;
    private static final int MOST_DEPTH = 6;
    private static final int MOST_EXAMPLES = 3;
    private static final int MOST_TEXT = 100;
    private static final int MOST_PATH = 255;

    /// A name shorter than this may be part of any word.
    private static final int LEAST_NAME = 3;

    private final boolean examples;
    private final Map<String, Place> places = new TreeMap<>();

    /// Without `examples`, only what kinds of values there are.
    DataPlaces(boolean examples) {
        this.examples = examples;
    }

    /// What may be at a place.
    private enum Kind {
        NUMBER,
        TEXT,
        BOOLEAN,
        TIME,
        LIST,
        OBJECT;

        static Kind of(Object value) {
            return switch (value) {
                case Number _ -> NUMBER;
                case Boolean _ -> BOOLEAN;
                case List<?> _ -> LIST;
                case Map<?, ?> _ -> OBJECT;
                case Object text -> Condition.isTime(text) ? TIME : TEXT;
            };
        }
    }

    private static final class Place {
        private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        private final Set<Object> examples = new LinkedHashSet<>();

        private EventFieldView view(String path) {
            int seen = kinds.values().stream().mapToInt(Integer::intValue).sum();
            Kind mostly =
                    kinds.entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .map(Map.Entry::getKey)
                            .orElse(Kind.TEXT);
            return new EventFieldView(
                    path, mostly.name().toLowerCase(Locale.ROOT), List.copyOf(examples), seen);
        }
    }

    void add(Fact fact, Optional<Learner> of) {
        within("", fact.data().tree(), own(of), 0);
    }

    List<EventFieldView> views() {
        return places.entrySet().stream()
                .limit(MOST_PLACES)
                .map(entry -> entry.getValue().view(entry.getKey()))
                .toList();
    }

    private void within(String path, Object value, List<String> own, int depth) {
        if (depth > MOST_DEPTH) {
            return;
        }
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, child) ->
                            at(path + "/" + escaped(String.valueOf(name)), child, own, depth + 1));
            // What is in the first of a list stands for all of them.
            case List<?> list when !list.isEmpty() ->
                    at(path + "/0", list.getFirst(), own, depth + 1);
            default -> {}
        }
    }

    private void at(String path, @Nullable Object value, List<String> own, int depth) {
        if (value == null || path.length() > MOST_PATH) {
            return;
        }
        Kind kind = Kind.of(value);
        Place place = places.computeIfAbsent(path, _ -> new Place());
        place.kinds.merge(kind, 1, Integer::sum);
        boolean simple = kind != Kind.LIST && kind != Kind.OBJECT;
        if (examples && simple && place.examples.size() < MOST_EXAMPLES && !isOwn(value, own)) {
            place.examples.add(shortened(value));
        }
        within(path, value, own, depth);
    }

    /// RFC 6901, section 3.
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Object shortened(Object value) {
        return value instanceof String text && text.length() > MOST_TEXT
                ? text.substring(0, MOST_TEXT) + "…"
                : value;
    }

    private static List<String> own(Optional<Learner> of) {
        return of.stream()
                .flatMap(learner ->
                        Stream.of(
                                Optional.ofNullable(learner.userId()),
                                Optional.of(learner.firstName()),
                                Optional.of(learner.lastName())))
                .flatMap(Optional::stream)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean isOwn(Object value, List<String> own) {
        String text = value.toString().toLowerCase(Locale.ROOT);
        return text.contains("@")
                || own.stream()
                        .anyMatch(each ->
                                each.length() < LEAST_NAME
                                        ? text.equals(each)
                                        : text.contains(each));
    }
}
