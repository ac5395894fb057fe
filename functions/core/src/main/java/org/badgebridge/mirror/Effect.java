package org.badgebridge.mirror;

/// What a provider's word came to.
public sealed interface Effect {

    /// It told nothing new.
    record Nothing() implements Effect {}

    /// A template or a badge of ours was changed by it.
    record Changed() implements Effect {}

    /// A badge at the provider has come to be one of ours.
    record Adopted() implements Effect {}

    /// We do not know what to do with it, for a reason that a person can read.
    record Unknown(String reason) implements Effect {}
}
