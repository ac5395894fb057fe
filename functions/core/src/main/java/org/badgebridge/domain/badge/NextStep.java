package org.badgebridge.domain.badge;

import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.Template;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Decides what is to be done with a badge, from everything that is known. Pure.
///
/// First what the badge itself asks for, then whether the connection lets it happen now, then
/// whether a hold forbids it: so a badge with nothing to do is never shown as waiting or held.
public final class NextStep {

    private NextStep() {}

    public static Step of(Situation s) {
        return switch (asked(s)) {
            case Step.Call call -> allowed(call, s);
            case Step.Nothing step -> step;
            case Step.Wait step -> step;
            case Step.Held step -> step;
            case Step.GiveUp step -> step;
            case Step.Expire step -> step;
        };
    }

    private static Step asked(Situation s) {
        Badge badge = s.badge();
        boolean expired = badge.expiredBy(s.now());
        if (badge.failed()) {
            return expired ? new Step.Expire() : new Step.Nothing();
        }
        Attempt unfinished = badge.settling().attempt();
        if (unfinished != null && s.now().isBefore(unfinished.leaseUntil())) {
            return new Step.Wait(unfinished.leaseUntil(), "A worker is calling the provider.");
        }
        Doubt doubt = badge.doubt();
        if (doubt != null) {
            return new Step.LookUp(doubt);
        }
        if (expired) {
            return new Step.Expire();
        }
        return badge.wanted().issued() ? issuing(badge, s.template()) : revoking(badge, s);
    }

    private static Step issuing(Badge badge, Template template) {
        Wanted wanted = badge.wanted();
        Wanted.Terms terms = wanted.terms();
        if (terms == null) {
            return new Step.Nothing();
        }
        Have have = badge.have();
        if (have == null || badge.earnedSinceEnded() || badge.askedForAnew()) {
            String over = inTheWay(badge);
            return over == null ? new Step.Issue(terms) : new Step.Replace(over, terms);
        }
        if (have.state() == ProviderState.UNPUBLISHED) {
            return new Step.Publish(have.providerBadgeId());
        }
        boolean renew =
                have.state().standing()
                        && template.choices().renewal() == Template.Renewal.REPLACE
                        && wanted.version() > badge.settling().settledVersion()
                        && newer(terms, have);
        return renew ? new Step.Replace(have.providerBadgeId(), terms) : new Step.Nothing();
    }

    /// What the provider still counts as the learner's badge, so that it refuses to issue another.
    private static @Nullable String inTheWay(Badge badge) {
        Have have = badge.have();
        return have != null && have.state() == ProviderState.EXPIRED
                ? have.providerBadgeId()
                : badge.settling().revive();
    }

    private static Step revoking(Badge badge, Situation s) {
        Have have = badge.have();
        boolean keep = s.template().choices().onRevoke() == Template.OnRevoke.KEEP;
        boolean kept = badge.wanted().kept() || (keep && !badge.wanted().decided());
        if (have == null || !have.live() || kept) {
            return new Step.Nothing();
        }
        return s.othersWant()
                ? new Step.GiveUp(have.providerBadgeId())
                : new Step.Revoke(have.providerBadgeId());
    }

    private static Step allowed(Step.Call call, Situation s) {
        Optional<Step> wait = wait(call, s);
        if (wait.isPresent()) {
            return wait.get();
        }
        Optional<Hold> hold = Hold.of(call, s);
        return hold.isPresent() ? new Step.Held(hold.get()) : call;
    }

    private static Optional<Step> wait(Step.Call call, Situation s) {
        ConnectionHealth health = s.health();
        if (ahead(health.notBefore(), s.now())) {
            return until(health.notBefore(), "The provider asked for patience.");
        }
        if (health.circuitOpen() && !health.probeDue(s.now())) {
            return until(health.openUntil(), "The provider cannot be reached.");
        }
        if (call instanceof Step.LookUp(Doubt doubt) && ahead(doubt.notBefore(), s.now())) {
            return until(doubt.notBefore(), "The provider's lists need time to show it.");
        }
        if (ahead(s.badge().settling().notBefore(), s.now())) {
            return until(s.badge().settling().notBefore(), "The last try failed.");
        }
        return Optional.empty();
    }

    private static Optional<Step> until(@Nullable Instant time, String reason) {
        return time == null ? Optional.empty() : Optional.of(new Step.Wait(time, reason));
    }

    private static boolean ahead(@Nullable Instant time, Instant now) {
        return time != null && now.isBefore(time);
    }

    private static boolean newer(Wanted.Terms terms, Have have) {
        return later(terms.issuedAt(), have.issuedAt())
                || later(terms.expiresAt(), have.expiresAt());
    }

    /// Providers keep whole seconds, some only days; what they cut off is not news.
    private static boolean later(@Nullable Instant ours, @Nullable Instant theirs) {
        if (ours == null || theirs == null) {
            return false;
        }
        boolean day = theirs.equals(theirs.truncatedTo(ChronoUnit.DAYS));
        Instant end = day ? theirs.plus(1, ChronoUnit.DAYS) : theirs.plusSeconds(1);
        return !ours.isBefore(end);
    }
}
