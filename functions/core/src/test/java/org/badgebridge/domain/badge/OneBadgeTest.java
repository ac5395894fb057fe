package org.badgebridge.domain.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.domain.badge.Samples.NOW;
import static org.badgebridge.domain.badge.Samples.SAID;
import static org.badgebridge.domain.badge.Samples.SOUGHT;
import static org.badgebridge.domain.badge.Samples.TIMING;
import static org.badgebridge.domain.badge.Samples.terms;

import org.badgebridge.domain.account.Template;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/// Safety and convergence: two workers whose clocks differ settle one badge at a provider that
/// does, does not do, or does and loses the answer, while wishes change and workers die between any
/// two writes. There is never a second live badge, and when the world calms down it has what is
/// wanted.
class OneBadgeTest {

    private static final int RUNS = 700;

    @Test
    void thereIsNeverASecondBadgeAtAProviderThatRefusesDuplicates() {
        for (int seed = 0; seed < RUNS; seed++) {
            new Run(seed, true, false).go();
        }
    }

    @Test
    void norAtOneThatWouldIssueTwiceAsLongAsItsListsTellTheTruthInTime() {
        for (int seed = 0; seed < RUNS; seed++) {
            new Run(seed, false, false).go();
        }
    }

    @Test
    void norForATemplateThatAllowsDuplicates() {
        for (int seed = 0; seed < RUNS; seed++) {
            new Run(seed, false, true).go();
        }
    }

    private static final class Run {
        private static final Duration CHAOS = Duration.ofHours(2);
        private static final int MOST_STEPS_IN_CALM = 40;

        private final String name;
        private final Random random;
        private final boolean allowsDuplicates;
        private final ModelProvider provider;
        private final World world = new World();
        private final CallRecording calls;
        private final LookUpRecording lookUps;
        private final PriorityQueue<Action> agenda =
                new PriorityQueue<>(
                        Comparator.comparing(Action::at).thenComparingInt(Action::number));
        private final List<String> trail = new ArrayList<>();
        private Badge stored = Samples.wanted();
        private Instant now = NOW;
        private boolean calm;
        private int stepsInCalm;
        private int actions;

        private record Action(Instant at, int number, Runnable body) {}

        private record Worker(String id, long skewMillis) {}

        Run(int seed, boolean refusesDuplicates, boolean allowsDuplicates) {
            this.name = "seed " + seed;
            this.random = new Random(seed);
            this.allowsDuplicates = allowsDuplicates;
            this.provider = new ModelProvider(refusesDuplicates, TIMING.lookUpLag(), random);
            this.calls = new CallRecording(new Backoff(random));
            this.lookUps = new LookUpRecording(new Backoff(random), TIMING);
            world.renewal =
                    random.nextBoolean() ? Template.Renewal.REPLACE : Template.Renewal.IGNORE;
        }

        void go() {
            Instant end = NOW.plus(CHAOS);
            worker(new Worker("ahead", random.nextLong(2000)));
            worker(new Worker("behind", -random.nextLong(2000)));
            for (int i = random.nextInt(6); i > 0; i--) {
                at(NOW.plusMillis(random.nextLong(600_000)), this::changeWish);
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                at(
                        NOW.plusMillis(random.nextLong(600_000)),
                        () -> world.paused = random.nextBoolean());
            }
            at(
                    end,
                    () -> {
                        calm = true;
                        world.paused = false;
                    });
            while (!agenda.isEmpty() && stepsInCalm < MOST_STEPS_IN_CALM) {
                Action next = agenda.remove();
                now = next.at();
                next.body().run();
                assertThat(provider.live()).as(this::story).isLessThanOrEqualTo(1);
                if (calm && settled()) {
                    break;
                }
            }
            assertThat(settled()).as(this::story).isTrue();
            boolean issued = stored.wanted().issued();
            Have have = stored.have();
            assertThat(stored.failed()).as(this::story).isFalse();
            assertThat(provider.live()).as(this::story).isEqualTo(issued ? 1 : 0);
            if (issued) {
                assertThat(Objects.requireNonNull(have).live()).as(this::story).isTrue();
                assertThat(have.providerBadgeId()).as(this::story).isEqualTo(provider.liveId());
            }
            assertThat(stored.extraIds()).as(this::story).isEmpty();
        }

        private boolean settled() {
            return stored.settling().nextAttemptAt() == null;
        }

        private String story() {
            return name + "\n" + String.join("\n", trail) + "\n" + stored;
        }

        private void at(Instant time, Runnable body) {
            agenda.add(new Action(time, actions++, body));
        }

        private void in(long mostMillis, Runnable body) {
            at(now.plusMillis(random.nextLong(mostMillis) + 1), body);
        }

        /// A worker looks when the badge is due, and sometimes on a hint.
        private void worker(Worker worker) {
            in(
                    20_000,
                    () -> {
                        Instant due = stored.settling().nextAttemptAt();
                        Instant mine = clock(worker);
                        if (random.nextInt(10) == 0 || (due != null && !due.isAfter(mine))) {
                            look(worker);
                        }
                        worker(worker);
                    });
        }

        private Instant clock(Worker worker) {
            return now.plusMillis(worker.skewMillis());
        }

        private void look(Worker worker) {
            Badge read = stored;
            stepsInCalm += calm ? 1 : 0;
            Instant mine = clock(worker);
            switch (world.stepOf(read, mine)) {
                case Step.Nothing() -> {
                    if (read.settling().nextAttemptAt() != null) {
                        soon(() -> store(read, read.rested(mine)));
                    }
                }
                case Step.Wait(Instant until, String _) ->
                        soon(() -> store(read, read.waiting(until, mine)));
                case Step.Held(Hold hold) -> {
                    Instant recheck = mine.plus(Duration.ofMinutes(10));
                    soon(() -> store(read, read.held(hold, recheck, mine).badge()));
                }
                case Step.Expire() -> soon(() -> store(read, read.expired(mine).badge()));
                case Step.GiveUp _ -> throw new AssertionError("nobody shares this badge");
                case Step.Call call -> soon(() -> claim(worker, read, call));
            }
        }

        private void claim(Worker worker, Badge read, Step.Call call) {
            Badge claimed = read.claimed(call, worker.id(), clock(worker), TIMING);
            if (!store(read, claimed)) {
                return;
            }
            trail.add(now + " " + worker.id() + " claims " + call.kind());
            Attempt attempt = Samples.attempt(claimed);
            orDie(
                    oneIn(8) ? 90_000 : 2_000,
                    () -> {
                        Instant ends = clock(worker).plus(TIMING.deadline());
                        if (!ends.isAfter(attempt.leaseUntil())) {
                            call(attempt, call);
                        }
                    });
        }

        private void call(Attempt attempt, Step.Call call) {
            long took = random.nextLong(TIMING.deadline().toMillis());
            if (call instanceof Step.LookUp(Doubt doubt)) {
                List<ProviderBadge> hits = provider.list(now);
                Outcome<List<ProviderBadge>> outcome =
                        troubled(6) ? new Outcome.Unsure<>(SAID) : Samples.done(hits);
                recordLater(took, attempt, badge -> lookedUp(badge, attempt, doubt, outcome));
                return;
            }
            if (troubled(6)) {
                recordLater(took, attempt, badge -> called(badge, attempt, notSent()));
                return;
            }
            boolean reached = !troubled(6);
            boolean heard = reached && !troubled(4);
            // It may happen there at any moment until our deadline, heard of or not.
            Runnable happens =
                    () -> {
                        Outcome<ProviderBadge> outcome = provider.carryOut(attempt, now);
                        trail.add(now + " does " + attempt.step() + " " + outcome);
                        provider.news().forEach(this::tellOfIt);
                        if (heard) {
                            recordLater(1, attempt, badge -> called(badge, attempt, outcome));
                        }
                    };
            if (reached) {
                in(took + 1, happens);
            }
            if (!heard) {
                Outcome<ProviderBadge> unsure = new Outcome.Unsure<>(SAID);
                long until = TIMING.deadline().toMillis();
                at(
                        now.plusMillis(until),
                        () -> recordLater(1, attempt, badge -> called(badge, attempt, unsure)));
            }
        }

        /// The provider's webhooks come late, out of order, twice, or never.
        private void tellOfIt(ProviderBadge said) {
            for (int i = random.nextInt(3); i > 0; i--) {
                in(oneIn(3) ? 300_000 : 20_000, () -> hear(said));
            }
        }

        private void hear(ProviderBadge said) {
            Cause cause = Samples.event("webhook");
            Hearing.Word word = new Hearing.Word(said, Have.Witness.WEBHOOK, said.asOf(), cause);
            Badge next = Hearing.heard(stored, SOUGHT, word, now).badge();
            if (!next.equals(stored)) {
                trail.add(now + " hears " + said);
                store(stored, next);
            }
        }

        private static Outcome<ProviderBadge> notSent() {
            return new Outcome.NotSent<>(SAID);
        }

        private void recordLater(long took, Attempt attempt, Consumer<Badge> record) {
            long delay = took + (troubled(8) ? 300_000 : 500);
            orDie(
                    delay,
                    () -> {
                        trail.add(now + " records " + attempt.number());
                        record.accept(stored);
                    });
        }

        private void called(Badge badge, Attempt attempt, Outcome<ProviderBadge> outcome) {
            if (stands(badge, attempt)) {
                store(badge, calls.recorded(badge, attempt, outcome, now).badge());
            } else if (outcome instanceof Outcome.Done<ProviderBadge>(ProviderBadge got, Said _)) {
                store(badge, calls.late(badge, attempt, got, now).badge());
            }
        }

        private void lookedUp(
                Badge badge, Attempt attempt, Doubt doubt, Outcome<List<ProviderBadge>> outcome) {
            if (stands(badge, attempt)) {
                Change change =
                        lookUps.recorded(badge, doubt, SOUGHT, outcome, allowsDuplicates, now);
                store(badge, change.badge());
            }
        }

        private static boolean stands(Badge badge, Attempt attempt) {
            Attempt standing = badge.settling().attempt();
            return standing != null && standing.number() == attempt.number();
        }

        private void changeWish() {
            Wanted wanted = stored.wanted();
            boolean earned = random.nextBoolean();
            Wanted next = wanted.byRules(Samples.event("e"), earned ? terms(now) : null);
            trail.add(now + " wants " + next.kind());
            store(stored, stored.wanting(next, now).badge());
        }

        private boolean store(Badge read, Badge next) {
            if (read.version() != stored.version()) {
                return false;
            }
            stored =
                    new Badge(
                            next.id(),
                            next.wanted(),
                            next.have(),
                            next.formerIds(),
                            next.extraIds(),
                            next.settling(),
                            next.history(),
                            next.createdAt(),
                            next.updatedAt(),
                            read.version() + 1);
            return true;
        }

        private void soon(Runnable body) {
            orDie(200, body);
        }

        /// Goes on after a pause, unless the worker dies in it.
        private void orDie(long mostMillis, Runnable body) {
            if (!troubled(10)) {
                in(mostMillis, body);
            }
        }

        private boolean troubled(int oneIn) {
            return !calm && oneIn(oneIn);
        }

        private boolean oneIn(int n) {
            return random.nextInt(n) == 0;
        }
    }
}
