package org.badgebridge.domain.event;

import org.badgebridge.domain.account.SourceId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One normalized fact from a learning platform.
///
/// `certificateKey` is the platform's id of the certificate; a platform that has none speaks of the
/// course, of which a learner holds one certificate. Only a revocation that names its certificate
/// may come without a course.
public record LearningEvent(
        String id,
        SourceId source,
        String realm,
        EventType type,
        Instant occurredAt,
        Instant receivedAt,
        Person person,
        @Nullable Course course,
        @Nullable String certificateKey,
        @Nullable String certificateUrl,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        EventData data) {

    public LearningEvent {
        if (course == null && (certificateKey == null || !type.negative())) {
            throw new IllegalArgumentException("an event needs a course");
        }
    }

    public Position position() {
        return Position.of(type, occurredAt, receivedAt, id);
    }

    /// The day the certificate bears; the event's own time when the platform does not say.
    public Instant earnedAt() {
        return issuedAt == null ? position().time() : issuedAt;
    }
}
