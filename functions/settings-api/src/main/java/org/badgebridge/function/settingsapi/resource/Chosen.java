package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.function.settingsapi.http.Fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What a bulk call is about: `ids`, or all that `filter` finds.
sealed interface Chosen<T, F> {

    int MOST_IDS = 500;

    record Those<T, F>(List<T> ids) implements Chosen<T, F> {}

    record All<T, F>(F filter) implements Chosen<T, F> {}

    /// Reads the two fields; each id and each part of the filter that is wrong is named.
    static <T, F> Chosen<T, F> of(
            Fields in,
            String what,
            Function<String, Optional<T>> id,
            List<String> parts,
            BiFunction<Map<String, String>, BiConsumer<String, String>, F> filter) {
        Optional<Map<String, String>> asked = in.textMap("filter");
        if (in.has("ids") == asked.isPresent()) {
            in.ignoring("ids");
            in.wrong("ids", "or filter is needed, and one of them only");
        }
        if (asked.isEmpty()) {
            return new Those<>(in.has("ids") ? ids(in, id, what) : List.of());
        }
        BiConsumer<String, String> wrong = (part, message) -> in.wrong("filter." + part, message);
        asked.get().keySet().stream()
                .filter(part -> !parts.contains(part))
                .forEach(part ->
                        wrong.accept(part, "unknown; known are " + String.join(", ", parts)));
        return new All<>(filter.apply(asked.get(), wrong));
    }

    private static <T> List<T> ids(Fields in, Function<String, Optional<T>> parse, String what) {
        List<T> ids = new ArrayList<>();
        List<String> texts = in.texts("ids", MOST_IDS);
        for (int i = 0; i < texts.size(); i++) {
            Optional<T> id = parse.apply(texts.get(i));
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                in.wrong("ids[%d]".formatted(i), "is not an id of a " + what);
            }
        }
        return ids;
    }
}
