package org.badgebridge.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.domain.learner.Past;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Promise 4: any order of arrival and any repeats end as a simple model does that sees the events
/// once, sorted.
class AnyOrderTest {

    private static final int RUNS = 2_000;
    private static final LearnerIds IDS = new LearnerIds(new byte[32]);

    @Test
    void whatIsEarnedIsWhatTheSortedEventsEarn() {
        for (int seed = 0; seed < RUNS; seed++) {
            Events random = new Events(seed);
            Rule rule = random.rule();
            List<LearningEvent> events = random.some(penaltyByRevocation(rule));
            assertThat(new Fold(rule).all(shuffled(events, seed)).earned())
                    .as("seed %d: %s %s", seed, rule, events)
                    .isEqualTo(model(rule).earned(events));
        }
    }

    @Test
    void aRuleThatCameAfterwardsEarnsTheSame() {
        for (int seed = 0; seed < RUNS; seed++) {
            Events random = new Events(seed);
            Rule rule = random.rule();
            List<LearningEvent> events = random.some(penaltyByRevocation(rule));
            assertThat(new Fold(rule).all(shuffled(events, seed)).earnedAfterwards())
                    .as("seed %d: %s %s", seed, rule, events)
                    .isEqualTo(model(rule).earned(events));
        }
    }

    @Test
    void aLearnerIsWhatTheSortedEventsSay() {
        for (int seed = 0; seed < RUNS; seed++) {
            Events random = new Events(seed);
            List<LearningEvent> events = random.some(true);
            Learner learner = new Fold(random.rule()).all(shuffled(events, seed)).learner;
            String email = null;
            String name = "";
            for (LearningEvent event : sorted(events)) {
                email = event.person().email() == null ? email : event.person().email();
                name = event.person().firstName().isEmpty() ? name : event.person().firstName();
            }
            assertThat(learner.email()).as("seed %d: %s", seed, events).isEqualTo(email);
            assertThat(learner.firstName()).as("seed %d", seed).isEqualTo(name);
            assertThat(learner.userId()).isEqualTo("501");
            assertThat(learner.emailDigest())
                    .isEqualTo(email == null ? null : IDS.emailDigest(email));
        }
    }

    @Test
    void aCertificateIsWhatItsNewestWordSays() {
        for (int seed = 0; seed < RUNS; seed++) {
            Events random = new Events(seed);
            List<LearningEvent> events = random.some(true);
            Fold fold = new Fold(random.rule()).all(shuffled(events, seed));
            for (Certificate certificate : fold.certificates.values()) {
                List<LearningEvent> own =
                        sorted(events).stream()
                                .filter(e -> idOf(e).equals(certificate.id()))
                                .toList();
                Optional<LearningEvent> given = last(own, false);
                String story = "seed " + seed + ": " + own;
                assertThat(certificate.held())
                        .as(story)
                        .isEqualTo(!own.getLast().type().negative());
                assertThat(certificate.given())
                        .as(story)
                        .isEqualTo(given.map(LearningEvent::position).orElse(null));
                assertThat(certificate.taken())
                        .as(story)
                        .isEqualTo(last(own, true).map(LearningEvent::position).orElse(null));
                assertThat(certificate.source())
                        .as(story)
                        .isEqualTo(given.orElse(own.getLast()).source());
                given.ifPresent(by -> {
                    assertThat(certificate.issuedAt()).as(story).isEqualTo(by.earnedAt());
                    assertThat(certificate.course()).as(story).isEqualTo(by.course());
                });
            }
        }
    }

    @Test
    void anEventFindsEveryRuleThatItMayTouch() {
        for (int seed = 0; seed < RUNS; seed++) {
            Events random = new Events(seed);
            Rule rule = random.rule();
            for (LearningEvent event : random.some(true)) {
                boolean touches =
                        rule.requirements()
                                        .anyMatch(r -> r.isMetBy(fact(event)) || undoes(event, r))
                                || rule.penalties().stream()
                                        .anyMatch(p -> p.isIncurredBy(fact(event)));
                if (touches) {
                    assertThat(found(rule, event)).as("seed %d: %s %s", seed, rule, event).isTrue();
                }
            }
        }
    }

    private static boolean undoes(LearningEvent event, Requirement requirement) {
        String course = requirement.course();
        return event.type() == requirement.event().undoneBy()
                && (course == null || (event.course() != null && event.course().isCalled(course)));
    }

    private static boolean penaltyByRevocation(Rule rule) {
        return rule.penalties().stream().anyMatch(p -> p.event() == EventType.CERTIFICATE_REVOKED);
    }

    private static boolean found(Rule rule, LearningEvent event) {
        return found(rule, fact(event));
    }

    private static boolean found(Rule rule, Fact fact) {
        return !Collections.disjoint(
                MatchKey.of(rule, _ -> Events.REALM),
                MatchKey.of(Events.REALM, fact.type(), fact.course()));
    }

    private static Optional<LearningEvent> last(List<LearningEvent> events, boolean negative) {
        return events.stream()
                .filter(e -> e.type().negative() == negative)
                .reduce((_, later) -> later);
    }

    private static List<LearningEvent> sorted(Collection<LearningEvent> events) {
        return events.stream().sorted(Comparator.comparing(LearningEvent::position)).toList();
    }

    /// In another order, some of them twice.
    private static List<LearningEvent> shuffled(List<LearningEvent> events, long seed) {
        Random random = new Random(seed + 1);
        List<LearningEvent> all = new ArrayList<>(events);
        events.stream().filter(_ -> random.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        return all;
    }

    private static SortedModel model(Rule rule) {
        return new SortedModel(rule, AnyOrderTest::fact);
    }

    private static Fact fact(LearningEvent event) {
        return Fact.of(idOf(event), event);
    }

    private static CertificateId idOf(LearningEvent event) {
        return CertificateId.of(IDS.of(event.realm(), event.person()), event);
    }

    /// Events as they come, the way that the awarder folds them.
    private static final class Fold {
        final Rule rule;
        final Map<CertificateId, Certificate> certificates = new HashMap<>();
        final List<Fact> facts = new ArrayList<>();
        Learner learner = Learner.unknown(learnerId(), Events.REALM, Instant.EPOCH);
        Progress progress = Progress.none(learnerId(), Events.RULE);

        Fold(Rule rule) {
            this.rule = rule;
        }

        Fold all(List<LearningEvent> events) {
            events.forEach(this::on);
            return this;
        }

        private void on(LearningEvent event) {
            learner = learner.after(event, IDS, Instant.EPOCH);
            Certificate certificate =
                    certificates
                            .computeIfAbsent(
                                    idOf(event),
                                    id -> Certificate.unknown(id, event, Instant.EPOCH))
                            .after(event, Instant.EPOCH);
            certificates.put(certificate.id(), certificate);
            Fact fact = fact(event);
            facts.add(fact);
            Fact told =
                    fact.course() == null && certificate.course() != null
                            ? fact.about(certificate.course())
                            : fact;
            if (found(rule, told)) {
                progress = progress.after(told, certificate.taken(), rule);
            }
        }

        Optional<Progress.Earned> earned() {
            return progress.earned(rule);
        }

        /// By a rule that was not there before all of it had come.
        Optional<Progress.Earned> earnedAfterwards() {
            return Progress.none(learnerId(), Events.RULE).anew(rule, new Past(facts)).earned(rule);
        }

        private static LearnerId learnerId() {
            return IDS.of(Events.REALM, new Person("501", null, "", ""));
        }
    }
}
