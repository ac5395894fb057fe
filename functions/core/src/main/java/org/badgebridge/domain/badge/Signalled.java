package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The facts of a badge that signals tell of: what it stands on at the provider and in which state,
/// the hold it was last seen in, and since when it needs a person.
///
/// Kept on the badge as they were when last told. What is due follows from comparing them with what
/// is true now, so no transition has to think of signals, and none can tell twice.
public record Signalled(
        @Nullable String providerBadgeId,
        @Nullable ProviderState state,
        @Nullable Hold hold,
        @Nullable Instant failedAt) {

    /// Of a badge of which there is nothing to tell yet.
    public static final Signalled NOTHING = new Signalled(null, null, null, null);

    static Signalled of(Wanted wanted, @Nullable Have have, Settling settling) {
        Failure failure = settling.failure();
        // What the learner does not see is not issued yet.
        Have told = have == null || have.state() == ProviderState.UNPUBLISHED ? null : have;
        return new Signalled(
                told == null ? null : told.providerBadgeId(),
                told == null ? null : stateOf(told),
                settling.waitsOn(),
                failure != null && failure.wantedVersion() == wanted.version()
                        ? failure.at()
                        : null);
    }

    /// Where we end a badge by letting it expire, it was revoked all the same.
    private static ProviderState stateOf(Have have) {
        boolean byUs = have.state() == ProviderState.EXPIRED && have.endedByUs() != null;
        return byUs ? ProviderState.REVOKED : have.state();
    }

    /// What is to be told when this was told and `now` is true, in the order in which it came true.
    List<Signal.Type> until(Signalled now) {
        List<Signal.Type> due = new ArrayList<>();
        life(now, due);
        if (now.hold != null && now.hold != hold) {
            due.add(Signal.Type.HELD);
        }
        if (now.failedAt != null && !now.failedAt.equals(failedAt)) {
            due.add(Signal.Type.FAILED);
        }
        return due;
    }

    /// What ended or was accepted before we first heard of it was issued all the same: both are
    /// told, so that nobody needs to listen to more than they care for.
    private void life(Signalled now, List<Signal.Type> due) {
        if (now.state == null) {
            if (live()) {
                due.add(Signal.Type.REVOKED);
            }
            return;
        }
        boolean another = providerBadgeId == null || !providerBadgeId.equals(now.providerBadgeId);
        if (another && live()) {
            due.add(Signal.Type.REPLACED);
        } else if (another || (now.live() && !live())) {
            due.add(Signal.Type.ISSUED);
        }
        if (another || now.state != state) {
            told(now.state).ifPresent(due::add);
        }
    }

    private boolean live() {
        return state != null && state.live();
    }

    private static Optional<Signal.Type> told(ProviderState state) {
        return switch (state) {
            case UNPUBLISHED, PUBLISHED, PENDING -> Optional.empty();
            case ACCEPTED -> Optional.of(Signal.Type.ACCEPTED);
            case REJECTED -> Optional.of(Signal.Type.REJECTED);
            case REVOKED -> Optional.of(Signal.Type.REVOKED);
            case DELETED -> Optional.of(Signal.Type.DELETED);
            case EXPIRED -> Optional.of(Signal.Type.EXPIRED);
        };
    }
}
