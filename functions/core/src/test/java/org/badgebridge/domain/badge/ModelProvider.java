package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A provider that tells the truth, only late: lists show every change after a lag of its own.
/// `refusesDuplicates`: it knows the rule "one live badge per earner and template".
final class ModelProvider {

    private final boolean refusesDuplicates;
    private final Duration longestLag;
    private final Random random;
    private final List<Made> made = new ArrayList<>();
    private final List<ProviderBadge> news = new ArrayList<>();

    ModelProvider(boolean refusesDuplicates, Duration longestLag, Random random) {
        this.refusesDuplicates = refusesDuplicates;
        this.longestLag = longestLag;
        this.random = random;
    }

    private static final class Made {
        final String id;
        final Instant at;
        final Instant shownFrom;
        final @Nullable String replaces;
        @Nullable Instant revokedAt;
        @Nullable Instant replacedAt;
        @Nullable String replacedBy;
        Instant changeShownFrom;

        Made(String id, Instant at, Instant shownFrom, @Nullable String replaces) {
            this.id = id;
            this.at = at;
            this.shownFrom = shownFrom;
            this.replaces = replaces;
            this.changeShownFrom = at;
        }

        boolean current() {
            return revokedAt == null && replacedAt == null;
        }

        ProviderBadge told(boolean withChanges) {
            Instant revoked = withChanges ? revokedAt : null;
            return Samples.said(
                    id,
                    revoked == null ? ProviderState.PENDING : ProviderState.REVOKED,
                    revoked == null ? at : revoked,
                    at,
                    replaces,
                    withChanges ? replacedBy : null);
        }
    }

    long live() {
        return made.stream().filter(Made::current).count();
    }

    @Nullable String liveId() {
        return made.stream().filter(Made::current).map(each -> each.id).findFirst().orElse(null);
    }

    /// What changed since this was last asked, each as it was then.
    List<ProviderBadge> news() {
        List<ProviderBadge> all = List.copyOf(news);
        news.clear();
        return all;
    }

    Outcome<ProviderBadge> carryOut(Attempt attempt, Instant now) {
        String target = attempt.target();
        return switch (attempt.step()) {
            case ISSUE ->
                    refusesDuplicates && live() > 0
                            ? new Outcome.AlreadyThere<>(Samples.SAID)
                            : Samples.done(make(null, now).told(true));
            case REPLACE -> replace(target, now);
            case REVOKE -> revoke(target, now);
            case PUBLISH -> throw new AssertionError("nothing is unpublished here");
            case LOOK_UP -> throw new AssertionError("a look-up changes nothing");
        };
    }

    private Outcome<ProviderBadge> replace(@Nullable String target, Instant now) {
        for (Made each : List.copyOf(made)) {
            if (each.id.equals(target)) {
                if (each.replacedAt != null
                        || (refusesDuplicates && live() > 0 && !each.current())) {
                    return new Outcome.AlreadyThere<>(Samples.SAID);
                }
                Made next = make(target, now);
                each.replacedAt = now;
                each.replacedBy = next.id;
                each.changeShownFrom = shown(now);
                news.add(each.told(true));
                return Samples.done(next.told(true));
            }
        }
        return new Outcome.Refused<>(Samples.SAID);
    }

    private Outcome<ProviderBadge> revoke(@Nullable String target, Instant now) {
        for (Made each : made) {
            if (each.id.equals(target)) {
                if (!each.current()) {
                    return new Outcome.AlreadyThere<>(Samples.SAID);
                }
                each.revokedAt = now;
                each.changeShownFrom = shown(now);
                news.add(each.told(true));
                return Samples.done(each.told(true));
            }
        }
        return new Outcome.Refused<>(Samples.SAID);
    }

    List<ProviderBadge> list(Instant now) {
        return made.stream()
                .filter(each -> !now.isBefore(each.shownFrom))
                .map(each -> each.told(!now.isBefore(each.changeShownFrom)))
                .toList();
    }

    private Made make(@Nullable String replaces, Instant now) {
        Made next = new Made("p" + made.size(), now, shown(now), replaces);
        made.add(next);
        news.add(next.told(true));
        return next;
    }

    private Instant shown(Instant now) {
        return now.plusMillis(random.nextLong(longestLag.toMillis()));
    }
}
