package org.badgebridge.domain.badge;

import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/// What a provider is asked to issue; `quiet`: without an e-mail to the learner. `attributes`: what
/// else it is to bear, by the provider's names. `origin`: our own ids, for who finds it at a
/// provider that keeps such. Carries personal data; `toString` tells none.
public record Award(
        String templateId,
        Recipient recipient,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String evidenceUrl,
        boolean quiet,
        Map<String, String> attributes,
        @Nullable Origin origin) {

    /// To whom. `locale`: the language they read, where it is known.
    public record Recipient(
            LearnerId id,
            String email,
            String firstName,
            String lastName,
            @Nullable String locale) {

        public String name() {
            return (firstName.strip() + " " + lastName.strip()).strip();
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /// Our badge, and the certificate that earned it.
    public record Origin(BadgeId badge, CertificateId certificate) {}

    public Award {
        attributes = Map.copyOf(attributes);
    }

    @Override
    public String toString() {
        return "Award[" + templateId + ", " + recipient + "]";
    }
}
