package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.function.settingsapi.view.BadgeView;
import org.badgebridge.listing.BadgeFinder;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;

import java.util.List;
import java.util.Optional;

/// Shows badges. Thread-safe.
record BadgeReader(Badges badges, Awards awards, BadgeFinder finder) {

    BadgeReader(Badges badges, Awards awards) {
        this(badges, awards, new BadgeFinder(badges));
    }

    BadgeView withHistory(Badge badge) {
        BadgeFinder.Found found = finder.see(badge);
        Wanted.Terms terms = found.badge().wanted().terms();
        Optional<Certificate> certificate =
                Optional.ofNullable(terms).flatMap(t -> awards.certificate(t.certificate()));
        return BadgeView.of(found, badges.history(badge.id()), certificate);
    }

    /// In the order given.
    List<BadgeView> views(List<Badge> all) {
        return finder.see(all).stream().map(BadgeView::of).toList();
    }
}
