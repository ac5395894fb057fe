package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.Learner;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A certificate as its platform told of it; `held`: it was not taken back since; `badges` are
/// those that rest on it.
public record CertificateView(
        String id,
        String type,
        String source,
        String learnerId,
        @Nullable PersonView learner,
        @Nullable CourseView course,
        @Nullable String certificateId,
        @Nullable String url,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        boolean held,
        List<BadgeView> badges,
        Instant createdAt,
        Instant updatedAt) {

    public record CourseView(String id, @Nullable String name, String family) {
        static CourseView of(Course course) {
            return new CourseView(course.id(), course.name(), course.family());
        }
    }

    public static CertificateView of(
            Certificate certificate, @Nullable Learner learner, List<BadgeView> badges) {
        Course course = certificate.course();
        return new CertificateView(
                certificate.id().toString(),
                (certificate.id().isCertificate()
                                ? EventType.CERTIFICATE_ISSUED
                                : EventType.COURSE_PASSED)
                        .word(),
                certificate.source().value(),
                certificate.id().learner().value(),
                learner == null ? null : PersonView.of(learner),
                course == null ? null : CourseView.of(course),
                certificate.certificateKey(),
                certificate.url(),
                certificate.issuedAt(),
                certificate.expiresAt(),
                certificate.held(),
                badges,
                certificate.createdAt(),
                certificate.updatedAt());
    }
}
