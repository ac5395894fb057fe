package org.badgebridge.domain.badge;

import java.time.Instant;

/// Why a badge needs a person: in the provider's words or ours, since when, for which wish, and of
/// which kind, which says what to mend.
public record Failure(String reason, Instant at, long wantedVersion, FailureCause cause) {

    public Failure {
        if (cause == null) {
            cause = FailureCause.OTHER;
        }
    }
}
