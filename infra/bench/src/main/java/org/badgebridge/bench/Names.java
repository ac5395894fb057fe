package org.badgebridge.bench;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Everything that tells one learner's certificate and badge from another's.
record Names(
        LearningEvent event,
        LearnerId learner,
        CertificateId certificate,
        @Nullable String email,
        String emailDigest,
        TemplateId template,
        String providerBadge) {

    /// `number` is the learner's and the certificate's; it differs from every other's, and so that
    /// none is the beginning of another, all are equally long.
    static Names of(
            Kind kind,
            long number,
            SourceId source,
            Course course,
            TemplateId template,
            Instant at,
            LearnerIds ids) {
        String own = "%09d".formatted(number);
        String email = "learner-%s@example.org".formatted(own);
        Person person =
                new Person("user-" + own, kind == Kind.HELD ? null : email, "Ada", "Example");
        LearningEvent event =
                new LearningEvent(
                        "event-" + own,
                        source,
                        Academy.REALM,
                        EventType.CERTIFICATE_ISSUED,
                        at,
                        at,
                        person,
                        course,
                        "paper-" + own,
                        "https://lms.example.org/verify/paper-" + own,
                        at,
                        null,
                        EventData.NONE);
        LearnerId learner = ids.of(Academy.REALM, person);
        return new Names(
                event,
                learner,
                CertificateId.of(learner, event),
                person.email(),
                ids.emailDigest(email),
                template,
                "provider-badge-" + own);
    }

    /// The texts by which items differ, always in the same order. None is part of another but the
    /// course's family, which comes behind it.
    List<String> texts() {
        Course course = event.course();
        List<String> texts = new ArrayList<>();
        texts.add(event.id());
        texts.add(String.valueOf(event.person().userId()));
        texts.add(String.valueOf(event.certificateKey()));
        texts.add(learner.value());
        texts.add(certificate.key());
        texts.add(emailDigest);
        texts.add(email == null ? "no e-mail" : email);
        texts.add(template.providerId());
        texts.add(providerBadge);
        texts.add(event.source().value());
        if (course != null) {
            texts.add(course.id());
            texts.add(course.family());
            texts.add(String.valueOf(course.name()));
        }
        return texts;
    }
}
