package org.badgebridge.domain.event;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The redacted data an event came with: maps, lists, strings, numbers, booleans and nulls. Not to
/// be changed after construction.
public record EventData(Map<String, ? extends @Nullable Object> tree) {

    public static final EventData NONE = new EventData(Map.of());

    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

    /// Whether a text points to a place within the data (RFC 6901).
    public static boolean isPointer(String text) {
        return POINTER.matcher(text).matches();
    }

    /// The value at a JSON Pointer (RFC 6901); empty when absent, null, or no pointer.
    public Optional<Object> at(String pointer) {
        Object here = tree;
        if (pointer.isEmpty()) {
            return Optional.of(here);
        }
        if (!pointer.startsWith("/")) {
            return Optional.empty();
        }
        for (String token : pointer.substring(1).split("/", -1)) {
            String key = token.replace("~1", "/").replace("~0", "~");
            here = child(here, key);
            if (here == null) {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    private static @Nullable Object child(Object parent, String key) {
        return switch (parent) {
            case Map<?, ?> map -> map.get(key);
            case List<?> list when key.matches("0|[1-9][0-9]{0,5}") -> {
                int index = Integer.parseInt(key);
                yield index < list.size() ? list.get(index) : null;
            }
            default -> null;
        };
    }
}
