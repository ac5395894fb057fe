package org.badgebridge.simulator.credly;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One try to deliver an event: the receiver's status, or why there was none. `number` starts at 1.
public record WebhookAttempt(
        String eventId,
        String eventType,
        String url,
        int number,
        @Nullable Integer status,
        @Nullable String error,
        Instant at) {}
