package org.badgebridge.simulator.credly;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
