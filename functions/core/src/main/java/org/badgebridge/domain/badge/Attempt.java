package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A claimed call, written before anything is sent. While it stands the call is unfinished, and
/// after its lease it means that nobody knows how the call ended. `number` is the fence: only the
/// attempt that still stands may record an outcome. `lookUpFrom` is when a look-up can tell, should
/// the outcome stay unknown.
public record Attempt(
        long number,
        Step.Kind step,
        @Nullable String target,
        Instant startedAt,
        Instant lookUpFrom,
        Instant leaseUntil,
        String worker,
        long wantedVersion) {}
