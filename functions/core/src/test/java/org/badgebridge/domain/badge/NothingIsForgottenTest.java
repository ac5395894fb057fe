package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.SAID;
import static org.badgebridge.domain.badge.Samples.SOUGHT;
import static org.badgebridge.domain.badge.Samples.TIMING;
import static org.badgebridge.domain.badge.Samples.terms;

import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.Template;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Promise 8 over random walks: after every single transition of a badge, in whatever order and
/// with whatever answers, it agrees, or a person has it, or it is in the index of what is looked at
/// again. And who hears of it by signals alone knows what the learner has.
class NothingIsForgottenTest {

    private static final int WALKS = 1_500;
    private static final int STEPS = 80;

    @Test
    void everyTransitionLeavesTheBadgeSettledOrWithAPersonOrDue() {
        for (int seed = 0; seed < WALKS; seed++) {
            new Walk(seed).go();
        }
    }

    private static final class Walk {
        private final int seed;
        private final Random random;
        private final World world = new World();
        private final CallRecording calls;
        private final LookUpRecording lookUps;
        private final List<Claim> claims = new ArrayList<>();
        private final List<String> trail = new ArrayList<>();
        private final Listener listener = new Listener();
        private Badge badge = Samples.wanted().stored();
        private Instant now = NOW;
        private int events;

        private record Claim(Step.Call call, Attempt attempt) {}

        Walk(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.calls = new CallRecording(new Backoff(random));
            this.lookUps = new LookUpRecording(new Backoff(random), TIMING);
            world.renewal = pick(Template.Renewal.values());
        }

        void go() {
            check();
            for (int i = 0; i < STEPS; i++) {
                now = now.plusMillis(random.nextLong(oneIn(8) ? 100_000_000 : 100_000));
                transition();
                check();
            }
        }

        private void transition() {
            switch (random.nextInt(14)) {
                case 12, 13 -> hear();
                case 0 -> changeWish();
                case 1 -> moodSwing();
                case 2 -> personActs();
                case 3, 4, 5, 6 -> answer();
                default -> settle();
            }
        }

        private void settle() {
            switch (world.stepOf(badge, now)) {
                case Step.Nothing() -> {
                    if (badge.settling().nextAttemptAt() != null) {
                        to("rest", badge.rested(now));
                    }
                }
                case Step.Wait(Instant until, String _) -> to("wait", badge.waiting(until, now));
                case Step.Held(Hold hold) -> {
                    Duration recheck = Duration.ofHours(1);
                    to("hold " + hold, badge.held(hold, now.plus(recheck), now).badge());
                }
                case Step.Expire() -> to("expire", badge.expired(now).badge());
                case Step.GiveUp(String _) -> to("give up", badge.gaveUp(now).badge());
                case Step.Call call -> {
                    to("claim " + call.kind(), badge.claimed(call, "worker", now, TIMING));
                    claims.add(new Claim(call, Samples.attempt(badge)));
                }
            }
        }

        /// The answer to any call that is still out, in time or late.
        private void answer() {
            if (claims.isEmpty()) {
                return;
            }
            Claim claim = claims.remove(random.nextInt(claims.size()));
            Attempt standing = badge.settling().attempt();
            boolean stands = standing != null && standing.number() == claim.attempt().number();
            if (claim.call() instanceof Step.LookUp(Doubt doubt)) {
                if (stands && oneIn(6)) {
                    to("busy", lookUps.busy(badge, doubt, now).badge());
                } else if (stands) {
                    Outcome<List<ProviderBadge>> outcome = outcome(hits());
                    Change change = lookUps.recorded(badge, doubt, SOUGHT, outcome, oneIn(2), now);
                    to("look-up " + outcome, change.badge());
                }
                return;
            }
            Outcome<ProviderBadge> outcome = outcome(answered(claim.attempt()));
            if (stands) {
                Change change = calls.recorded(badge, claim.attempt(), outcome, now);
                to("record " + outcome, change.badge());
            } else if (outcome instanceof Outcome.Done<ProviderBadge>(ProviderBadge got, Said _)) {
                to("late " + got, calls.late(badge, claim.attempt(), got, now).badge());
            }
        }

        private void hear() {
            Have.Witness by = pick(Have.Witness.values());
            Cause cause = oneIn(2) ? Samples.event("heard") : Cause.system("reconcile", now);
            Hearing.Word word = new Hearing.Word(anyBadge(), by, anyTime(), cause);
            to("hear " + word, Hearing.heard(badge, SOUGHT, word, now).badge());
            Change again = Hearing.heard(badge, SOUGHT, word, now);
            assertThat(again.entries()).as(trail::toString).isEmpty();
        }

        private void changeWish() {
            String event = "e" + events++;
            Wanted wanted = badge.wanted();
            Wanted next =
                    switch (random.nextInt(6)) {
                        case 0, 1 -> wanted.byRules(Samples.event(event), terms(now));
                        case 2, 3 -> wanted.byRules(Samples.event(event), null);
                        case 4 -> wanted.byPerson(Wanted.Kind.ISSUED, Samples.ADMIN);
                        default -> wanted.byPerson(Wanted.Kind.REVOKED, Samples.ADMIN);
                    };
            if (next.decided() && oneIn(2)) {
                next =
                        new Wanted(
                                next.kind(), next.version(), next.by(), next.terms(), false, false);
            }
            to("want " + next.kind() + " " + next.version(), badge.wanting(next, now).badge());
        }

        private void personActs() {
            switch (random.nextInt(3)) {
                case 0 -> to("retry", badge.retried(Samples.ADMIN, now).badge());
                case 1 -> to("push", badge.pushed(Samples.ADMIN, now).badge());
                default -> {
                    Have have = badge.have();
                    if (have != null) {
                        Have ended =
                                Have.of(
                                        Samples.said(
                                                have.providerBadgeId(), ProviderState.REVOKED, now),
                                        Have.Witness.ANSWER,
                                        now);
                        to("ended beside", badge.endedBeside(ended.providerBadgeId(), now).badge());
                    }
                }
            }
        }

        private void moodSwing() {
            world.paused = oneIn(4);
            world.enabled = !oneIn(4);
            world.autoPush = !oneIn(4);
            world.active = !oneIn(4);
            world.blocked = oneIn(4);
            world.othersWant = oneIn(3);
            world.health = ConnectionHealth.good(World.CONNECTION);
            if (oneIn(4)) {
                world.health = world.health.opened(now, "down");
            }
            if (oneIn(4)) {
                world.health = world.health.tokenRefused(now, "no");
            }
        }

        private <T> Outcome<T> outcome(T value) {
            return switch (random.nextInt(12)) {
                case 0 -> new Outcome.AlreadyThere<>(SAID);
                case 1 -> new Outcome.Refused<>(SAID);
                case 2 -> new Outcome.Unauthorized<>(SAID);
                case 3 -> new Outcome.SlowDown<>(Duration.ofSeconds(random.nextInt(100)), SAID);
                case 4 -> new Outcome.NotSent<>(SAID);
                case 5, 6 -> new Outcome.Unsure<>(SAID);
                default -> new Outcome.Done<>(value, SAID);
            };
        }

        private ProviderBadge answered(Attempt attempt) {
            String target = attempt.target();
            boolean revoking = attempt.step() == Step.Kind.REVOKE;
            return revoking && target != null && !oneIn(8)
                    ? Samples.said(target, oneIn(8) ? anyState() : ProviderState.REVOKED, anyTime())
                    : anyBadge();
        }

        private List<ProviderBadge> hits() {
            List<ProviderBadge> hits = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                hits.add(anyBadge());
            }
            return hits;
        }

        private ProviderBadge anyBadge() {
            ProviderState state = oneIn(2) ? ProviderState.PENDING : anyState();
            return Samples.said(
                    anyId(),
                    state,
                    anyTime(),
                    oneIn(6) ? null : anyTime(),
                    oneIn(3) ? anyId() : null,
                    oneIn(6) ? anyId() : null,
                    oneIn(3) ? anyTime().plusSeconds(random.nextInt(4_000_000)) : null,
                    oneIn(3) ? oneIn(2) : null);
        }

        private String anyId() {
            return "p" + random.nextInt(5);
        }

        private Instant anyTime() {
            return now.plusSeconds(random.nextInt(-300, 60));
        }

        private ProviderState anyState() {
            ProviderState state = pick(ProviderState.values());
            return state == ProviderState.EXPIRED ? ProviderState.ACCEPTED : state;
        }

        private <T> T pick(T[] values) {
            return values[random.nextInt(values.length)];
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }

        private void to(String what, Badge next) {
            trail.add(what);
            listener.hear(Change.none(next).signals());
            badge = next.stored();
        }

        /// Where lists look for what is seen so. What the worker has still to look at is open.
        private Set<Phase> phasesOf(BadgeState state) {
            boolean looked = badge.settling().attempt() == null;
            return switch (state) {
                case HELD, QUEUED, ISSUING, RETRYING, UNSURE, UNPUBLISHED, REVOKING ->
                        Set.of(Phase.OPEN);
                case FAILED -> Set.of(Phase.FAILED);
                case ISSUED ->
                        looked && badge.wanted().version() == badge.settling().settledVersion()
                                ? Set.of(Phase.ISSUED)
                                : Set.of(Phase.ISSUED, Phase.OPEN);
                case REVOKED -> looked ? Set.of(Phase.REVOKED) : Set.of(Phase.REVOKED, Phase.OPEN);
            };
        }

        private void check() {
            World healthy = new World();
            healthy.renewal = world.renewal;
            Instant someDay = now.plus(Duration.ofDays(30));
            Supplier<String> story = () -> "seed " + seed + ": " + trail + " " + badge;
            BadgeState.Seen seen = BadgeState.of(world.around(badge, now));
            if (badge.failed()) {
                assertThat(seen.state()).as(story).isEqualTo(BadgeState.FAILED);
                assertThat(seen.reason()).as(story).isNotBlank();
            } else if (badge.settling().nextAttemptAt() == null) {
                assertThat(healthy.stepOf(badge, someDay)).as(story).isEqualTo(new Step.Nothing());
            }
            assertThat(phasesOf(seen.state())).as(story).contains(Phase.of(badge));
            assertThat(listener.agrees(badge)).as(story).isTrue();
            Have have = badge.have();
            if (have != null) {
                assertThat(badge.formerIds()).as(story).doesNotContain(have.providerBadgeId());
                assertThat(badge.extraIds()).as(story).doesNotContain(have.providerBadgeId());
            }
        }
    }
}
