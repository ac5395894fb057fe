package org.badgebridge.simulator.accredible;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A course, or a kind of credential. Without a design nothing of it is published. `autoExpiry` is
/// in years.
public record Group(
        long id,
        long issuerId,
        @Nullable Long departmentId,
        String name,
        @Nullable String courseName,
        @Nullable String courseDescription,
        @Nullable Long primaryDesignId,
        boolean allowDuplicateCredentials,
        @Nullable Integer autoExpiry,
        Instant createdAt,
        Instant updatedAt) {}
