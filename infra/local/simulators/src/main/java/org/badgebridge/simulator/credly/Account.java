package org.badgebridge.simulator.credly;

import java.util.List;

/// A learner's own account: one person, any number of (lower-case) addresses.
public record Account(String id, List<String> emails, String firstName, String lastName) {
    public Account {
        emails = List.copyOf(emails);
    }
}
