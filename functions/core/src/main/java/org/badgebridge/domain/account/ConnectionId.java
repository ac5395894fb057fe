package org.badgebridge.domain.account;

/// Names a connection: 1 to 40 lower-case letters, digits and hyphens.
public record ConnectionId(String value) {

    public ConnectionId {
        Slug.check(value, "connection id");
    }

    @Override
    public String toString() {
        return value;
    }
}
