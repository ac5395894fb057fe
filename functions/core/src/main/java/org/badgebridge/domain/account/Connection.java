package org.badgebridge.domain.account;

import java.net.URI;
import java.time.Instant;

/// One account at a provider. `provider`, `organizationId` and `baseUrl` never change; the token is
/// in Secrets Manager only.
public record Connection(
        ConnectionId id,
        String name,
        String provider,
        String organizationId,
        URI baseUrl,
        boolean enabled,
        boolean autoPush,
        int callsPerSecond,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Connection {
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException("calls_per_second must be at least 1");
        }
    }

    /// The connection as a person sets it; the same when that is how it is.
    public Connection set(
            String newName, boolean enable, boolean push, int callsASecond, Instant now) {
        return newName.equals(name)
                        && enable == enabled
                        && push == autoPush
                        && callsASecond == callsPerSecond
                ? this
                : new Connection(
                        id,
                        newName,
                        provider,
                        organizationId,
                        baseUrl,
                        enable,
                        push,
                        callsASecond,
                        createdAt,
                        now,
                        version);
    }
}
