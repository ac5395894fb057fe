package org.badgebridge.domain.learner;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Position;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What a platform says of one certificate (or of one course's result), folded from its events in
/// their own order: any order of arrival and any repeats give the same certificate.
///
/// A revocation may come first: then there is no `given` yet, and it waits here as a tombstone.
public record Certificate(
        CertificateId id,
        SourceId source,
        String realm,
        @Nullable Course course,
        @Nullable String certificateKey,
        @Nullable String url,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Position given,
        @Nullable Position taken,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public static Certificate unknown(CertificateId id, LearningEvent first, Instant now) {
        return new Certificate(
                id,
                first.source(),
                first.realm(),
                first.course(),
                first.certificateKey(),
                null,
                null,
                null,
                null,
                null,
                now,
                now,
                0);
    }

    /// Whether the learner holds it: the newest word was a positive one.
    public boolean held() {
        return given != null && (taken == null || given.isAfter(taken));
    }

    /// Whether anybody asks for it: it is a certificate, or a course that was passed once. One that
    /// was only ever failed is neither.
    public boolean isOfNote() {
        return id.isCertificate() || given != null;
    }

    /// Whether this event is the newest word of its kind, so that its repetition is nothing new.
    public boolean bears(LearningEvent event) {
        return event.position().equals(event.type().negative() ? taken : given);
    }

    public Certificate after(LearningEvent event, Instant now) {
        Position at = event.position();
        if (event.type().negative()) {
            return taken != null && !at.isAfter(taken) ? this : taken(event, at, now);
        }
        return given != null && !at.isAfter(given) ? this : given(event, at, now);
    }

    /// What a certificate says of itself is the word of the one who gave it; while nobody did, the
    /// newest revocation speaks.
    private Certificate taken(LearningEvent event, Position at, Instant now) {
        return new Certificate(
                id,
                given == null ? event.source() : source,
                realm,
                given == null ? event.course() : course,
                given == null ? event.certificateKey() : certificateKey,
                url,
                issuedAt,
                expiresAt,
                given,
                at,
                createdAt,
                now,
                version);
    }

    private Certificate given(LearningEvent event, Position at, Instant now) {
        return new Certificate(
                id,
                event.source(),
                realm,
                event.course(),
                event.certificateKey(),
                event.certificateUrl(),
                event.earnedAt(),
                event.expiresAt(),
                at,
                taken,
                createdAt,
                now,
                version);
    }
}
