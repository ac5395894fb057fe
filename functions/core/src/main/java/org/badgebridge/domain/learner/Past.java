package org.badgebridge.domain.learner;

import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.Position;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that is known of what a learner did. A revocation that did not name its course is of the
/// course that its certificate is for.
public final class Past {

    private final List<Fact> facts;
    private final Map<CertificateId, Position> taken = new HashMap<>();

    public Past(Collection<Fact> told) {
        Map<CertificateId, Course> courses = new HashMap<>();
        for (Fact fact : told) {
            if (fact.course() != null) {
                courses.put(fact.certificate(), fact.course());
            }
            if (fact.type().negative()) {
                taken.merge(fact.certificate(), fact.at(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        this.facts = told.stream().map(fact -> named(fact, courses)).toList();
    }

    private static Fact named(Fact fact, Map<CertificateId, Course> courses) {
        Course known = courses.get(fact.certificate());
        return fact.course() == null && known != null ? fact.about(known) : fact;
    }

    public List<Fact> facts() {
        return facts;
    }

    /// The newest word by which a certificate was taken back; null when it never was.
    public @Nullable Position taken(CertificateId certificate) {
        return taken.get(certificate);
    }
}
