package org.badgebridge.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.Past;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Whatever a rule asks, and whatever an event says: an answer comes of it.
class AnythingTest {

    private static final int RUNS = 3_000;
    private static final LearnerId LEARNER = new LearnerId("learner000000000000001");
    private static final RuleId RULE = Events.RULE;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> KEYS = List.of("", "a", "b", "0", "1", "a/b", "~", "x y");

    private static final List<Object> VALUES =
            List.of(
                    "",
                    "a",
                    "None",
                    "80",
                    "1e999",
                    "-0",
                    "2026-01-01",
                    "2026-13-45",
                    "2026-01-01T00:00:00Z",
                    "+1000000000-01-01T00:00:00Z",
                    "\uD83C",
                    "x".repeat(5_000),
                    true,
                    false,
                    0,
                    -1L,
                    80.5,
                    Double.NaN,
                    Double.NEGATIVE_INFINITY,
                    BigInteger.TEN.pow(400),
                    new BigDecimal("1E+999999999"),
                    new BigDecimal("0.1"));

    private final Random random = new Random(20260301);

    @Test
    void everyRuleHasAnAnswerToEveryEvent() {
        for (int run = 0; run < RUNS; run++) {
            Rule rule = rule();
            List<Fact> facts = new ArrayList<>();
            Progress progress = Progress.none(LEARNER, RULE);
            for (int n = random.nextInt(4); n >= 0; n--) {
                Fact fact = fact(n);
                facts.add(fact);
                progress = progress.after(fact, null, rule);
                for (Requirement each : rule.requirements().toList()) {
                    explained(each.match(fact));
                }
                for (Penalty each : rule.penalties()) {
                    explained(each.match(fact));
                }
            }
            Progress anew = Progress.none(LEARNER, RULE).anew(rule, new Past(facts));
            boolean kept = facts.stream().noneMatch(fact -> fact.type().negative());

            assertThat(Trouble.of(rule, source -> Optional.of(source.value()))).isNotNull();
            if (kept) {
                assertThat(anew.earned(rule))
                        .as("%s %s", rule, facts)
                        .isEqualTo(progress.earned(rule));
            }
        }
    }

    private static void explained(Match match) {
        for (Condition.Finding each : match.conditions()) {
            assertThat(each.explanation()).endsWith(".").hasSizeLessThan(10_000);
            if (each.found() == null) {
                boolean absence =
                        each.condition().op() == Operator.EXISTS
                                && !Boolean.TRUE.equals(each.condition().value());
                assertThat(each.met()).as("%s", each).isEqualTo(absence);
            }
        }
    }

    // ---- What there may be ----------------------------------------------------------------------

    private Rule rule() {
        List<Group> groups = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int g = random.nextInt(3); g > 0; g--) {
            List<Requirement> requirements = new ArrayList<>();
            for (int r = random.nextInt(3); r >= 0; r--) {
                ids.add("r" + ids.size());
                requirements.add(
                        new Requirement(
                                ids.getLast(),
                                pick(
                                        List.of(
                                                EventType.CERTIFICATE_ISSUED,
                                                EventType.COURSE_PASSED)),
                                source(),
                                course(),
                                conditions()));
            }
            groups.add(new Group("g" + g, 1 + random.nextInt(requirements.size()), requirements));
        }
        List<Penalty> penalties = new ArrayList<>();
        for (int p = random.nextInt(2); p > 0; p--) {
            penalties.add(
                    new Penalty(
                            pick(List.of(EventType.values())),
                            source(),
                            course(),
                            conditions(),
                            ids.isEmpty() ? List.of() : List.of(pick(ids))));
        }
        return Rule.built(RULE, null, groups, penalties, random.nextInt(4) == 0 ? NOW : null, NOW);
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        for (int c = random.nextInt(3); c > 0; c--) {
            Object value =
                    random.nextInt(4) == 0 ? List.of(pick(VALUES), pick(VALUES)) : pick(VALUES);
            conditions.add(new Condition(pointer(), pick(List.of(Operator.values())), value));
        }
        return conditions;
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder(random.nextInt(20) == 0 ? "a" : "");
        for (int n = random.nextInt(4); n > 0; n--) {
            pointer.append('/').append(pick(KEYS).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private Fact fact(int number) {
        EventType type = pick(List.of(EventType.values()));
        return new Fact(
                new CertificateId(LEARNER, "c-000000000000000" + random.nextInt(3)),
                type,
                new Position(NOW.plusSeconds(random.nextInt(9)), type.negative(), "e" + number),
                pick(Events.SOURCES),
                type.negative() && random.nextBoolean() ? null : new Course("welding-1", null),
                null,
                NOW,
                null,
                new EventData(tree(4)));
    }

    private Map<String, @Nullable Object> tree(int deep) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            tree.put(pick(KEYS), value(deep - 1));
        }
        return tree;
    }

    private @Nullable Object value(int deep) {
        return switch (random.nextInt(deep > 0 ? 4 : 2)) {
            case 0 -> null;
            case 1 -> pick(VALUES);
            case 2 -> Arrays.asList(value(deep - 1), value(deep - 1));
            default -> tree(deep - 1);
        };
    }

    private @Nullable SourceId source() {
        return random.nextInt(3) == 0 ? pick(Events.SOURCES) : null;
    }

    private @Nullable String course() {
        return random.nextBoolean() ? "welding-1" : null;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
