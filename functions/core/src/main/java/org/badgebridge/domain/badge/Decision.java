package org.badgebridge.domain.badge;

import java.util.Optional;

/// What a person may decide about a badge. It outranks rules until a person lifts it.
public enum Decision {
    /// The learner is not to have it: what is there is revoked, and nothing is issued.
    REVOKE,
    /// The learner is to have it, also after it was revoked, rejected or deleted.
    REISSUE,
    /// Rules are to say again what it is to be.
    FOLLOW_RULES;

    /// Why it makes no sense now, in one sentence.
    public Optional<String> objection(Badge badge) {
        Wanted wanted = badge.wanted();
        return switch (this) {
            case REVOKE ->
                    when(
                            !wanted.issued() && wanted.decided(),
                            "It is to be revoked already, by a person's decision.");
            case REISSUE -> objectionToReissue(badge);
            case FOLLOW_RULES ->
                    when(!wanted.decided(), "No person's decision stands; it follows the rules.");
        };
    }

    private static Optional<String> objectionToReissue(Badge badge) {
        Have have = badge.have();
        boolean standing = have != null && have.live();
        if (badge.wanted().terms() == null) {
            return Optional.of(
                    "There is no certificate of ours to issue it with. Issue it at the provider.");
        }
        if (badge.wanted().issued() && badge.failed()) {
            return Optional.of("It failed. Mend what its history names, then retry it.");
        }
        if (badge.unpublished()) {
            return Optional.of("It is made already, and not published. Retry it.");
        }
        if (badge.wanted().issued() && standing) {
            return Optional.of("The learner has it.");
        }
        return when(
                badge.wanted().issued() && have == null,
                "It is to be issued already. See why it waits.");
    }

    private static Optional<String> when(boolean wrong, String objection) {
        return wrong ? Optional.of(objection) : Optional.empty();
    }
}
