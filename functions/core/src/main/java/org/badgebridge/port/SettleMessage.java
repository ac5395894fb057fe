package org.badgebridge.port;

import org.badgebridge.domain.badge.BadgeId;

/// What the settle queue carries. A message is a hint: whoever works it asks the stores and the
/// provider what is true.
public sealed interface SettleMessage {

    /// Look at this badge now.
    record Badge(BadgeId badge) implements SettleMessage {}

    /// Ask the provider for this event, and apply what it answers.
    record Event(Notice notice) implements SettleMessage {}
}
