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
import org.badgebridge.domain.learner.Past;
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

/// A template of two rules of which one is changed, or removed, while its learners' events come:
/// once something is met anew, or a person asks, it is as if the rules had always been so.
@WithTestSystem
class ChangingRulesTest {

    private static final int LIVES = 12;

    private final SettlingWorld world;
    private final Worker worker;

    ChangingRulesTest(TestSystem system) {
        world = new SettlingWorld(system);
        worker = world.worker();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void badgeEndsAsIfTheRulesHadAlwaysBeenSo() throws Exception {
        for (int seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            life.live();
            life.progressIsAsDerivedAnew();
            Optional<Progress.Earned> earned = life.earned();

            // What a rule that is no more gave is taken by what takes, and not by what gives.
            if (earned.isPresent() && life.lastGave()) {
                life.endsAs(earned.get());
            } else if (earned.isEmpty() && life.lastTook()) {
                assertThat(life.issued()).as(life.story()).isFalse();
            }
            worker.awarder().again(life.badge, new Judge.Asked("admin", true, true, true));
            assertThat(life.issued()).as(life.story()).isEqualTo(earned.isPresent());
            life.rules.forEach(rule -> worker.rules().remove(rule.id()));
        }
    }

    /// One learner, one template, two rules, and what happens.
    private final class Life {
        private final Random random;
        private final long seed;
        private final String realm;
        private final BadgeId badge;
        private final List<LearningEvent> events;
        private final Rule changed;
        private final List<Rule> rules = new ArrayList<>();

        Life(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            TemplateId template = new TemplateId(world.connection(), "changing-" + seed);
            this.realm = world.connection() + "-changing-" + seed;
            RuleId changing = new RuleId(template, "changing");
            Events first = new Events(seed, realm, changing);
            rules.add(first.rule());
            rules.add(new Events(seed + 1_000, realm, new RuleId(template, "other")).rule());
            this.changed = new Events(seed + 2_000, realm, changing).rule();
            this.events = shuffled(first.some(true));
            this.badge =
                    new BadgeId(Worker.IDS.of(realm, new Person("501", null, "", "")), template);
        }

        /// Some of them twice.
        private List<LearningEvent> shuffled(List<LearningEvent> once) {
            List<LearningEvent> all = new ArrayList<>(once);
            once.stream().filter(_ -> random.nextInt(4) == 0).forEach(all::add);
            Collections.shuffle(all, random);
            return all;
        }

        void live() throws Exception {
            rules.forEach(rule -> assertThat(worker.rules().add(rule, _ -> realm)).isTrue());
            int middle = random.nextInt(events.size());
            award(events.subList(0, middle));
            change();
            award(events.subList(middle, events.size() - 1));
            worker.awarder().award(events.getLast());
        }

        private void change() {
            Rule was = rules.removeFirst();
            if (random.nextInt(3) == 0) {
                worker.rules().remove(was.id());
                return;
            }
            Rule stored = worker.rules().find(was.id()).orElseThrow();
            assertThat(worker.rules().replace(stored.saying(changed), _ -> realm)).isTrue();
            rules.addFirst(worker.rules().find(was.id()).orElseThrow());
        }

        /// Two at a time now and then.
        private void award(List<LearningEvent> some) throws Exception {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int next = 0;
                while (next < some.size()) {
                    int end = Math.min(some.size(), next + 1 + random.nextInt(2));
                    List<Future<Awarder.Awarded>> running =
                            some.subList(next, end).stream()
                                    .map(event ->
                                            threads.submit(() -> worker.awarder().award(event)))
                                    .toList();
                    for (Future<Awarder.Awarded> each : running) {
                        each.get();
                    }
                    next = end;
                }
            }
        }

        Optional<Progress.Earned> earned() {
            return Progress.newest(
                    rules.stream()
                            .flatMap(rule ->
                                    new SortedModel(rule, this::fact)
                                            .earned(events.stream().distinct().toList()).stream())
                            .toList());
        }

        boolean lastGave() {
            return rules.stream()
                    .anyMatch(rule -> progress(rule).restsOn(fact(events.getLast()), rule));
        }

        boolean lastTook() {
            return rules.stream()
                    .anyMatch(rule -> progress(rule).suffersFrom(fact(events.getLast()), rule));
        }

        private Fact fact(LearningEvent event) {
            return Fact.of(CertificateId.of(badge.learner(), event), event);
        }

        private Progress progress(Rule rule) {
            return worker.awards()
                    .progress(badge.learner(), rule.id())
                    .orElseGet(() -> Progress.none(badge.learner(), rule.id()));
        }

        void progressIsAsDerivedAnew() {
            Past past = worker.awards().past(badge.learner());
            for (Rule rule : rules) {
                Progress stored = progress(rule);
                if (stored.isOf(rule)) {
                    Progress anew = Progress.none(badge.learner(), rule.id()).anew(rule, past);
                    assertThat(stored.marks()).as(story()).isEqualTo(anew.marks());
                    assertThat(stored.resets()).as(story()).isEqualTo(anew.resets());
                }
            }
        }

        private Optional<Badge> stored() {
            return worker.badges().find(badge);
        }

        boolean issued() {
            return stored().filter(each -> each.wanted().issued()).isPresent();
        }

        void endsAs(Progress.Earned earned) {
            assertThat(issued()).as(story()).isTrue();
            Wanted.Terms terms = Objects.requireNonNull(stored().orElseThrow().wanted().terms());
            assertThat(terms.certificate()).as(story()).isEqualTo(earned.certificate());
            assertThat(terms.issuedAt()).as(story()).isEqualTo(earned.by().earnedAt());
        }

        String story() {
            return "seed %d: %s %s".formatted(seed, rules, events);
        }
    }
}
