package org.badgebridge.simulator.credly;

/// A badge to issue that has passed every check but the duplicate rule.
record BadgeOrder(
        String organizationId,
        Recipient recipient,
        Template template,
        Terms terms,
        DuplicateBehavior onDuplicate) {

    /// What to do about a duplicate, when the template does not allow them.
    enum DuplicateBehavior {
        DENY,
        ALLOW,
        REPLACE
    }
}
