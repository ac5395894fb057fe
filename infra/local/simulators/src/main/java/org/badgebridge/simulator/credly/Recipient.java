package org.badgebridge.simulator.credly;

import org.jspecify.annotations.Nullable;

/// The person a badge was issued to, as the issuer named them.
public record Recipient(
        String email,
        String firstName,
        @Nullable String middleName,
        String lastName,
        @Nullable String issuerEarnerId) {

    String fullName() {
        return middleName == null
                ? firstName + " " + lastName
                : firstName + " " + middleName + " " + lastName;
    }
}
