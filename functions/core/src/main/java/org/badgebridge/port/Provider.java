package org.badgebridge.port;

import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.domain.badge.Said;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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

    /// Shows the learner a badge that was made unpublished; one may come back unpublished. Only of
    /// providers that publish.
    default Outcome<ProviderBadge> publish(String providerBadgeId) {
        return new Outcome.Refused<>(
                new Said(0, "At this provider nothing is published.", Duration.ZERO));
    }

    /// How a badge is to be ended. Which a provider knows, its description says; one that does not
    /// know deletion revokes.
    enum Ending {
        REVOKE,
        DELETE
    }

    Outcome<ProviderBadge> revoke(String providerBadgeId, Ending ending, String reason);

    /// Badges that may be the one sought, in any state. The provider may have ignored the question:
    /// the caller compares.
    Outcome<List<ProviderBadge>> find(Sought sought);

    /// All templates, of all pages, or none.
    Outcome<List<ProviderTemplate>> templates();

    /// What happened, by the id of the event; only of our own organization. An id that cannot be
    /// one of this provider's is refused without asking.
    Outcome<ProviderEvent> event(String eventId);

    /// What happened, newest first, a page at a time; an event that happens meanwhile may make
    /// others appear twice, never be left out. An event that does not tell its id, time, type and
    /// our organization is left out. A provider without events has an empty page.
    Outcome<Page<ProviderEvent>> events(Page.Cursor from);

    /// Every badge of the organization, in any state, a page at a time. Those that did not change
    /// since a moment may be left out; null: none may.
    Outcome<BadgesPage> badges(@Nullable Instant changedSince, Page.Cursor from);

    /// Of how many badges can be asked at once whether they are still there.
    int MOST_ASKED = 25;

    /// Those of these badges, each the target of what is sought, that were deleted. A provider
    /// whose events tell so need not be asked, and answers none.
    default Outcome<List<ProviderBadge>> deleted(List<Sought> ours) {
        return new Outcome.Done<>(List.of(), new Said(0, "Its events tell.", Duration.ZERO));
    }

    /// Makes the provider post its events to this URL, which is secret, and reads back whether it
    /// will; false when it does not say so.
    Outcome<Boolean> callBack(URI url);

    /// Whether the token opens the organization, and what there is to say of that.
    Outcome<Opened> test();

    /// An organization that a token opens. `note`: a fact about the account, such as its credits;
    /// `warning`: what soon keeps badges from being issued. Both are sentences.
    record Opened(String organization, @Nullable String note, @Nullable String warning) {

        public static Opened named(String organization) {
            return new Opened(organization, null, null);
        }
    }
}
