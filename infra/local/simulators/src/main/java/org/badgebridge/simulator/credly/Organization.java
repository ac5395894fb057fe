package org.badgebridge.simulator.credly;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// An issuing organization. `profile` has the editable texts besides name and webhook address.
public record Organization(
        String id,
        long number,
        String name,
        @Nullable String webhookUrl,
        Map<String, String> profile,
        Instant createdAt,
        Instant updatedAt) {

    public Organization {
        profile = new LinkedHashMap<>(profile);
    }

    String vanitySlug() {
        return CredlyStore.slug(name);
    }
}
