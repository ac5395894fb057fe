package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/// A learning platform that posts webhooks. `preset` names how its posts are authenticated and
/// read; `settings` overrides single values of the preset. Sources of one platform share a `realm`,
/// so that a learner is one person to all of them. Its secrets are in Secrets Manager only.
///
/// Of more than `hourlyCap` events in an hour (null: any number) those above it wait for a person.
/// Until `captureUntil` its posts are put aside rather than processed, to find its settings by.
public record Source(
        SourceId id,
        String name,
        String preset,
        String realm,
        Map<String, String> settings,
        @Nullable Integer hourlyCap,
        @Nullable Instant captureUntil,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Source {
        settings = Map.copyOf(settings);
    }

    /// A source without a cap, whose posts are processed.
    public Source(
            SourceId id,
            String name,
            String preset,
            String realm,
            Map<String, String> settings,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        this(id, name, preset, realm, settings, null, null, createdAt, updatedAt, version);
    }

    /// The source as a person sets it; the same when that is how it is.
    public Source set(
            String newName,
            String newPreset,
            Map<String, String> newSettings,
            @Nullable Integer newCap,
            Instant now) {
        Source next =
                new Source(
                        id,
                        newName,
                        newPreset,
                        realm,
                        newSettings,
                        newCap,
                        captureUntil,
                        createdAt,
                        updatedAt,
                        version);
        return next.equals(this) ? this : next.at(now);
    }

    public boolean capturing(Instant now) {
        return captureUntil != null && now.isBefore(captureUntil);
    }

    /// Puts posts aside until then; null: processes them.
    public Source capturingUntil(@Nullable Instant until, Instant now) {
        return new Source(
                        id, name, preset, realm, settings, hourlyCap, until, createdAt, updatedAt,
                        version)
                .at(now);
    }

    private Source at(Instant now) {
        return new Source(
                id,
                name,
                preset,
                realm,
                settings,
                hourlyCap,
                captureUntil,
                createdAt,
                now,
                version);
    }
}
