package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What else the issuer said about a badge. `evidence` items are as they are shown, id included.
public record Terms(
        Instant issuedAt,
        @Nullable Instant expiresAt,
        String locale,
        boolean suppressBadgeNotificationEmail,
        @Nullable String countryName,
        @Nullable String stateOrProvince,
        @Nullable String earnerGroup,
        List<JsonNode> evidence) {

    public Terms {
        evidence = List.copyOf(evidence);
    }

    Terms issuedAt(Instant time) {
        return new Terms(
                time,
                expiresAt,
                locale,
                suppressBadgeNotificationEmail,
                countryName,
                stateOrProvince,
                earnerGroup,
                evidence);
    }
}
