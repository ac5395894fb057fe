package org.badgebridge.adapter.provider;

import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderState;
import org.badgebridge.port.Provider;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;

import java.util.Map;
import java.util.function.Function;

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

    /// Badges that stand, and are not replaced.
    long liveBadges();

    /// A person issues a badge of the template in the provider's own pages; answers its id.
    String issueByHand(String email);

    void addTemplates(int count);

    /// The learner takes the badge, where the provider knows such a thing.
    void accept(String badgeId);

    /// The state of a badge that was issued, that the learner took, and that was revoked.
    ProviderState whenIssued();

    ProviderState whenTaken();

    ProviderState whenEnded();

    /// An id of which there is no badge.
    String unknownBadge();

    /// What the provider can be asked beyond one badge, by operation.
    Map<Operation, Function<Provider, Outcome<?>>> readings();

    /// How many badges come on a page when all are read.
    void badgesOnAPage(int count);

    @Override
    void close();
}
