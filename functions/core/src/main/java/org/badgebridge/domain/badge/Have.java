package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What the provider last told us of a badge, and by which way we heard it.
///
/// `visible`: whether the learner lets everyone see it, as of `visibleAsOf`; the provider's time of
/// the last change does not move with it. `shared`: another badge of ours stands on the same
/// provider badge. `endedByUs`: the version of the wish for which we ended it; absent while it
/// lives or when it was ended there. `note`: what a person should know of the state.
public record Have(
        String providerBadgeId,
        ProviderState state,
        Instant asOf,
        Witness witness,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String acceptUrl,
        @Nullable String badgeUrl,
        @Nullable Boolean visible,
        @Nullable Instant visibleAsOf,
        boolean shared,
        @Nullable Long endedByUs,
        @Nullable String note) {

    /// By which way we heard it.
    public enum Witness {
        ANSWER("answered to our call"),
        WEBHOOK("told by webhook"),
        READ_BACK("read back"),
        CLOCK("computed from its date");

        private final String words;

        Witness(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    public static Have of(ProviderBadge said, Witness witness, Instant now) {
        return new Have(
                said.id(),
                state(said, now),
                said.asOf(),
                witness,
                said.issuedAt(),
                said.expiresAt(),
                said.acceptUrl(),
                said.badgeUrl(),
                said.visible(),
                said.visible() == null ? null : said.asOf(),
                false,
                null,
                said.note());
    }

    /// The provider goes on calling it accepted; it is live only while its expiry lies ahead.
    private static ProviderState state(ProviderBadge said, Instant now) {
        Instant end = said.expiresAt();
        boolean over = end != null && !now.isBefore(end);
        return said.state().live() && over ? ProviderState.EXPIRED : said.state();
    }

    /// What is known after hearing `said` of the same provider badge; older word changes nothing.
    public Have heard(ProviderBadge said, Witness by, Instant now) {
        if (!said.id().equals(providerBadgeId) || said.asOf().isBefore(asOf)) {
            return this;
        }
        ProviderState next = state(said, now);
        return new Have(
                providerBadgeId,
                next,
                said.asOf(),
                by,
                said.issuedAt(),
                said.expiresAt(),
                said.acceptUrl(),
                page(said, by),
                visible,
                visibleAsOf,
                shared,
                next.live() ? null : endedByUs,
                note(said, next));
    }

    /// What a list tells may be a guess where its provider's lists do not tell.
    private @Nullable String page(ProviderBadge said, Witness by) {
        boolean guess = by == Witness.READ_BACK && said.badgeUrl() != null && badgeUrl != null;
        return guess ? badgeUrl : said.badgeUrl();
    }

    /// Lists need not say again why it is unpublished.
    private @Nullable String note(ProviderBadge said, ProviderState next) {
        boolean still = state == ProviderState.UNPUBLISHED && next == ProviderState.UNPUBLISHED;
        return said.note() == null && still ? note : said.note();
    }

    /// What is known after hearing at a time whether everyone may see it.
    Have seen(@Nullable Boolean nowVisible, Instant at) {
        if (nowVisible == null || (visibleAsOf != null && at.isBefore(visibleAsOf))) {
            return this;
        }
        return new Have(
                providerBadgeId,
                state,
                asOf,
                witness,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                nowVisible,
                at,
                shared,
                endedByUs,
                note);
    }

    /// Whether there is nothing new but who said it, and, where it was read back, when: what is
    /// read every hour is not written every hour.
    boolean saysTheSameAs(Have other, boolean readBack) {
        return equals(other.known(witness, other.asOf, readBack ? visibleAsOf : other.visibleAsOf));
    }

    /// Whether there is nothing new but who said it, and when.
    public boolean looksLike(Have other) {
        return equals(other.known(witness, asOf, visibleAsOf));
    }

    private Have known(Witness by, Instant at, @Nullable Instant visibleAt) {
        return new Have(
                providerBadgeId,
                state,
                at,
                by,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                visible,
                visibleAt,
                shared,
                endedByUs,
                note);
    }

    /// What is known of its successor when all that we heard is the successor's id: it takes over
    /// the state; what else there is to it, its own word tells.
    Have succeededBy(String successor, Witness by) {
        return new Have(
                successor,
                state,
                asOf,
                by,
                null,
                null,
                null,
                null,
                visible,
                visibleAsOf,
                shared,
                endedByUs,
                null);
    }

    boolean expiredBy(Instant now) {
        return live() && expiresAt != null && !now.isBefore(expiresAt);
    }

    Have expired() {
        return new Have(
                providerBadgeId,
                ProviderState.EXPIRED,
                asOf,
                Witness.CLOCK,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                visible,
                visibleAsOf,
                shared,
                null,
                null);
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
                visible,
                visibleAsOf,
                shared,
                wantedVersion,
                null);
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
                visible,
                visibleAsOf,
                nowShared,
                endedByUs,
                note);
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
                visible,
                visibleAsOf,
                true,
                0L,
                null);
    }
}
