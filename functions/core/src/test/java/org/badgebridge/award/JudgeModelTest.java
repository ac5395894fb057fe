package org.badgebridge.award;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.rule.Events;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.domain.rule.SortedModel;
import org.badgebridge.settle.SettlingWorld;
import org.badgebridge.settle.Worker;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Promises 2 and 4 with real stores: whatever a learner's events, in whatever order, some of them
/// twice and some at once, their badge ends as a simple model says that sees them once and sorted.
@WithTestSystem
class JudgeModelTest {

    private static final int LIVES = 15;

    private final SettlingWorld world;
    private final Worker worker;

    JudgeModelTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void badgeEndsAsTheSortedEventsSay() throws Exception {
        for (int seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            worker.rules().add(life.rule, _ -> life.realm);
            award(life.shuffled(), seed);

            life.endsAs(new SortedModel(life.rule, Life::fact).earned(life.events));
            worker.rules().remove(life.rule.id());
        }
    }

    @Test
    void ruleThatCameInTheMiddleCountsWhatWasBeforeItWithTheNextEvent() throws Exception {
        for (int seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            List<LearningEvent> shuffled = life.shuffled();
            LearningEvent last = shuffled.getLast();
            award(shuffled, seed);
            worker.rules().add(life.rule, _ -> life.realm);
            worker.awarder().award(last);
            Optional<Progress.Earned> earned =
                    new SortedModel(life.rule, Life::fact).earned(life.events);

            // What the last event gave may be earned; what others gave waits for somebody to ask.
            if (life.progress().restsOn(Life.fact(last), life.rule)) {
                life.endsAs(earned);
            } else {
                assertThat(worker.badges().find(life.badge)).as(life.story()).isEmpty();
                worker.awarder().again(life.badge, new Judge.Asked("admin", true, true, true));
                life.endsAs(earned);
            }
            worker.rules().remove(life.rule.id());
        }
    }

    /// Two at a time now and then.
    private void award(List<LearningEvent> events, long seed) throws Exception {
        Random random = new Random(seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int next = 0;
            while (next < events.size()) {
                int end = Math.min(events.size(), next + 1 + random.nextInt(2));
                List<Future<Awarder.Awarded>> running =
                        events.subList(next, end).stream()
                                .map(event -> threads.submit(() -> worker.awarder().award(event)))
                                .toList();
                for (Future<Awarder.Awarded> each : running) {
                    each.get();
                }
                next = end;
            }
        }
    }

    /// One learner, one template, one rule, and what happens.
    private final class Life {
        private final long seed;
        private final String realm;
        private final BadgeId badge;
        private final Rule rule;
        private final List<LearningEvent> events;

        Life(long seed) {
            this.seed = seed;
            TemplateId template = new TemplateId(world.connection(), "life-" + seed);
            this.realm = world.connection() + "-" + seed;
            Events random = new Events(seed, realm, new RuleId(template, "rule"));
            this.rule = random.rule();
            this.events = random.some(true);
            this.badge =
                    new BadgeId(Worker.IDS.of(realm, new Person("501", null, "", "")), template);
        }

        static Fact fact(LearningEvent event) {
            return Fact.of(
                    CertificateId.of(Worker.IDS.of(event.realm(), event.person()), event), event);
        }

        List<LearningEvent> shuffled() {
            Random random = new Random(seed + 1);
            List<LearningEvent> all = new ArrayList<>(events);
            events.stream().filter(_ -> random.nextInt(4) == 0).forEach(all::add);
            Collections.shuffle(all, random);
            return all;
        }

        Progress progress() {
            return worker.awards()
                    .progress(badge.learner(), rule.id())
                    .orElseGet(() -> Progress.none(badge.learner(), rule.id()));
        }

        void endsAs(Optional<Progress.Earned> earned) {
            Optional<Badge> is = worker.badges().find(badge);
            assertThat(is.filter(each -> each.wanted().issued()).isPresent())
                    .as(story())
                    .isEqualTo(earned.isPresent());
            earned.ifPresent(by -> {
                Wanted.Terms terms = Objects.requireNonNull(is.orElseThrow().wanted().terms());
                assertThat(terms.certificate()).as(story()).isEqualTo(by.certificate());
                assertThat(terms.issuedAt()).as(story()).isEqualTo(by.by().earnedAt());
            });
        }

        String story() {
            return "seed %d: %s %s".formatted(seed, rule, events);
        }
    }
}
