package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.ConnectionId;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;

/// Which badges of ours stand on one provider badge. `revoking` is the badge that is about to
/// revoke it; until it has, nobody else may come to stand on it.
public record Ownership(
        ConnectionId connection,
        String providerBadgeId,
        Set<String> owners,
        @Nullable String revoking,
        long version) {

    public Ownership {
        owners = Set.copyOf(owners);
    }

    public static Ownership none(ConnectionId connection, String providerBadgeId) {
        return new Ownership(connection, providerBadgeId, Set.of(), null, 0);
    }

    public boolean sharedBeside(BadgeId badge) {
        return owners.stream().anyMatch(owner -> !owner.equals(badge.toString()));
    }

    public boolean revokedByAnother(BadgeId badge) {
        return revoking != null && !revoking.equals(badge.toString());
    }

    public Ownership with(BadgeId badge) {
        Set<String> more = new TreeSet<>(owners);
        more.add(badge.toString());
        return new Ownership(connection, providerBadgeId, more, revoking, version);
    }

    public Ownership without(BadgeId badge) {
        Set<String> fewer = new TreeSet<>(owners);
        fewer.remove(badge.toString());
        return new Ownership(connection, providerBadgeId, fewer, revoking, version);
    }

    public Ownership revokedBy(@Nullable BadgeId badge) {
        return new Ownership(
                connection,
                providerBadgeId,
                owners,
                badge == null ? null : badge.toString(),
                version);
    }
}
