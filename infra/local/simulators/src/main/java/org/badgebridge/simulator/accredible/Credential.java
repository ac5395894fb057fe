package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A credential. Dates are `YYYY-MM-DD`; `opened`: the recipient looked at it.
public record Credential(
        long id,
        String encodedId,
        String uuid,
        @Nullable String licenseId,
        long issuerId,
        long groupId,
        String recipientName,
        String recipientEmail,
        @Nullable String recipientId,
        JsonNode recipientMetaData,
        @Nullable String name,
        @Nullable String description,
        String issuedOn,
        @Nullable String expiredOn,
        boolean approve,
        boolean complete,
        boolean isPrivate,
        JsonNode customAttributes,
        JsonNode metaData,
        JsonNode evidenceItems,
        boolean opened,
        @Nullable Instant publishedOn,
        Instant createdAt,
        Instant updatedAt) {

    /// Whether it stands and is shown as valid on that day.
    boolean validOn(String today) {
        return expiredOn == null || expiredOn.compareTo(today) > 0;
    }
}
