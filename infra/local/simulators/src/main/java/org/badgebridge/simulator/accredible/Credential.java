package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

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

    /// Whether that is the address it goes to, however it is spelled.
    boolean goesTo(String email) {
        return normal(recipientEmail).equals(normal(email));
    }

    /// An address as addresses are compared.
    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    Credential publishedAt(Instant now) {
        return with(true, evidenceItems, opened, now, now);
    }

    Credential openedAt(Instant now) {
        return with(approve, evidenceItems, true, publishedOn, now);
    }

    Credential withEvidence(JsonNode items, Instant now) {
        return with(approve, items, opened, publishedOn, now);
    }

    private Credential with(
            boolean isApproved,
            JsonNode evidence,
            boolean isOpened,
            @Nullable Instant published,
            Instant now) {
        return new Credential(
                id,
                encodedId,
                uuid,
                licenseId,
                issuerId,
                groupId,
                recipientName,
                recipientEmail,
                recipientId,
                recipientMetaData,
                name,
                description,
                issuedOn,
                expiredOn,
                isApproved,
                complete,
                isPrivate,
                customAttributes,
                metaData,
                evidence,
                isOpened,
                published,
                createdAt,
                now);
    }
}
