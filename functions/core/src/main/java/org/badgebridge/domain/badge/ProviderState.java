package org.badgebridge.domain.badge;

/// A badge's state at its provider. `EXPIRED` is no state there; we compute it from the date
/// (Credly has no event for it).
public enum ProviderState {
    PENDING,
    ACCEPTED,
    REJECTED,
    REVOKED,
    DELETED,
    EXPIRED;

    public boolean live() {
        return switch (this) {
            case PENDING, ACCEPTED -> true;
            case REJECTED, REVOKED, DELETED, EXPIRED -> false;
        };
    }

    /// Whether the provider itself still has it standing, so that it can be replaced.
    public boolean standing() {
        return live() || this == EXPIRED;
    }
}
