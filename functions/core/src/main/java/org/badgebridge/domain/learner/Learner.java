package org.badgebridge.domain.learner;

import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.event.Position;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A person in a realm. Names and e-mail live here and nowhere else.
///
/// `namedAt` is the event the names and e-mail came from, so that a late old event does not bring
/// an old e-mail back. A person's correction has the position of its moment.
public record Learner(
        LearnerId id,
        String realm,
        @Nullable String userId,
        @Nullable String email,
        @Nullable String emailDigest,
        String firstName,
        String lastName,
        @Nullable Position namedAt,
        boolean blocked,
        boolean erased,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /// A learner of whom nothing is stored yet: version 0.
    public static Learner unknown(LearnerId id, String realm, Instant now) {
        return new Learner(id, realm, null, null, null, "", "", null, false, false, now, now, 0);
    }

    /// The learner after the event: what it says replaces what an older event said; what it does
    /// not say stays.
    public Learner after(LearningEvent event, LearnerIds ids, Instant now) {
        Position at = event.position();
        if (erased || (namedAt != null && !at.isAfter(namedAt))) {
            return this;
        }
        Person said = event.person();
        String mail = said.email() == null ? email : said.email();
        boolean named = !said.firstName().isEmpty() || !said.lastName().isEmpty();
        Learner after =
                new Learner(
                        id,
                        realm,
                        said.userId() == null ? userId : said.userId(),
                        mail,
                        mail == null ? null : ids.emailDigest(mail),
                        named ? said.firstName() : firstName,
                        named ? said.lastName() : lastName,
                        at,
                        blocked,
                        erased,
                        createdAt,
                        now,
                        version);
        return after;
    }

    @Override
    public String toString() {
        return "Learner[" + id + "]";
    }
}
