package org.badgebridge.domain.badge;

import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What a provider is asked to issue. Carries personal data; `toString` tells none.
public record Award(
        String templateId,
        LearnerId earner,
        String email,
        String firstName,
        String lastName,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String evidenceUrl) {

    @Override
    public String toString() {
        return "Award[" + templateId + ", " + earner + "]";
    }
}
