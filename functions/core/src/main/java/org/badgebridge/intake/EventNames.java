package org.badgebridge.intake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a platform names its events, and what its names mean to us, in the order in which they
/// were written down.
record EventNames(Places places, Map<String, Meaning> meanings) {

    EventNames {
        meanings = Collections.unmodifiableMap(new LinkedHashMap<>(meanings));
    }

    EventNames at(Places elsewhere) {
        return new EventNames(elsewhere, meanings);
    }

    EventNames with(String name, Meaning meaning) {
        Map<String, Meaning> changed = new LinkedHashMap<>(meanings);
        changed.put(name, meaning);
        return new EventNames(places, changed);
    }
}
