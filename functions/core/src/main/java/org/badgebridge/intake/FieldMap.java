package org.badgebridge.intake;

import org.badgebridge.domain.event.EventData;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a platform puts each field: JSON Pointers (RFC 6901), the first that leads to something
/// wins. A field that no platform sends has none.
public record FieldMap(Map<Field, List<String>> pointers) {

    public FieldMap {
        Map<Field, List<String>> copy = new EnumMap<>(Field.class);
        pointers.forEach((field, places) -> copy.put(field, List.copyOf(places)));
        pointers = Map.copyOf(copy);
    }

    public List<String> of(Field field) {
        return pointers.getOrDefault(field, List.of());
    }

    /// The same map, with one field somewhere else.
    FieldMap with(Field field, String pointer) {
        Map<Field, List<String>> changed = new EnumMap<>(Field.class);
        changed.putAll(pointers);
        changed.put(field, List.of(pointer));
        return new FieldMap(changed);
    }

    Optional<Found> find(Field field, EventData data) {
        return first(of(field), data);
    }

    /// The first of the pointers that leads to something else than null and blank text.
    static Optional<Found> first(List<String> pointers, EventData data) {
        for (String pointer : pointers) {
            Optional<Object> value = data.at(pointer);
            if (value.isPresent() && !(value.get() instanceof String text && text.isBlank())) {
                return Optional.of(new Found(pointer, value.get()));
            }
        }
        return Optional.empty();
    }

    /// A value and where it was.
    record Found(String pointer, Object value) {}
}
