package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.function.settingsapi.view.BadgeView.CauseView;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What was told of a badge; `id` is the one under which it was published.
public record SignalView(
        String id,
        String type,
        Instant at,
        String learnerId,
        String badgeId,
        String templateId,
        @Nullable String providerBadgeId,
        @Nullable String acceptUrl,
        @Nullable String badgeUrl,
        @Nullable String reason,
        CauseView cause) {

    public static SignalView of(Signal signal) {
        return new SignalView(
                signal.id(),
                signal.type().toString(),
                signal.at(),
                signal.learnerId().value(),
                signal.badgeId().toString(),
                signal.templateId().toString(),
                signal.providerBadgeId(),
                signal.acceptUrl(),
                signal.badgeUrl(),
                signal.reason(),
                CauseView.of(signal.cause()));
    }
}
