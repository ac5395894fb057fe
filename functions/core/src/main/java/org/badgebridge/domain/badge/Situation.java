package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.learner.Learner;

import java.time.Instant;

/// Everything that decides what happens to a badge next, as read at `now`.
///
/// `othersWant`: another badge of ours stands on the same provider badge and wants it issued.
public record Situation(
        Badge badge,
        Template template,
        Connection connection,
        ConnectionHealth health,
        Learner learner,
        boolean paused,
        boolean othersWant,
        Instant now) {

    public Situation with(Badge later, Instant at) {
        return new Situation(later, template, connection, health, learner, paused, othersWant, at);
    }
}
