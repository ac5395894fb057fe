package org.badgebridge.domain.badge;

import java.util.Locale;

/// How far a badge has come, by what is stored of it alone: what lists are kept by. What an admin
/// sees, [BadgeState], tells apart further what is open, by switches that may be flipped any time.
///
/// A wish that turns out to ask for nothing new counts as open until the worker has looked at it.
public enum Phase {
    /// There is, or may be, something left to do: it is queued, held, being called for, in doubt.
    OPEN,
    /// The provider has it, and nothing more is wanted. One that expired is still that.
    ISSUED,
    /// The provider has none that is live, and none is to be made.
    REVOKED,
    /// A person has to mend something.
    FAILED;

    public static Phase of(Badge badge) {
        if (badge.failed()) {
            return FAILED;
        }
        if (badge.settling().attempt() != null || badge.doubt() != null) {
            return OPEN;
        }
        Have have = badge.have();
        Wanted wanted = badge.wanted();
        if (!wanted.issued()) {
            if (have == null || !have.live()) {
                return REVOKED;
            }
            return wanted.kept() ? ISSUED : OPEN;
        }
        if (wanted.terms() == null) {
            return have != null && have.state().standing() ? ISSUED : REVOKED;
        }
        if (have == null || badge.earnedSinceEnded() || badge.askedForAnew()) {
            return OPEN;
        }
        if (badge.unpublished()) {
            return OPEN;
        }
        if (!have.state().standing()) {
            return REVOKED;
        }
        // Whether newer dates replace it is the template's to say.
        return wanted.version() > badge.settling().settledVersion() ? OPEN : ISSUED;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
