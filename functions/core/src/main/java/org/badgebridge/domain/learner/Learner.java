package org.badgebridge.domain.learner;

import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.event.Position;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A person in a realm. Names and e-mail live here and nowhere else.
///
/// `namedAt` and `emailedAt` are the events that names (with the language) and e-mail came from, so
/// that a late old event does not bring an old e-mail back, nor a newer one that tells none keep it
/// out. A person's correction has the position of its moment.
public record Learner(
        LearnerId id,
        String realm,
        @Nullable String userId,
        @Nullable String email,
        @Nullable String emailDigest,
        String firstName,
        String lastName,
        @Nullable String locale,
        @Nullable Position namedAt,
        @Nullable Position emailedAt,
        boolean blocked,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /// A learner of whom no language is known.
    public Learner(
            LearnerId id,
            String realm,
            @Nullable String userId,
            @Nullable String email,
            @Nullable String emailDigest,
            String firstName,
            String lastName,
            @Nullable Position namedAt,
            @Nullable Position emailedAt,
            boolean blocked,
            Instant createdAt,
            Instant updatedAt,
            long version) {
        this(
                id,
                realm,
                userId,
                email,
                emailDigest,
                firstName,
                lastName,
                null,
                namedAt,
                emailedAt,
                blocked,
                createdAt,
                updatedAt,
                version);
    }

    /// A learner of whom nothing is stored yet: version 0.
    public static Learner unknown(LearnerId id, String realm, Instant now) {
        return new Learner(
                id, realm, null, null, null, "", "", null, null, null, false, now, now, 0);
    }

    /// The learner after the event: what it says replaces what an older event said; what it does
    /// not say stays.
    public Learner after(LearningEvent event, LearnerIds ids, Instant now) {
        Position at = event.position();
        Person said = event.person();
        boolean names = !said.firstName().isEmpty() || !said.lastName().isEmpty();
        boolean named = names && isNews(at, namedAt);
        // It has no time of its own: whoever tells the newest name tells it too.
        String language = named && said.locale() != null ? said.locale() : locale;
        String mail = isNews(at, emailedAt) ? said.email() : null;
        if (!named && mail == null && (userId != null || said.userId() == null)) {
            return this;
        }
        return new Learner(
                id,
                realm,
                said.userId() == null ? userId : said.userId(),
                mail == null ? email : mail,
                mail == null ? emailDigest : ids.emailDigest(mail),
                named ? said.firstName() : firstName,
                named ? said.lastName() : lastName,
                language,
                named ? at : namedAt,
                mail == null ? emailedAt : at,
                blocked,
                createdAt,
                now,
                version);
    }

    /// The learner as a person corrects them. No event from before now changes that again.
    public Learner corrected(
            String first, String last, @Nullable String mail, LearnerIds ids, Instant now) {
        Position at = new Position(now, false, "correction");
        return new Learner(
                id,
                realm,
                userId,
                mail,
                mail == null ? null : ids.emailDigest(mail),
                first,
                last,
                locale,
                at,
                at,
                blocked,
                createdAt,
                now,
                version);
    }

    /// The learner to be issued no badges, or to be issued them again.
    public Learner blocked(boolean nowBlocked, Instant now) {
        return new Learner(
                id,
                realm,
                userId,
                email,
                emailDigest,
                firstName,
                lastName,
                locale,
                namedAt,
                emailedAt,
                nowBlocked,
                createdAt,
                now,
                version);
    }

    private static boolean isNews(Position at, @Nullable Position known) {
        return known == null || at.isAfter(known);
    }

    @Override
    public String toString() {
        return "Learner[" + id + "]";
    }
}
