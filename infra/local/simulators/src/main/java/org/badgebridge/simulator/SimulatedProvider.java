package org.badgebridge.simulator;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The provider's side of a [SimulatorServer]. Called by many threads at once.
public interface SimulatedProvider {
    /// What the call asks for; empty for calls that are not the provider's API (control, pages),
    /// which no fault touches and no counter counts.
    Optional<Operation> operation(HttpCall call);

    /// Does what the call asks for, completely, before it returns.
    Answer answer(HttpCall call);

    /// The call as if it had not asked for this filter, or for any filter when none is named.
    HttpCall withoutFilter(HttpCall call, @Nullable String filter);

    /// An error in the form this provider gives them.
    Answer error(int status, String message);
}
