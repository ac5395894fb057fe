package org.badgebridge.simulator.accredible;

/// An account. `credits` are charged per new recipient; in the `sandbox` mode nothing is published.
public record Issuer(long id, String name, long credits, boolean sandbox) {

    Issuer credited(long left) {
        return new Issuer(id, name, left, sandbox);
    }
}
