package org.badgebridge.intake;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/// Where a platform puts each field. A field that no platform sends has no place.
record FieldMap(Map<Field, Places> places) {

    FieldMap {
        places = Map.copyOf(places);
    }

    Places of(Field field) {
        return places.getOrDefault(field, Places.NONE);
    }

    /// The same map, with one field somewhere else.
    FieldMap with(Field field, Places elsewhere) {
        Map<Field, Places> changed = new EnumMap<>(Field.class);
        changed.putAll(places);
        changed.put(field, elsewhere);
        return new FieldMap(changed);
    }

    Stream<String> headers() {
        return places.values().stream().flatMap(Places::headers);
    }
}
