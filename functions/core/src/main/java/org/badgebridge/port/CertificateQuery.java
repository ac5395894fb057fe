package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Which certificates are asked for: those that everything given holds of. `course` is a course's
/// id or its family; `since` (inclusive) and `until` (exclusive) bound when the certificate was
/// first heard of.
public record CertificateQuery(
        @Nullable SourceId source,
        @Nullable String course,
        @Nullable LearnerId learner,
        @Nullable Instant since,
        @Nullable Instant until) {

    public static final CertificateQuery ALL = new CertificateQuery(null, null, null, null, null);

    /// Whether a certificate is one of those asked for.
    public boolean takes(Certificate certificate) {
        Course known = certificate.course();
        return certificate.isOfNote()
                && (source == null || certificate.source().equals(source))
                && (course == null || (known != null && known.isCalled(course)))
                && (learner == null || certificate.id().learner().equals(learner))
                && (since == null || !certificate.createdAt().isBefore(since))
                && (until == null || certificate.createdAt().isBefore(until));
    }
}
