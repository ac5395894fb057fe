package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A template as its provider describes it. `asOf` orders what we hear of it: the provider's own
/// time of its last change, else the moment our read was sent.
public record ProviderTemplate(
        String providerId,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        Template.State state,
        boolean allowsDuplicates,
        Instant asOf) {}
