package org.badgebridge.settle;

import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.AwardAttributes;
import org.badgebridge.domain.badge.Backoff;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.NextStep;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.badge.Step;
import org.badgebridge.domain.badge.Timing;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Providers;
import org.badgebridge.port.SettleQueue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves a badge from what its provider has to what is wanted, step by step, as far as it goes now.
///
/// Safe to be called by any number of workers for the same badge at once: each step is claimed
/// first, and only the claim that still stands records its outcome. Thread-safe.
public final class Settler {

    /// How long a claim stands. Longer than the function may run, so that a claim whose worker
    /// lives is never taken over.
    public static final Duration LEASE = Duration.ofSeconds(90);

    /// Enough for issue, look-up, replace and one more look; a badge that wants more comes back.
    private static final int MOST_STEPS = 4;

    private static final Duration RECHECK_SOON = Duration.ofHours(1);
    private static final Duration RECHECK_LATE = Duration.ofHours(24);

    /// How far badges that wait for the same connection are spread when it opens.
    private static final Duration SPREAD = Duration.ofMinutes(2);

    private final Badges badges;
    private final Awards awards;
    private final Providers providers;
    private final SettleQueue queue;
    private final ProviderCalls calls;
    private final HealthWatch healthWatch;
    private final Pacer pacer;
    private final Backoff backoff;
    private final Clock clock;
    private final String worker;

    public Settler(
            Badges badges,
            Awards awards,
            Providers providers,
            SettleQueue queue,
            HealthWatch healthWatch,
            Pacer pacer,
            Backoff backoff,
            Clock clock,
            String worker) {
        this.badges = badges;
        this.awards = awards;
        this.providers = providers;
        this.queue = queue;
        this.calls = new ProviderCalls(badges, healthWatch, backoff, clock);
        this.healthWatch = healthWatch;
        this.pacer = pacer;
        this.backoff = backoff;
        this.clock = clock;
        this.worker = worker;
    }

    /// Settles one badge. Returns when there is nothing to do now, when another worker is at it, or
    /// when the deadline leaves no room for a call; in each case the badge is stored with the time
    /// at which it is looked at again.
    public void settle(BadgeId id, Deadline deadline) {
        Optional<Hold> seenHeld = Optional.empty();
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            Optional<Situation> read = badges.situation(id);
            if (read.isEmpty()) {
                return;
            }
            Situation situation = withOthers(read.get());
            Badge badge = situation.badge();
            Instant now = situation.now();
            switch (NextStep.of(situation)) {
                case Step.Nothing() -> {
                    rest(badge, now);
                    return;
                }
                case Step.Wait(Instant until, String _) -> {
                    waitUntil(badge, until, now);
                    return;
                }
                case Step.Held(Hold hold) -> {
                    if (seenHeld.equals(Optional.of(hold))) {
                        return;
                    }
                    // A switch that was flipped between our read and our write found no waiting
                    // badge to release: look once more after the write.
                    badges.store(List.of(badge.held(hold, recheck(hold, now), now)), List.of());
                    seenHeld = Optional.of(hold);
                }
                case Step.Expire() -> badges.store(List.of(badge.expired(now)), List.of());
                case Step.GiveUp(String providerBadgeId) -> giveUp(situation, providerBadgeId, now);
                case Step.Call call -> {
                    if (!call(situation, call, deadline)) {
                        return;
                    }
                }
            }
        }
        queue.send(List.of(id));
    }

    /// Makes one call; false when there is nothing more to do for now, or it is not for us.
    private boolean call(Situation situation, Step.Call call, Deadline deadline) {
        Badge badge = situation.badge();
        Provider provider;
        try {
            provider = providers.of(situation.connection());
        } catch (IllegalArgumentException mayNotBeCalled) {
            String reason = String.valueOf(mayNotBeCalled.getMessage());
            badges.store(
                    List.of(badge.notCalled(call, reason, backoff, situation.now())), List.of());
            return false;
        }
        Optional<Duration> pause = pacer.take(situation.connection());
        if (pause.isPresent()) {
            waitUntil(badge, situation.now().plus(pause.get()), situation.now());
            return false;
        }
        if (!deadline.allows(provider.deadline())) {
            queue.send(List.of(badge.id()));
            return false;
        }
        ConnectionHealth health = situation.health();
        if (health.circuitOpen() && !healthWatch.takeProbe(health)) {
            Instant next = situation.now().plus(ConnectionHealth.PROBE_EVERY);
            waitUntil(badge, next.plus(backoff.jittered(SPREAD)), situation.now());
            return false;
        }
        Timing timing = new Timing(provider.deadline(), provider.lookUpLag(), LEASE);
        AwardAttributes attributes = attributes(situation, call);
        Badge claimed = badge.claimed(call, worker, clock.instant(), timing);
        if (!claim(situation, call, claimed)) {
            return false;
        }
        return calls.make(situation, call, claimed, attributes, provider, timing, deadline);
    }

    /// Read before the claim: what cannot be read leaves no call in doubt.
    private AwardAttributes attributes(Situation situation, Step.Call call) {
        Wanted.Terms terms =
                switch (call) {
                    case Step.Issue(Wanted.Terms issued) -> issued;
                    case Step.Replace(String _, Wanted.Terms renewed) -> renewed;
                    case Step.Revoke _, Step.Publish _, Step.LookUp _ -> null;
                };
        Template template = situation.template();
        return terms == null || template.choices().attributes().isEmpty()
                ? AwardAttributes.NONE
                : AwardAttributes.of(template, awards.given(terms.certificate()));
    }

    /// Before a revocation the provider badge is marked, in the same write as the claim, so that no
    /// other badge of ours comes to stand on it meanwhile.
    private boolean claim(Situation situation, Step.Call call, Badge claimed) {
        if (!(call instanceof Step.Revoke(String target))) {
            return badges.store(claimed);
        }
        Ownership ownership = badges.ownership(situation.connection().id(), target);
        boolean wantedByOthers = othersWant(claimed, ownership);
        return !wantedByOthers
                && badges.store(
                        List.of(Change.none(claimed)),
                        List.of(ownership.with(claimed.id()).revokedBy(claimed.id())));
    }

    private Situation withOthers(Situation read) {
        Have have = read.badge().have();
        if (have == null || !have.live() || read.badge().wanted().issued()) {
            return read;
        }
        Ownership ownership = badges.ownership(read.connection().id(), have.providerBadgeId());
        return new Situation(
                read.badge(),
                read.template(),
                read.connection(),
                read.health(),
                read.learner(),
                read.paused(),
                othersWant(read.badge(), ownership),
                read.now());
    }

    private boolean othersWant(Badge badge, Ownership ownership) {
        return ownership.owners().stream()
                .filter(owner -> !owner.equals(badge.id().toString()))
                .map(BadgeId::parse)
                .flatMap(Optional::stream)
                .map(badges::find)
                .flatMap(Optional::stream)
                .anyMatch(other -> other.wanted().issued());
    }

    private void giveUp(Situation situation, String providerBadgeId, Instant now) {
        Ownership ownership = badges.ownership(situation.connection().id(), providerBadgeId);
        badges.store(
                List.of(situation.badge().gaveUp(now)),
                List.of(ownership.without(situation.badge().id())));
    }

    private void rest(Badge badge, Instant now) {
        Badge rested = badge.rested(now);
        if (!rested.settling().equals(badge.settling())
                || !rested.wanted().equals(badge.wanted())) {
            badges.store(rested);
        }
    }

    private void waitUntil(Badge badge, Instant until, Instant now) {
        if (!until.equals(badge.settling().nextAttemptAt())) {
            badges.store(badge.waiting(until, now));
        }
    }

    private Instant recheck(Hold hold, Instant now) {
        Duration span =
                switch (hold) {
                    case PAUSED, TOKEN_REFUSED -> RECHECK_SOON;
                    case CONNECTION_DISABLED,
                            AUTO_PUSH_OFF,
                            TEMPLATE_NOT_ACTIVE,
                            NO_EMAIL,
                            LEARNER_BLOCKED ->
                            RECHECK_LATE;
                };
        return now.plus(backoff.jittered(span));
    }
}
