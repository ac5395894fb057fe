package org.badgebridge.acceptance.system;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A certificate that a platform tells of.
public record Certificate(
        String id, String learner, String course, Instant issuedAt, @Nullable Instant expiresAt) {

    public static Certificate of(String learner, String course, Instant issuedAt) {
        return new Certificate(learner + "-" + course, learner, course, issuedAt, null);
    }

    public static String email(String learner) {
        return learner + "@learners.example";
    }

    String url() {
        return "https://lms.example.org/verify/" + id;
    }

    /// The post of an event about it.
    String event(String type, Instant at) {
        return """
        {"type": "%s", "timestamp": "%s",
         "data": {"certificate": {"id": "%s", "url": "%s", "issued_at": "%s", "expires_at": %s},
                  "learner": {"id": "%s", "email": "%s",
                              "first_name": "Ada", "last_name": "Example"},
                  "course": {"id": "%s", "name": "A course"}}}\
        """
                .formatted(
                        type,
                        at,
                        id,
                        url(),
                        issuedAt,
                        expiresAt == null ? null : "\"" + expiresAt + "\"",
                        learner,
                        email(learner),
                        course);
    }

    public String issued() {
        return event("certificate.issued", issuedAt);
    }

    public String revoked(Instant at) {
        return event("certificate.revoked", at);
    }

    /// The learner failed the course afterwards.
    public String failed(Instant at) {
        return event("course.failed", at);
    }
}
