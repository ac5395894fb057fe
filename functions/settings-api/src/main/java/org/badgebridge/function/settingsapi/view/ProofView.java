package org.badgebridge.function.settingsapi.view;

import org.badgebridge.intake.Proof;
import org.badgebridge.intake.SecretForm;

/// What an accepted post proves besides that its sender knows a secret: that its `content` is the
/// platform's own, and that its `time` is now. `secret` says what a secret must be.
public record ProofView(boolean content, boolean time, boolean secretNeeded, String secret) {

    public static ProofView of(Proof proof) {
        SecretForm form = proof.scheme().secret();
        return new ProofView(
                proof.scheme().provesContent(),
                proof.provesTime(),
                form != SecretForm.NONE,
                form.words());
    }
}
