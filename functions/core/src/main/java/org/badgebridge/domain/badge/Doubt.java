package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A call whose result only a look-up can tell; no other call is made until it did.
///
/// `since` is when the call was started, `empties` how many look-ups told nothing, `notBefore` when
/// the next makes sense, and `wantedVersion` the wish the call served.
public record Doubt(
        Reason reason,
        Step.Kind step,
        @Nullable String target,
        Instant since,
        int empties,
        Instant notBefore,
        long wantedVersion) {

    public enum Reason {
        /// We do not know whether the provider did it.
        UNSURE,
        /// The provider says that it had been done before; we do not know by what badge.
        ALREADY_THERE
    }

    static Doubt unsure(Attempt attempt) {
        return new Doubt(
                Reason.UNSURE,
                attempt.step(),
                attempt.target(),
                attempt.startedAt(),
                0,
                attempt.lookUpFrom(),
                attempt.wantedVersion());
    }

    static Doubt alreadyThere(Attempt attempt, Instant now) {
        return new Doubt(
                Reason.ALREADY_THERE,
                attempt.step(),
                attempt.target(),
                attempt.startedAt(),
                0,
                now,
                attempt.wantedVersion());
    }

    Doubt emptyOnceMore(Instant notBefore) {
        return new Doubt(reason, step, target, since, empties + 1, notBefore, wantedVersion);
    }

    Doubt postponed(Instant until) {
        return new Doubt(reason, step, target, since, empties, until, wantedVersion);
    }
}
