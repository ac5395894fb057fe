package org.badgebridge.jobs;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Providers;

/// Tests connections whose token was refused; one that passes is good again, and what waited for it
/// goes on by itself. Thread-safe.
public final class TokenCheck {

    private final Accounts accounts;
    private final Providers providers;
    private final JobRunner jobs;

    public TokenCheck(Accounts accounts, Providers providers, JobRunner jobs) {
        this.accounts = accounts;
        this.providers = providers;
        this.jobs = jobs;
    }

    /// Tests every refused connection, as far as the deadline allows.
    public void check(Deadline deadline) {
        for (Connection connection : accounts.connections()) {
            if (accounts.health(connection.id()).tokenRefusedSince() != null) {
                check(connection, deadline);
            }
        }
    }

    private void check(Connection connection, Deadline deadline) {
        try {
            if (deadline.allows(providers.of(connection).deadline())) {
                test(connection, "housekeeping", deadline);
            }
        } catch (IllegalArgumentException mayNotBeCalled) {
            // The deployment no longer allows its server; the other connections are checked.
        }
    }

    /// Tests a connection now; a test that passes ends the hold of a refused token.
    public Outcome<Provider.Opened> test(Connection connection, String who, Deadline deadline) {
        Outcome<Provider.Opened> outcome = providers.of(connection).test();
        if (outcome instanceof Outcome.Done<Provider.Opened>) {
            ConnectionHealth health = accounts.health(connection.id());
            if (health.tokenRefusedSince() != null && accounts.store(health.tokenAccepted())) {
                jobs.release(connection.id(), null, who, deadline);
            }
        }
        return outcome;
    }
}
