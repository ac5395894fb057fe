package org.badgebridge.intake;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where a platform names its events, and what its names mean to us.
record EventNames(Places places, Map<String, Meaning> meanings) {

    EventNames {
        meanings = Map.copyOf(meanings);
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
