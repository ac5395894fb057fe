package org.badgebridge.domain.account;

import org.jspecify.annotations.Nullable;

/// A template as its provider describes it.
public record ProviderTemplate(
        String providerId,
        String name,
        @Nullable String description,
        @Nullable String imageUrl,
        Template.State state,
        boolean allowsDuplicates) {}
