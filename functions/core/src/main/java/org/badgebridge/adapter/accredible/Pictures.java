package org.badgebridge.adapter.accredible;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The pictures of designs that were read before, by the address of the design: each takes a call.
/// Thread-safe.
final class Pictures {

    private static final int MOST = 10_000;

    private final Map<URI, String> known = new ConcurrentHashMap<>();

    Optional<String> of(URI design) {
        return Optional.ofNullable(known.get(design));
    }

    void keep(URI design, String picture) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(design, picture);
    }
}
