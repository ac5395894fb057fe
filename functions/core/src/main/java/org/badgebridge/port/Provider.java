package org.badgebridge.port;

import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;

import java.time.Duration;
import java.util.List;

/// One account at a badge provider, as seen through a connection. Thread-safe.
///
/// Every method is one attempt, ends within [#deadline], throws nothing for what a provider or a
/// network can do, and tells how it ended as an [Outcome].
public interface Provider {

    /// The longest that one call takes, over connecting, headers and body.
    Duration deadline();

    /// How long after a change this provider's lists may still not show it.
    Duration lookUpLag();

    Outcome<ProviderBadge> issue(Award award);

    /// Supersedes a badge by a new one with the award's terms.
    Outcome<ProviderBadge> replace(String providerBadgeId, Award award);

    Outcome<ProviderBadge> revoke(String providerBadgeId, String reason);

    /// Badges that may be the one sought, in any state. The provider may have ignored the question:
    /// the caller compares.
    Outcome<List<ProviderBadge>> find(Sought sought);

    /// All templates, of all pages, or none.
    Outcome<List<ProviderTemplate>> templates();

    /// Whether the token opens the organization; answers the organization's name.
    Outcome<String> test();
}
