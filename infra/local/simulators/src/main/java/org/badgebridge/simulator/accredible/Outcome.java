package org.badgebridge.simulator.accredible;

/// What came of one order for a credential. How it is said is up to the call that ordered.
sealed interface Outcome permits Outcome.Stored, Refusal {
    /// There is a credential, whether anybody can see it or not.
    sealed interface Stored extends Outcome {
        Credential credential();
    }

    record Made(Credential credential) implements Stored {}

    /// It was to be published, and was not for want of a credit.
    record Unpaid(Credential credential) implements Stored {}
}
