package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A badge as its provider describes it in one answer.
///
/// `asOf` orders what we hear: the provider's own time of the last change (its creation when it
/// never changed), else the moment our read was sent. `visible`: whether the learner lets everyone
/// see it; null when the provider does not say. `note`: what a person should know of the state,
/// such as why it is not published. `toString` hides the e-mail.
public record ProviderBadge(
        String id,
        String organizationId,
        String templateId,
        @Nullable String earnerId,
        @Nullable String email,
        ProviderState state,
        Instant asOf,
        @Nullable Instant createdAt,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable String acceptUrl,
        @Nullable String badgeUrl,
        @Nullable String replaces,
        @Nullable String replacedBy,
        @Nullable Boolean visible,
        @Nullable String note) {

    /// Live and not superseded by a replacement.
    public boolean current() {
        return state.live() && replacedBy == null;
    }

    /// The same, deleted there as of a moment.
    public ProviderBadge deleted(Instant at) {
        return with(ProviderState.DELETED, at, createdAt, null);
    }

    /// The same, of which we know from elsewhere when it was made.
    public ProviderBadge madeAt(@Nullable Instant when) {
        return with(state, asOf, when, note);
    }

    public ProviderBadge noting(@Nullable String remark) {
        return with(state, asOf, createdAt, remark);
    }

    private ProviderBadge with(
            ProviderState next, Instant at, @Nullable Instant made, @Nullable String remark) {
        return new ProviderBadge(
                id,
                organizationId,
                templateId,
                earnerId,
                email,
                next,
                at,
                made,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                replaces,
                replacedBy,
                visible,
                remark);
    }

    @Override
    public String toString() {
        return "ProviderBadge[" + id + ", " + state + "]";
    }
}
