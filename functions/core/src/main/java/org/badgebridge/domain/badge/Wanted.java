package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.learner.CertificateId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/// What a badge should be. `version` rises with every change, so that what was done for an older
/// wish can be told from what the present one still asks for.
///
/// `terms` is what to issue with; it stays on a badge that is to be revoked, for the record.
/// `decided`: a person said so, and rules change nothing until a person lifts it. `kept`: it is no
/// longer earned, and stays as it is because its template said so when the worker came to it;
/// another setting of the template changes that no more.
public record Wanted(
        Kind kind, long version, Cause by, @Nullable Terms terms, boolean decided, boolean kept) {

    public enum Kind {
        ISSUED,
        REVOKED
    }

    /// The dates and the evidence of an award. Name and e-mail are read from the learner when the
    /// provider is called. `course` and `source` say what earned it, for people to find it by;
    /// absent where it was stored by a version that did not keep them. `quiet`: the provider is to
    /// send the learner no e-mail.
    public record Terms(
            CertificateId certificate,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable String evidenceUrl,
            @Nullable Course course,
            @Nullable SourceId source,
            boolean quiet) {

        /// Whether the provider would be told the same: what people find it by is no new wish.
        boolean asks(@Nullable Terms other) {
            return other != null
                    && certificate.equals(other.certificate)
                    && issuedAt.equals(other.issuedAt)
                    && Objects.equals(expiresAt, other.expiresAt)
                    && Objects.equals(evidenceUrl, other.evidenceUrl);
        }
    }

    public boolean issued() {
        return kind == Kind.ISSUED;
    }

    /// The first wish for a badge, by rules.
    public static Wanted issued(Cause by, Terms terms) {
        return new Wanted(Kind.ISSUED, 1, by, terms, false, false);
    }

    /// The wish of a person who issued the badge at the provider, by no certificate of ours. To be
    /// issued, and with nothing to issue it anew with.
    public static Wanted issuedThere(Cause by) {
        return new Wanted(Kind.ISSUED, 1, by, null, true, false);
    }

    /// The wish after rules looked again: issued with these terms, or revoked when there are none.
    /// This very one when nothing changes, or when a person decided.
    public Wanted byRules(Cause by, @Nullable Terms earned) {
        Kind next = earned == null ? Kind.REVOKED : Kind.ISSUED;
        if (decided || (next == kind && (earned == null || earned.asks(terms)))) {
            return this;
        }
        return new Wanted(next, version + 1, by, earned == null ? terms : earned, false, false);
    }

    /// The wish after a person let rules say again, which earn these terms, or nothing.
    public Wanted lifted(Cause by, @Nullable Terms earned) {
        Kind next = earned == null ? Kind.REVOKED : Kind.ISSUED;
        return new Wanted(next, version + 1, by, earned == null ? terms : earned, false, false);
    }

    /// The very wish, of which the worker found that its template keeps the badge.
    Wanted keeping() {
        return new Wanted(kind, version, by, terms, decided, true);
    }

    /// The wish after a person decided.
    public Wanted byPerson(Kind next, Cause by) {
        return new Wanted(next, version + 1, by, terms, true, false);
    }
}
