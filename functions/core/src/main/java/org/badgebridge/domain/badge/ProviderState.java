package org.badgebridge.domain.badge;

/// A badge's state at its provider. Expiry is no state there; it is computed from the date (Credly
/// has no event for it).
public enum ProviderState {
    PENDING,
    ACCEPTED,
    REJECTED,
    REVOKED,
    DELETED;

    public boolean live() {
        return switch (this) {
            case PENDING, ACCEPTED -> true;
            case REJECTED, REVOKED, DELETED -> false;
        };
    }
}
