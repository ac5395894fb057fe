package org.badgebridge.domain.account;

import java.time.Instant;
import java.util.Map;

/// A learning platform that posts webhooks. `preset` names how its posts are authenticated and
/// read; `settings` overrides single values of the preset. Sources of one platform share a `realm`,
/// so that a learner is one person to all of them. Its secrets are in Secrets Manager only.
public record Source(
        SourceId id,
        String name,
        String preset,
        String realm,
        Map<String, String> settings,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Source {
        settings = Map.copyOf(settings);
    }

    /// The source as a person sets it; the same when that is how it is.
    public Source set(
            String newName, String newPreset, Map<String, String> newSettings, Instant now) {
        return newName.equals(name) && newPreset.equals(preset) && newSettings.equals(settings)
                ? this
                : new Source(id, newName, newPreset, realm, newSettings, createdAt, now, version);
    }
}
