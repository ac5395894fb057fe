package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One learner's award of one template: what is wanted, what the provider has, and how far settling
/// has come.
///
/// `formerIds` are provider badges it stood on before, ended or superseded; what is heard of them
/// is history only. `extraIds` are further live badges found at the provider, for a person to
/// decide on. `signalled` is what was told of it; what was stored by a version that told nothing
/// counts as told. `version` counts stored changes; every write is conditional on the version it
/// read.
public record Badge(
        BadgeId id,
        Wanted wanted,
        @Nullable Have have,
        List<String> formerIds,
        List<String> extraIds,
        Settling settling,
        HistoryMark history,
        Signalled signalled,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Badge {
        if (signalled == null) {
            signalled = Signalled.of(wanted, have, settling);
        }
        formerIds = without(have, formerIds);
        extraIds = without(have, extraIds);
    }

    /// What it stands on is neither former nor extra.
    private static List<String> without(@Nullable Have have, List<String> ids) {
        return have == null
                ? List.copyOf(ids)
                : ids.stream().filter(each -> !each.equals(have.providerBadgeId())).toList();
    }

    /// A badge that is wanted for the first time: version 0, to be looked at now.
    public static Change first(BadgeId id, Wanted wanted, Instant now) {
        Badge badge =
                new Badge(
                        id,
                        wanted,
                        null,
                        List.of(),
                        List.of(),
                        Settling.fresh(now),
                        HistoryMark.EMPTY,
                        Signalled.NOTHING,
                        now,
                        now,
                        0);
        return badge.told("wanted", wanted.kind().name(), null, wanted.by(), now);
    }

    /// The badge with another wish; unchanged when the wish is the one it has. A push that was not
    /// used yet goes on to newer dates of the same award.
    public Change wanting(Wanted next, Instant now) {
        if (next.version() == wanted.version()) {
            return Change.none(this);
        }
        Badge after =
                new Badge(
                        id,
                        next,
                        have,
                        formerIds,
                        extraIds,
                        settling.with(d -> {
                            d.failure = null;
                            d.revived = false;
                            d.revive = null;
                            d.push = pushFor(next);
                            d.calm();
                        }),
                        history,
                        signalled,
                        createdAt,
                        now,
                        version);
        return after.rescheduled(now).told("wanted", next.kind().name(), null, next.by(), now);
    }

    private @Nullable Push pushFor(Wanted next) {
        Push push = settling.push();
        boolean used = !pushed() || settling.settledVersion() == wanted.version();
        return push == null || used || !wanted.issued() || !next.issued()
                ? push
                : new Push(push.by(), next.version());
    }

    /// Whether it is wanted, and made at the provider, but not shown to the learner.
    boolean unpublished() {
        return have != null
                && have.state() == ProviderState.UNPUBLISHED
                && wanted.issued()
                && wanted.terms() != null;
    }

    /// Whether it needs a person before anything more is tried for the present wish.
    public boolean failed() {
        Failure failure = settling.failure();
        return failure != null && failure.wantedVersion() == wanted.version();
    }

    /// The badge as it is once this one was stored: with everything told that there is to tell, at
    /// the next version.
    public Badge stored() {
        return new Badge(
                id,
                wanted,
                have,
                formerIds,
                extraIds,
                settling,
                history,
                facts(),
                createdAt,
                updatedAt,
                version + 1);
    }

    /// What signals tell of, as it is now.
    Signalled facts() {
        return Signalled.of(wanted, have, settling);
    }

    boolean pushed() {
        Push push = settling.push();
        return push != null && push.wantedVersion() == wanted.version();
    }

    /// Whether we ended the provider's badge for an older wish than the present one.
    boolean earnedSinceEnded() {
        return have != null
                && !have.live()
                && have.endedByUs() != null
                && wanted.version() > have.endedByUs();
    }

    /// Whether a person asks for it anew after it ended at the provider.
    boolean askedForAnew() {
        return have != null
                && !have.live()
                && wanted.decided()
                && wanted.version() > settling.settledVersion();
    }

    /// What only a look-up can tell: the doubt that an unfinished attempt is, or a recorded one.
    public @Nullable Doubt doubt() {
        Attempt attempt = settling.attempt();
        return attempt == null || attempt.step() == Step.Kind.LOOK_UP
                ? settling.doubt()
                : Doubt.unsure(attempt);
    }

    /// The badge claimed for a call by a worker. What an older, unfinished attempt left in doubt
    /// stays in doubt.
    public Badge claimed(Step.Call call, String worker, Instant now, Timing timing) {
        Doubt doubt = doubt();
        Attempt attempt =
                new Attempt(
                        settling.attempts() + 1,
                        call.kind(),
                        call.target(),
                        now,
                        now.plus(timing.deadline()).plus(timing.lookUpLag()),
                        now.plus(timing.lease()),
                        worker,
                        wanted.version());
        return settling(
                now,
                d -> {
                    d.attempts = attempt.number();
                    d.attempt = attempt;
                    d.doubt = doubt;
                    d.waitsOn = null;
                    d.nextAttemptAt = attempt.leaseUntil();
                });
    }

    /// The badge seen in a hold. It is looked at again at `recheckAt` even should nobody tell of
    /// the release, and before that when it expires.
    public Change held(Hold hold, Instant recheckAt, Instant now) {
        boolean known = settling.waitsOn() == hold;
        Badge after =
                settling(
                        now,
                        d -> {
                            d.waitsOn = hold;
                            d.nextAttemptAt = expiring(now, recheckAt);
                            if (!known) {
                                // Time in a hold is no time of failing.
                                d.calm();
                            }
                        });
        return known
                ? Change.none(after)
                : after.told("hold", hold.name(), null, Cause.system("settle", now), now);
    }

    /// The badge with nothing left to do before it expires. One that is to be revoked, and live,
    /// has nothing left to do only because its template keeps it. A look-up that was broken off,
    /// and that nothing is in doubt for any more, is over.
    public Badge rested(Instant now) {
        boolean kept = !wanted.issued() && have != null && have.live() && !failed();
        return (kept ? wishing(wanted.keeping()) : this)
                .settling(
                        now,
                        d -> {
                            d.nextAttemptAt = expiring(now, null);
                            d.attempt = doubt() == null ? null : d.attempt;
                            d.waitsOn = null;
                            d.settledVersion = failed() ? d.settledVersion : wanted.version();
                        });
    }

    private Badge wishing(Wanted same) {
        return new Badge(
                id, same, have, formerIds, extraIds, settling, history, signalled, createdAt,
                updatedAt, version);
    }

    /// When it expires, if that lies ahead and before the other time.
    private @Nullable Instant expiring(Instant now, @Nullable Instant other) {
        Instant end = have != null && have.live() ? have.expiresAt() : null;
        if (end == null || !end.isAfter(now)) {
            return other;
        }
        return other == null || end.isBefore(other) ? end : other;
    }

    /// Whether it has expired, and nobody has written that down.
    boolean expiredBy(Instant now) {
        return have != null && have.expiredBy(now);
    }

    /// The badge after its expiry, of which a provider tells nobody.
    public Change expired(Instant now) {
        Have over = have;
        if (over == null || !over.expiredBy(now)) {
            return Change.none(this);
        }
        return having(over.expired(), formerIds, extraIds, now)
                .rescheduled(now)
                .told(
                        "expire",
                        "EXPIRED",
                        about(over.providerBadgeId(), Have.Witness.CLOCK),
                        Cause.system("clock", now),
                        now);
    }

    /// Which provider badge a line of history is about, and by which way we heard it.
    static Said about(String providerBadgeId, Have.Witness by) {
        return new Said(
                0, "Provider badge %s, %s".formatted(providerBadgeId, by.words()), Duration.ZERO);
    }

    /// The badge to be looked at again at a time.
    public Badge waiting(Instant until, Instant now) {
        return settling(now, d -> d.nextAttemptAt = until);
    }

    /// A person asks for another try. What is in doubt is looked up first all the same.
    public Change retried(Cause by, Instant now) {
        return settling(
                        now,
                        d -> {
                            d.failure = null;
                            d.revived = false;
                            d.revive = null;
                            d.calm();
                        })
                .rescheduled(now)
                .told("retry", "ASKED", null, by, now);
    }

    /// A person decides what it is to be; rules change nothing until a person lifts that. Whoever
    /// wants it issued wants it out, also where the connection does not push by itself.
    public Change decided(Wanted.Kind kind, Cause by, Instant now) {
        Wanted next = wanted.byPerson(kind, by);
        Badge before =
                next.issued() ? settling(now, d -> d.push = new Push(by, next.version())) : this;
        return before.wanting(next, now);
    }

    /// A person lets it out although the connection does not push by itself.
    public Change pushed(Cause by, Instant now) {
        return settling(now, d -> d.push = new Push(by, wanted.version()))
                .rescheduled(now)
                .told("push", "ASKED", null, by, now);
    }

    /// The badge without its hold on a provider badge that another badge of ours keeps wanting.
    /// Should it be wanted again, it may come to stand on the same one.
    public Change gaveUp(Instant now) {
        Have given = have;
        if (given == null) {
            return Change.none(this);
        }
        Said words = new Said(0, "Provider badge " + given.providerBadgeId(), Duration.ZERO);
        return having(null, formerIds, extraIds, now)
                .settling(now, d -> d.settled(wanted.version()))
                .rescheduled(now)
                .told("give up", "SHARED", words, Cause.system("settle", now), now);
    }

    /// The badge after another badge of ours had the provider badge both stood on replaced: it
    /// stands on the successor.
    public Change succeededBeside(String providerBadgeId, Have successor, Instant now) {
        Have mine = have;
        if (mine == null
                || !mine.state().standing()
                || !mine.providerBadgeId().equals(providerBadgeId)) {
            return Change.none(this);
        }
        Said words = new Said(0, "Provider badge " + successor.providerBadgeId(), Duration.ZERO);
        return standingOn(successor.withShared(true), Set.of(providerBadgeId), now)
                .rescheduled(now)
                .told("replace", "REPLACED_BESIDE", words, Cause.system("settle", now), now);
    }

    /// The badge after another badge of ours ended the provider badge both stood on: if this one
    /// still is wanted, it is to be issued anew.
    public Change endedBeside(String providerBadgeId, Instant now) {
        Have mine = have;
        if (mine == null || !mine.providerBadgeId().equals(providerBadgeId)) {
            return Change.none(this);
        }
        return having(mine.endedBeside(now), formerIds, extraIds, now)
                .settling(now, d -> d.settledVersion = 0)
                .rescheduled(now)
                .told("revoke", "ENDED_BESIDE", null, Cause.system("settle", now), now);
    }

    /// The badge after a call that could not even be tried, for a reason that the deployment or the
    /// connection must mend. It is tried again, so that it goes on by itself then.
    public Change notCalled(Step.Call call, String reason, Backoff backoff, Instant now) {
        Said words = new Said(0, reason, Duration.ZERO);
        return troubled(backoff, Duration.ZERO, now)
                .rescheduled(now)
                .told(call.kind().word(), "NOT_SENT", words, Cause.system("settle", now), now);
    }

    /// The badge after a call that came to nothing: it pauses, longer each time and at least as
    /// long as the provider asked, and after days of that it is given to a person.
    Badge troubled(Backoff backoff, Duration atLeast, Instant now) {
        Instant since = settling.troubleSince() == null ? now : settling.troubleSince();
        if (now.isAfter(since.plus(Backoff.PATIENCE))) {
            Failure failure =
                    new Failure(
                            "The provider has not done this in "
                                    + Backoff.PATIENCE.toDays()
                                    + " days of trying. See what it answered, then retry.",
                            now,
                            wanted.version(),
                            FailureCause.TRIED_FOR_DAYS);
            return settling(now, d -> d.failure = failure);
        }
        int tries = settling.tries() + 1;
        Duration pause = backoff.after(tries);
        Duration longer = pause.compareTo(atLeast) < 0 ? atLeast : pause;
        return settling(
                now,
                d -> {
                    d.tries = tries;
                    d.troubleSince = since;
                    d.notBefore = now.plus(longer);
                });
    }

    /// The one place that says when a badge is looked at again, so that no write can forget it.
    Badge rescheduled(Instant now) {
        return settling(now, d -> d.nextAttemptAt = nextLook(now));
    }

    private @Nullable Instant nextLook(Instant now) {
        Attempt attempt = settling.attempt();
        Doubt doubt = settling.doubt();
        Instant notBefore = settling.notBefore();
        if (attempt != null) {
            return attempt.leaseUntil();
        }
        if (failed()) {
            return expiry(now);
        }
        if (doubt != null) {
            return later(doubt.notBefore(), notBefore);
        }
        if (wanted.version() == settling.settledVersion() && agrees()) {
            return expiry(now);
        }
        return later(now, notBefore);
    }

    private @Nullable Instant expiry(Instant now) {
        return expiredBy(now) ? now : expiring(now, null);
    }

    /// Whether what the provider has could be what is wanted. Not trusting `settledVersion` alone
    /// costs one more look at most, and forgets nothing.
    private boolean agrees() {
        if (wanted.issued()) {
            return have != null && !earnedSinceEnded() && !unpublished();
        }
        return have == null || !have.live();
    }

    private static Instant later(Instant time, @Nullable Instant other) {
        return other != null && other.isAfter(time) ? other : time;
    }

    Badge having(@Nullable Have next, List<String> former, List<String> extra, Instant now) {
        return new Badge(
                id, wanted, next, former, extra, settling, history, signalled, createdAt, now,
                version);
    }

    Badge settling(Instant now, Consumer<Settling.Draft> change) {
        return new Badge(
                id,
                wanted,
                have,
                formerIds,
                extraIds,
                settling.with(change),
                history,
                signalled,
                createdAt,
                now,
                version);
    }

    /// The badge standing on `next`, past what is `over`.
    Badge standingOn(@Nullable Have next, Collection<String> over, Instant now) {
        List<String> former = Stream.concat(formerIds.stream(), over.stream()).distinct().toList();
        List<String> extra = extraIds.stream().filter(each -> !over.contains(each)).toList();
        return having(next, former, extra, now);
    }

    List<String> extraWith(String providerBadgeId) {
        return Stream.concat(extraIds.stream(), Stream.of(providerBadgeId)).distinct().toList();
    }

    /// Whether the last line of history says this.
    boolean toldLast(String step, String outcome, @Nullable Said said) {
        return key(step, outcome, said).equals(history.lastKey());
    }

    private static String key(String step, String outcome, @Nullable Said said) {
        return step + "|" + outcome + (said == null ? "" : "|" + said.status() + said.words());
    }

    /// The badge with a line of history. A line of our own that says the same as the last one
    /// counts that up; what an event or a person did is always a line of its own.
    Change told(String step, String outcome, @Nullable Said said, Cause by, Instant now) {
        String key = key(step, outcome, said);
        boolean again = by.kind() == Cause.Kind.SYSTEM && key.equals(history.lastKey());
        Instant firstAt = again && history.lastFirstAt() != null ? history.lastFirstAt() : now;
        HistoryEntry entry =
                new HistoryEntry(
                        id,
                        again ? history.size() : history.size() + 1,
                        firstAt,
                        now,
                        again ? history.lastCount() + 1 : 1,
                        step,
                        outcome,
                        said,
                        settling.nextAttemptAt(),
                        by);
        Badge after =
                new Badge(
                        id,
                        wanted,
                        have,
                        formerIds,
                        extraIds,
                        settling,
                        history.after(entry, key),
                        signalled,
                        createdAt,
                        now,
                        version);
        return new Change(after, List.of(entry));
    }
}
