package org.badgebridge.adapter.provider;

import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.port.Provider;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.jspecify.annotations.Nullable;

/// A provider under a [ProviderContract]: our side of it, and hands on the other side, which begins
/// with one template that allows no duplicates and with no badge.
public interface ProviderFixture extends AutoCloseable {

    /// Opened with a token that has all rights, and a deadline short enough to wait for.
    Provider provider();

    /// The same, at a port where nobody listens.
    Provider unreachable();

    /// What to issue to the learner of this e-mail; the same learner for the same e-mail.
    Award award(String email);

    Sought sought(String email);

    String organizationName();

    void happens(Fault fault);

    void calmsDown();

    /// How many calls of this kind have arrived.
    long calls(Operation operation);

    /// Badges that are pending or accepted, and not replaced.
    long liveBadges();

    /// A person issues a badge of the template in the provider's own pages; answers its id.
    String issueByHand(String email);

    void addTemplates(int count);

    /// The learner takes the badge.
    void accept(String badgeId);

    /// The learner hides the badge.
    void hide(String badgeId);

    /// A person deletes the badge in the provider's own pages.
    void delete(String badgeId);

    /// A person archives, or deletes, the template of [#award] in the provider's own pages.
    void archiveTemplate();

    void deleteTemplate();

    /// The id of the event that happened last.
    String newestEvent();

    /// How many badges come on a page when all are read.
    void badgesOnAPage(int count);

    /// Where the provider posts its events to.
    @Nullable String callsBack();

    @Override
    void close();
}
