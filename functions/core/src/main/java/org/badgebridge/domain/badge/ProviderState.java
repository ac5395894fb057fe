package org.badgebridge.domain.badge;

/// A badge's state at its provider. Some let a learner accept a badge, and know `PENDING`,
/// `ACCEPTED` and `REJECTED`; with others the learner has it once it is published, and they know
/// `UNPUBLISHED` and `PUBLISHED`. `EXPIRED` need be no state there; we compute it from the date.
public enum ProviderState {
    /// Made, but not yet shown to the learner.
    UNPUBLISHED,
    PUBLISHED,
    PENDING,
    ACCEPTED,
    REJECTED,
    REVOKED,
    DELETED,
    EXPIRED;

    public boolean live() {
        return switch (this) {
            case UNPUBLISHED, PUBLISHED, PENDING, ACCEPTED -> true;
            case REJECTED, REVOKED, DELETED, EXPIRED -> false;
        };
    }

    /// Whether the provider itself still has it standing, so that it can be replaced.
    public boolean standing() {
        return live() || this == EXPIRED;
    }
}
