package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What the provider last told us of a badge, and by which way we heard it.
///
/// `shared`: another badge of ours stands on the same provider badge. `endedByUs`: the version of
/// the wish for which we ended it; absent while it lives or when it was ended there.
public record Have(
        String providerBadgeId,
        ProviderState state,
        Instant asOf,
        Witness witness,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String acceptUrl,
        @Nullable String badgeUrl,
        boolean shared,
        @Nullable Long endedByUs) {

    public enum Witness {
        ANSWER,
        WEBHOOK,
        READ_BACK
    }

    public static Have of(ProviderBadge said, Witness witness) {
        return new Have(
                said.id(),
                said.state(),
                said.asOf(),
                witness,
                said.issuedAt(),
                said.expiresAt(),
                said.acceptUrl(),
                said.badgeUrl(),
                false,
                null);
    }

    /// What is known after hearing `said` of the same provider badge; older word changes nothing.
    public Have heard(ProviderBadge said, Witness by) {
        if (!said.id().equals(providerBadgeId) || said.asOf().isBefore(asOf)) {
            return this;
        }
        return new Have(
                providerBadgeId,
                said.state(),
                said.asOf(),
                by,
                said.issuedAt(),
                said.expiresAt(),
                said.acceptUrl(),
                said.badgeUrl(),
                shared,
                said.state().live() ? null : endedByUs);
    }

    /// What is known after we ended it for a wish. The provider's word that it ended needs no newer
    /// time than what we knew: its clock and ours may differ, and our own doing is no old news.
    Have ended(ProviderBadge said, Witness by, long wantedVersion) {
        Instant newest = said.asOf().isBefore(asOf) ? asOf : said.asOf();
        return new Have(
                providerBadgeId,
                said.state(),
                newest,
                by,
                issuedAt,
                expiresAt,
                said.acceptUrl(),
                said.badgeUrl(),
                shared,
                wantedVersion);
    }

    public boolean live() {
        return state.live();
    }

    public Have withShared(boolean nowShared) {
        return new Have(
                providerBadgeId,
                state,
                asOf,
                witness,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                nowShared,
                endedByUs);
    }

    /// What is known after another badge of ours revoked it, of which we know the moment.
    Have endedBeside(Instant now) {
        return new Have(
                providerBadgeId,
                ProviderState.REVOKED,
                now.isBefore(asOf) ? asOf : now,
                Witness.ANSWER,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                true,
                0L);
    }
}
