package org.badgebridge.award;

import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.Learner;

import java.util.Optional;

/// The learning event that a stored certificate last came from: same id and position, so that
/// folding it in again changes nothing that it changed before.
final class StoredEvent {

    private StoredEvent() {}

    static Optional<LearningEvent> of(Learner learner, Certificate certificate, Course course) {
        Position given = certificate.given();
        if (given == null || (learner.userId() == null && learner.email() == null)) {
            return Optional.empty();
        }
        return Optional.of(
                new LearningEvent(
                        given.eventId(),
                        certificate.source(),
                        certificate.realm(),
                        certificate.id().isCertificate()
                                ? EventType.CERTIFICATE_ISSUED
                                : EventType.COURSE_PASSED,
                        given.time(),
                        given.time(),
                        new Person(
                                learner.userId(),
                                learner.email(),
                                learner.firstName(),
                                learner.lastName(),
                                learner.locale()),
                        course,
                        certificate.certificateKey(),
                        certificate.url(),
                        certificate.issuedAt(),
                        certificate.expiresAt(),
                        certificate.data()));
    }
}
