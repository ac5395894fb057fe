package org.badgebridge.simulator.credly;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Something that happened, with the badge or the template as it was then.
public record Event(
        String id,
        long number,
        String organizationId,
        String eventType,
        Instant occurredAt,
        @Nullable Badge badge,
        @Nullable Template badgeTemplate,
        Delivery delivery) {

    /// How far the webhook of an event has come. `NONE`: the organization had no webhook address.
    public enum Delivery {
        NONE,
        PENDING,
        DELIVERED,
        GIVEN_UP
    }

    Event with(Delivery other) {
        return new Event(
                id, number, organizationId, eventType, occurredAt, badge, badgeTemplate, other);
    }
}
