package org.badgebridge.simulator.credly;

import java.time.Instant;

/// An authorization token of an organization. A simulator's token opens nothing but the simulator,
/// so it is shown in full.
public record Token(
        String token,
        String organizationId,
        boolean readEnabled,
        boolean writeEnabled,
        boolean deleteEnabled,
        Instant createdAt,
        Instant expiresAt) {}
