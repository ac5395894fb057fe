package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.function.Consumer;

/// How far the settling of a badge has come.
///
/// `attempts` counts claims ever. `tries` counts failures in a row since `troubleSince`.
/// `notBefore` is the end of a pause after a failure. `nextAttemptAt` is when the badge must be
/// looked at again, come what may; nothing when nobody needs to. `waitsOn` is the hold it was last
/// seen in. `settledVersion` is the wish that the provider's badge answers. `revive` is an ended
/// badge at the provider that stands in the way of issuing and is to be replaced, once; `revived`
/// tells that this was tried.
public record Settling(
        long attempts,
        @Nullable Attempt attempt,
        @Nullable Doubt doubt,
        @Nullable Failure failure,
        int tries,
        @Nullable Instant troubleSince,
        @Nullable Instant notBefore,
        @Nullable Instant nextAttemptAt,
        @Nullable Hold waitsOn,
        @Nullable Push push,
        @Nullable String revive,
        boolean revived,
        long settledVersion) {

    static Settling fresh(Instant now) {
        return new Settling(0, null, null, null, 0, null, null, now, null, null, null, false, 0);
    }

    Settling with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /// A settling in the making. Never leaves the method that changes it.
    static final class Draft {
        long attempts;
        @Nullable Attempt attempt;
        @Nullable Doubt doubt;
        @Nullable Failure failure;
        int tries;
        @Nullable Instant troubleSince;
        @Nullable Instant notBefore;
        @Nullable Instant nextAttemptAt;
        @Nullable Hold waitsOn;
        @Nullable Push push;
        @Nullable String revive;
        boolean revived;
        long settledVersion;

        private Draft(Settling from) {
            attempts = from.attempts;
            attempt = from.attempt;
            doubt = from.doubt;
            failure = from.failure;
            tries = from.tries;
            troubleSince = from.troubleSince;
            notBefore = from.notBefore;
            nextAttemptAt = from.nextAttemptAt;
            waitsOn = from.waitsOn;
            push = from.push;
            revive = from.revive;
            revived = from.revived;
            settledVersion = from.settledVersion;
        }

        /// The call went well: nothing is in doubt, and past trouble is forgotten.
        void settled(long wantedVersion) {
            doubt = null;
            failure = null;
            revive = null;
            revived = false;
            settledVersion = Math.max(settledVersion, wantedVersion);
            calm();
        }

        void calm() {
            tries = 0;
            troubleSince = null;
            notBefore = null;
        }

        private Settling finished() {
            return new Settling(
                    attempts,
                    attempt,
                    doubt,
                    failure,
                    tries,
                    troubleSince,
                    notBefore,
                    nextAttemptAt,
                    waitsOn,
                    push,
                    revive,
                    revived,
                    settledVersion);
        }
    }
}
