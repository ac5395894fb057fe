package org.badgebridge.domain.learner;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Position;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What a learning event says, but for the person it names: what rules look at, and what is kept of
/// a learner's past, so that a rule which is new or was changed can look at what was before it.
///
/// `earnedAt` is the day that the certificate bears, else the event's own time.
public record Fact(
        CertificateId certificate,
        EventType type,
        Position at,
        SourceId source,
        @Nullable Course course,
        @Nullable String url,
        Instant earnedAt,
        @Nullable Instant expiresAt,
        EventData data) {

    public static Fact of(CertificateId certificate, LearningEvent event) {
        return new Fact(
                certificate,
                event.type(),
                event.position(),
                event.source(),
                event.course(),
                event.certificateUrl(),
                event.earnedAt(),
                event.expiresAt(),
                event.data());
    }

    /// The same fact, told of a course that it did not name itself.
    public Fact about(Course known) {
        return new Fact(certificate, type, at, source, known, url, earnedAt, expiresAt, data);
    }
}
