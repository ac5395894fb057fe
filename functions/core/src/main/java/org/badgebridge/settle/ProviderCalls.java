package org.badgebridge.settle;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Attempt;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.AwardAttributes;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.CallRecording;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Doubt;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.LookUpRecording;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.badge.Step;
import org.badgebridge.domain.badge.Timing;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Provider;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a claimed call and records how it ended, unless the claim fell meanwhile. Thread-safe.
final class ProviderCalls {

    /// Others write to a badge seldom (a wish, a wake); losing this often in a row is a fault, and
    /// the lease then brings the badge back.
    private static final int MOST_RECORDINGS = 10;

    private final Badges badges;
    private final HealthWatch health;
    private final TokenTest token;
    private final Backoff backoff;
    private final CallRecording recording;
    private final Clock clock;

    ProviderCalls(Badges badges, HealthWatch health, Backoff backoff, Clock clock) {
        this.badges = badges;
        this.health = health;
        this.token = new TokenTest(health);
        this.backoff = backoff;
        this.recording = new CallRecording(backoff);
        this.clock = clock;
    }

    /// True when the badge wants to be looked at again after what was recorded.
    boolean make(
            Situation situation,
            Step.Call call,
            Badge claimed,
            AwardAttributes attributes,
            Provider provider,
            Timing timing,
            Deadline deadline) {
        Attempt attempt = claimed.settling().attempt();
        if (attempt == null) {
            throw new IllegalStateException("a call is claimed before it is made");
        }
        Call made = new Call(situation, claimed.stored(), attempt, provider, timing, deadline);
        return switch (call) {
            case Step.Issue(Wanted.Terms terms) ->
                    record(
                            made,
                            provider.issue(award(situation, terms, attributes))
                                    .noting(attributes.remark()));
            case Step.Replace(String target, Wanted.Terms terms) ->
                    record(
                            made,
                            provider.replace(target, award(situation, terms, attributes))
                                    .noting(attributes.remark()));
            case Step.Revoke(String target) ->
                    record(
                            made,
                            provider.revoke(target, ending(situation), reason(claimed.wanted())));
            case Step.Publish(String target) -> record(made, provider.publish(target));
            case Step.LookUp(Doubt doubt) -> lookUp(made, doubt);
        };
    }

    /// A call on its way: what it was decided on, the badge as it was claimed for it, and the
    /// claim.
    private record Call(
            Situation situation,
            Badge claimed,
            Attempt attempt,
            Provider provider,
            Timing timing,
            Deadline deadline) {

        Connection connection() {
            return situation.connection();
        }

        BadgeId badge() {
            return claimed.id();
        }

        boolean stands(Badge now) {
            Attempt standing = now.settling().attempt();
            return standing != null && standing.number() == attempt.number();
        }
    }

    private boolean record(Call call, Outcome<ProviderBadge> answer) {
        health.saw(call.situation().health(), answer);
        Outcome<ProviderBadge> outcome =
                token.about(call.connection(), call.provider(), answer, call.deadline());
        String revoked = call.attempt().step() == Step.Kind.REVOKE ? call.attempt().target() : null;
        for (int i = 0; i < MOST_RECORDINGS; i++) {
            Badge badge = asItStands(call, i);
            if (badge == null) {
                return false;
            }
            Instant now = clock.instant();
            Change change;
            if (call.stands(badge)) {
                change = recording.recorded(badge, call.attempt(), outcome, now);
            } else if (outcome instanceof Outcome.Done<ProviderBadge>(ProviderBadge got, var _)) {
                change = recording.late(badge, call.attempt(), got, now);
            } else {
                return false;
            }
            if (stored(call, badge, change, revoked, i)) {
                return wantsMore(change);
            }
        }
        return false;
    }

    /// Mostly nobody writes to a badge between its claim and what comes of it, so the first
    /// recording goes by the badge as it was claimed, and the condition of the write tells when it
    /// is not.
    private @Nullable Badge asItStands(Call call, int recordings) {
        return recordings == 0 ? call.claimed() : badges.find(call.badge()).orElse(null);
    }

    private static boolean wantsMore(Change recorded) {
        return recorded.badge().settling().nextAttemptAt() != null;
    }

    private boolean lookUp(Call call, Doubt doubt) {
        Situation s = call.situation();
        Sought sought =
                new Sought(
                        s.connection().organizationId(),
                        s.template().id().providerId(),
                        s.learner().id().value(),
                        s.learner().email(),
                        doubt.target());
        Outcome<List<ProviderBadge>> answer = call.provider().find(sought);
        health.saw(s.health(), answer);
        Outcome<List<ProviderBadge>> outcome =
                token.about(call.connection(), call.provider(), answer, call.deadline());
        LookUpRecording lookUps = new LookUpRecording(backoff, call.timing());
        String revoked = doubt.step() == Step.Kind.REVOKE ? doubt.target() : null;
        for (int i = 0; i < MOST_RECORDINGS; i++) {
            Badge badge = asItStands(call, i);
            if (badge == null || !call.stands(badge)) {
                return false;
            }
            Instant now = clock.instant();
            Change change =
                    lookUps.recorded(
                            badge, doubt, sought, outcome, s.template().allowsDuplicates(), now);
            if (endedByAnother(call, change)) {
                change = lookUps.busy(badge, doubt, now);
            }
            if (stored(call, badge, change, revoked, i)) {
                return wantsMore(change);
            }
        }
        return false;
    }

    /// Whether what was found is just being revoked for another badge of ours; it is not to be
    /// stood on.
    private boolean endedByAnother(Call call, Change change) {
        Have has = change.badge().have();
        return has != null
                && badges.ownership(call.connection().id(), has.providerBadgeId())
                        .revokedByAnother(call.badge());
    }

    /// Stores a change together with who stands on which provider badge after it. `revoked` is the
    /// provider badge that the call was to revoke.
    private boolean stored(
            Call call, Badge before, Change change, @Nullable String revoked, int recordings) {
        List<Change> changes = new ArrayList<>();
        List<Ownership> ownerships = new ArrayList<>();
        Have had = before.have();
        Have has = change.badge().have();
        if (has != null && (had == null || !had.providerBadgeId().equals(has.providerBadgeId()))) {
            Ownership ownership = ownership(call, has.providerBadgeId(), recordings);
            List<Change> beside = replacedBeside(call, had, change.badge(), has);
            Ownership joined = ownership.with(before.id());
            for (Change other : beside) {
                joined = joined.with(other.badge().id());
            }
            ownerships.add(joined);
            changes.add(change.shared(joined.sharedBeside(before.id())));
            changes.addAll(beside);
        } else {
            changes.add(change);
        }
        if (revoked != null && change.badge().settling().doubt() == null) {
            Ownership ownership = badges.ownership(call.connection().id(), revoked);
            ownerships.add(ownership.revokedBy(null));
            if (ended(change.badge(), revoked)) {
                changes.addAll(endedBeside(call, ownership));
            }
        }
        return badges.store(changes, ownerships);
    }

    /// Mostly nobody stands on what was just made; the condition of the write tells when somebody
    /// does.
    private Ownership ownership(Call call, String providerBadgeId, int recordings) {
        ConnectionId connection = call.connection().id();
        return recordings == 0 && call.attempt().step() == Step.Kind.ISSUE
                ? Ownership.none(connection, providerBadgeId)
                : badges.ownership(connection, providerBadgeId);
    }

    private static boolean ended(Badge badge, String providerBadgeId) {
        Have has = badge.have();
        if (has != null && has.providerBadgeId().equals(providerBadgeId)) {
            return !has.live();
        }
        return badge.formerIds().contains(providerBadgeId);
    }

    /// Other badges that came to stand on what we revoked learn of it in the same write.
    private List<Change> endedBeside(Call call, Ownership ownership) {
        Instant now = clock.instant();
        return others(call, ownership)
                .map(other -> other.endedBeside(ownership.providerBadgeId(), now))
                .toList();
    }

    /// Other badges that stood on what was replaced come to stand on its successor in the same
    /// write: the provider replaces a badge only once.
    private List<Change> replacedBeside(Call call, @Nullable Have had, Badge after, Have has) {
        if (had == null || !has.live() || !after.formerIds().contains(had.providerBadgeId())) {
            return List.of();
        }
        Instant now = clock.instant();
        Ownership ownership = badges.ownership(call.connection().id(), had.providerBadgeId());
        return others(call, ownership)
                .map(other -> other.succeededBeside(had.providerBadgeId(), has, now))
                .filter(change -> has.providerBadgeId().equals(standsOn(change.badge())))
                .toList();
    }

    private static @Nullable String standsOn(Badge badge) {
        Have have = badge.have();
        return have == null ? null : have.providerBadgeId();
    }

    private Stream<Badge> others(Call call, Ownership ownership) {
        return ownership.owners().stream()
                .filter(owner -> !owner.equals(call.badge().toString()))
                .map(BadgeId::parse)
                .flatMap(Optional::stream)
                .map(badges::find)
                .flatMap(Optional::stream);
    }

    private static Award award(Situation s, Wanted.Terms terms, AwardAttributes attributes) {
        Learner learner = s.learner();
        String email = learner.email();
        if (email == null) {
            throw new IllegalStateException("a learner without e-mail is held before this");
        }
        return new Award(
                s.template().id().providerId(),
                new Award.Recipient(
                        learner.id(),
                        email,
                        learner.firstName(),
                        learner.lastName(),
                        learner.locale()),
                terms.issuedAt(),
                terms.expiresAt(),
                terms.evidenceUrl(),
                terms.quiet() || s.template().choices().quiet(),
                attributes.values(),
                new Award.Origin(s.badge().id(), terms.certificate()));
    }

    private static Provider.Ending ending(Situation s) {
        return switch (s.template().choices().onRevoke()) {
            case DELETE -> Provider.Ending.DELETE;
            // A person may end what the template keeps.
            case REVOKE, KEEP -> Provider.Ending.REVOKE;
        };
    }

    private static String reason(Wanted wanted) {
        String given = wanted.by().reason();
        return given == null ? "The learner no longer meets what the badge requires." : given;
    }
}
