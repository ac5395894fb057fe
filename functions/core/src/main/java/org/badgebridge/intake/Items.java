package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A platform that puts several events into one envelope: the member `from` is their array, and
/// each of them is read as if it stood alone in the envelope, as the member `as`.
public record Items(String from, String as) {

    /// Far more than any platform puts into one post.
    static final int MOST = 500;

    /// Each event of an envelope carries the rest of it, so that a post may grow by far.
    private static final long MOST_CHARS = 8 * 1024 * 1024;

    /// What each event of a post is, in its order; empty when they are too many, or too much when
    /// each stands alone. An array is taken apart whatever the preset says.
    static Optional<List<Object>> of(Object tree, @Nullable Items items) {
        List<Object> events = new ArrayList<>();
        long chars = 0;
        for (@Nullable Object each : tree instanceof List<?> list ? list : List.of(tree)) {
            List<?> inside = items == null ? null : items.in(each);
            if (items == null || inside == null) {
                // A null among them is an item that cannot be used, as any other that is no object.
                events.add(each == null ? "" : each);
            } else {
                Map<String, @Nullable Object> rest = items.rest((Map<?, ?>) each);
                chars += (long) Json.write(rest).length() * inside.size();
                if (events.size() + inside.size() > MOST || chars > MOST_CHARS) {
                    return Optional.empty();
                }
                for (@Nullable Object event : inside) {
                    Map<String, @Nullable Object> alone = new LinkedHashMap<>(rest);
                    alone.put(items.as, event);
                    events.add(alone);
                }
            }
            if (events.size() > MOST) {
                return Optional.empty();
            }
        }
        return Optional.of(events);
    }

    private @Nullable List<?> in(@Nullable Object envelope) {
        return envelope instanceof Map<?, ?> map && map.get(from) instanceof List<?> list
                ? list
                : null;
    }

    private Map<String, @Nullable Object> rest(Map<?, ?> envelope) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        envelope.forEach((name, value) -> rest.put((String) name, value));
        rest.remove(from);
        return rest;
    }
}
