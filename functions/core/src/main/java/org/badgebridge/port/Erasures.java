package org.badgebridge.port;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.learner.Erasure;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;

/// Takes a learner out of the tables, step by step; each step may be repeated. What is conditional
/// answers false when another was faster; then nothing is changed. Thread-safe.
public interface Erasures {

    /// Notes the erasure, if the learner still is as read. From then on nothing of the learner is
    /// stored that was decided on before.
    boolean note(Erasure erasure, Learner learner);

    /// Removes a badge that still is as read, and lets go of the provider's badges it stood on.
    boolean remove(Badge badge);

    /// Removes certificates, progress, histories and signals; false when a badge is there.
    boolean removeRest(LearnerId learner);

    /// Removes the learner who still is as read, and the way by which their e-mail finds them.
    boolean remove(Learner learner);
}
