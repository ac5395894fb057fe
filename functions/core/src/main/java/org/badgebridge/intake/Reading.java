package org.badgebridge.intake;

import org.badgebridge.domain.event.LearningEvent;

/// What a delivery says, in our words. Reasons are for an admin; they name places, never values.
public sealed interface Reading {

    record Of(LearningEvent event) implements Reading {}

    /// Nothing that earns or loses a badge: a ping, a test, another event.
    record Ignored(String reason) implements Reading {}

    /// It should have been an event, and the reason says what it lacks. It can be read again when
    /// the source's settings have changed.
    record Unusable(String reason) implements Reading {}
}
