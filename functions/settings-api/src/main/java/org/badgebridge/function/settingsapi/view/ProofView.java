package org.badgebridge.function.settingsapi.view;

import org.badgebridge.intake.Proof;

/// What an accepted post proves besides that its sender knows a secret: that its `content` is the
/// platform's own, and that its `time` is now. `secret` says what a secret must be.
public record ProofView(boolean content, boolean time, String secret) {

    public static ProofView of(Proof proof) {
        return new ProofView(
                proof.scheme().provesContent(),
                proof.provesTime(),
                proof.scheme().secret().words());
    }
}
