package org.badgebridge.simulator.accredible;

/// A picture that groups are drawn with.
public record Design(long id, long issuerId, String name) {}
