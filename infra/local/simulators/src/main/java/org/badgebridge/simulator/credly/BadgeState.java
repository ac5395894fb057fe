package org.badgebridge.simulator.credly;

/// The four states of an issued badge (sheet section 9).
public enum BadgeState {
    PENDING,
    ACCEPTED,
    REJECTED,
    REVOKED
}
