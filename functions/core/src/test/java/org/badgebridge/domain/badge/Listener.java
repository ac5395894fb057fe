package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Knows of a badge only what signals tell, and each id once.
public final class Listener {

    private final Set<String> ids = new HashSet<>();
    private @Nullable String providerBadgeId;
    private boolean live;

    /// Has heard nothing yet.
    public Listener() {}

    /// Hears the signals in the order in which they became true.
    public void hear(List<Signal> signals) {
        signals.forEach(this::hear);
    }

    private void hear(Signal signal) {
        if (!ids.add(signal.id())) {
            throw new AssertionError("told twice: " + signal);
        }
        switch (signal.type()) {
            case ISSUED -> {
                expect(!live, signal);
                live = true;
                providerBadgeId = signal.providerBadgeId();
            }
            case REPLACED -> {
                expect(live, signal);
                providerBadgeId = signal.providerBadgeId();
            }
            case ACCEPTED -> expect(live && here(signal), signal);
            case REJECTED, REVOKED, DELETED, EXPIRED -> {
                expect(here(signal), signal);
                live = false;
            }
            case HELD, FAILED -> expect(signal.reason() != null, signal);
        }
    }

    private boolean here(Signal signal) {
        return providerBadgeId != null && providerBadgeId.equals(signal.providerBadgeId());
    }

    private static void expect(boolean holds, Signal signal) {
        if (!holds) {
            throw new AssertionError("out of place: " + signal);
        }
    }

    /// Whether what it knows is what is so.
    public boolean agrees(Badge badge) {
        Have have = badge.have();
        if (have == null || !have.live() || have.state() == ProviderState.UNPUBLISHED) {
            return !live;
        }
        return live && have.providerBadgeId().equals(providerBadgeId);
    }
}
