package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.HeardEvents.Kept;

import java.time.Instant;

/// An event of a provider that could not be applied, and why.
public record HeardEventView(String id, Instant heardAt, String reason) {

    public static HeardEventView of(Kept kept) {
        return new HeardEventView(kept.notice().eventId(), kept.heardAt(), kept.reason());
    }
}
