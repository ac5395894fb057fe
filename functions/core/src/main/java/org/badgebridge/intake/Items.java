package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A platform that puts several events into one envelope: the member `from` is their array, and
/// each of them is read as if it stood alone in the envelope, as the member `as`.
public record Items(String from, String as) {

    private static final Items NONE = new Items("", "");

    /// What each event of a post is, in its order. An array is taken apart whatever the preset
    /// says.
    static List<Object> of(Object tree, @Nullable Items items) {
        return all(tree).flatMap(each -> (items == null ? NONE : items).apart(each)).toList();
    }

    private static Stream<Object> all(Object tree) {
        // A null among them is an item that cannot be used, as any other that is no object.
        return tree instanceof List<?> list
                ? list.stream().map(each -> each == null ? "" : each)
                : Stream.of(tree);
    }

    private Stream<Object> apart(Object envelope) {
        if (!(envelope instanceof Map<?, ?> map) || !(map.get(from) instanceof List<?> list)) {
            return Stream.of(envelope);
        }
        return list.stream()
                .map(each -> {
                    Map<String, @Nullable Object> alone = new LinkedHashMap<>();
                    map.forEach((name, value) -> alone.put((String) name, value));
                    alone.remove(from);
                    alone.put(as, each);
                    return alone;
                });
    }
}
