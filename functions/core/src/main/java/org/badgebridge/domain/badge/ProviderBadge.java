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

    /// One of which there is nothing to note.
    public ProviderBadge(
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
            @Nullable Boolean visible) {
        this(
                id,
                organizationId,
                templateId,
                earnerId,
                email,
                state,
                asOf,
                createdAt,
                issuedAt,
                expiresAt,
                acceptUrl,
                badgeUrl,
                replaces,
                replacedBy,
                visible,
                null);
    }

    /// Live and not superseded by a replacement.
    public boolean current() {
        return state.live() && replacedBy == null;
    }

    @Override
    public String toString() {
        return "ProviderBadge[" + id + ", " + state + "]";
    }
}
