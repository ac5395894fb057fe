package org.badgebridge.port;

import org.badgebridge.domain.badge.ProviderBadge;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Some of a provider's badges, how many more were on the page that could not be read, and where
/// the rest begins.
public record BadgesPage(List<ProviderBadge> badges, int unreadable, Page.@Nullable Cursor next) {

    public BadgesPage {
        badges = List.copyOf(badges);
    }
}
