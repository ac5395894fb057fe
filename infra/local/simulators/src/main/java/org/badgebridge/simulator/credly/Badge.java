package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An issued badge with all that the simulator knows of it. `number` counts up in order of issue.
public record Badge(
        String id,
        long number,
        String organizationId,
        String badgeTemplateId,
        Recipient recipient,
        Terms terms,
        BadgeState state,
        @Nullable Instant stateUpdatedAt,
        @JsonProperty("public") boolean isPublic,
        @Nullable String revocationReason,
        @Nullable String replacesBadgeId,
        @Nullable String replacementBadgeId,
        Instant createdAt,
        Instant updatedAt) {

    /// Pending or accepted, and not replaced by another badge.
    @JsonIgnore
    public boolean isLive() {
        return (state == BadgeState.PENDING || state == BadgeState.ACCEPTED)
                && replacementBadgeId == null;
    }

    /// How the issuer tells earners apart: its own id when it sent one, else the address.
    @JsonIgnore
    String earner() {
        return recipient.issuerEarnerId() == null
                ? CredlyStore.normal(recipient.email())
                : recipient.issuerEarnerId();
    }

    Badge inState(BadgeState next, @Nullable String reason, Instant now) {
        return new Badge(
                id,
                number,
                organizationId,
                badgeTemplateId,
                recipient,
                terms,
                next,
                now,
                isPublic,
                reason,
                replacesBadgeId,
                replacementBadgeId,
                createdAt,
                now);
    }

    Badge shown(boolean toEverybody, Instant now) {
        return new Badge(
                id,
                number,
                organizationId,
                badgeTemplateId,
                recipient,
                terms,
                state,
                stateUpdatedAt,
                toEverybody,
                revocationReason,
                replacesBadgeId,
                replacementBadgeId,
                createdAt,
                now);
    }

    Badge replacedBy(String replacement, Instant now) {
        return new Badge(
                id,
                number,
                organizationId,
                badgeTemplateId,
                recipient,
                terms,
                state,
                stateUpdatedAt,
                isPublic,
                revocationReason,
                replacesBadgeId,
                replacement,
                createdAt,
                now);
    }
}
