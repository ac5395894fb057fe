package org.badgebridge.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class TroubleTest {

    private static final Map<String, String> REALMS =
            Map.of("campus", "school", "archive", "school", "shop", "shop");

    // ---- Sources and realms ---------------------------------------------------------------------

    @Test
    void ruleWithoutAGroupIsMetByNothing() {
        assertThat(trouble()).hasValue("It has no group, so nothing can meet it.");
    }

    @Test
    void whatCanBeMetIsNoTrouble() {
        assertThat(trouble(any(1, "campus", "archive"), any(1, "campus"))).isEmpty();
        assertThat(trouble(any(1, null, "shop"), any(1, "campus"))).isEmpty();
    }

    @Test
    void sourceThatIsGoneIsNamedWhereTooFewRequirementsAreLeft() {
        assertThat(trouble(any(2, "campus", "gone", "shop"))).isNotEmpty();
        assertThat(trouble(any(2, "campus", "gone", "archive"))).isEmpty();
        assertThat(trouble(any(2, "campus", "gone")))
                .hasValue(
                        "Requirement 2 of group 1 can never be met: there is no source gone any"
                                + " more.");
        Rule mapping =
                Rule.mapping(
                        new RuleId(new TemplateId(new ConnectionId("credly"), "welder"), "mapping"),
                        EventType.CERTIFICATE_ISSUED,
                        new SourceId("gone"),
                        "welding-1",
                        null,
                        Instant.EPOCH);
        assertThat(Trouble.of(mapping, _ -> Optional.empty()))
                .hasValue("It can never be met: there is no source gone any more.");
    }

    @Test
    void learnerIsAPersonOfOneRealm() {
        assertThat(trouble(any(1, "campus"), any(1, "shop")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("different realms (school, shop)"));
        assertThat(trouble(any(2, "campus", "shop"))).isNotEmpty();
        assertThat(trouble(any(2, "campus", "shop", null))).isEmpty();
        assertThat(trouble(any(1, "campus", "shop"), any(1, "shop"))).isEmpty();
    }

    // ---- Conditions -----------------------------------------------------------------------------

    @Test
    void conditionsThatNothingMeetsTogetherAreTrouble() {
        List<List<Condition>> apart =
                List.of(
                        List.of(is(Operator.EQ, 80), is(Operator.EQ, 90)),
                        List.of(is(Operator.EQ, "a"), is(Operator.EQ, "b")),
                        List.of(is(Operator.EQ, true), is(Operator.EQ, false)),
                        List.of(is(Operator.EQ, true), is(Operator.EQ, 1)),
                        List.of(is(Operator.EQ, 80), is(Operator.NE, 80)),
                        List.of(is(Operator.EQ, "a"), is(Operator.IN, List.of("b", "c"))),
                        List.of(is(Operator.IN, List.of(1, 2)), is(Operator.IN, List.of(3))),
                        List.of(is(Operator.EQ, "2026-01-01"), is(Operator.EQ, "2026-01-02")),
                        List.of(is(Operator.GTE, 80), is(Operator.LT, 80)),
                        List.of(is(Operator.GT, 80), is(Operator.LTE, 80)),
                        List.of(is(Operator.GT, new BigDecimal("80.5")), is(Operator.LT, 80)),
                        List.of(is(Operator.GT, "2026-02-01"), is(Operator.LT, "2026-01-01")),
                        List.of(is(Operator.GT, 1), is(Operator.LT, "2026-01-01")),
                        List.of(is(Operator.EQ, 70), is(Operator.GTE, 80)),
                        List.of(
                                is(Operator.IN, List.of(70, 95)),
                                is(Operator.GT, 80),
                                is(Operator.LT, 90)),
                        List.of(is(Operator.EXISTS, false), is(Operator.EQ, 1)),
                        List.of(is(Operator.EXISTS, false), is(Operator.EXISTS, true)),
                        List.of(
                                new Condition("/a", Operator.EXISTS, false),
                                new Condition("/a/b", Operator.GT, 1)));
        for (List<Condition> conditions : apart) {
            assertThat(trouble(conditions)).as("%s", conditions).isNotEmpty();
            assertThat(trouble(conditions.reversed())).as("%s", conditions).isNotEmpty();
        }
    }

    @Test
    void conditionsThatSomethingMeetsAreNoTrouble() {
        List<List<Condition>> together =
                List.of(
                        List.of(is(Operator.EQ, 80), is(Operator.EQ, "80")),
                        List.of(is(Operator.EQ, 80), is(Operator.CONTAINS, ".")),
                        List.of(is(Operator.EQ, 80), is(Operator.NE, "80")),
                        List.of(is(Operator.GTE, 80), is(Operator.LTE, 80)),
                        List.of(is(Operator.GT, 80), is(Operator.LT, 81)),
                        List.of(is(Operator.GT, 80), is(Operator.GT, 90)),
                        List.of(is(Operator.IN, List.of(70, 85)), is(Operator.GT, 80)),
                        List.of(is(Operator.EQ, "2026-01-01"), is(Operator.LT, "2026-02-01")),
                        List.of(is(Operator.EXISTS, true), is(Operator.EQ, 1)),
                        List.of(is(Operator.EXISTS, false)),
                        List.of(
                                new Condition("/a", Operator.EXISTS, false),
                                new Condition("/ab", Operator.EQ, 1)));
        for (List<Condition> conditions : together) {
            assertThat(trouble(conditions)).as("%s", conditions).isEmpty();
        }
    }

    @Test
    void contradictionIsToldInWords() {
        assertThat(trouble(List.of(is(Operator.GTE, 80), is(Operator.LT, 70))))
                .hasValue(
                        "Requirement 1 of group 1 can never be met: /score must be at least 80, and"
                                + " /score must be less than 70.");
        assertThat(
                        trouble(
                                List.of(
                                        is(Operator.IN, List.of(70, 95)),
                                        is(Operator.GT, 80),
                                        is(Operator.LT, 90))))
                .hasValue(
                        "Requirement 1 of group 1 can never be met: /score must be one of 70, 95,"
                                + " and none of that is what else is asked of it.");
    }

    /// Saying trouble where there is none would keep a template from being activated.
    @Test
    void nothingMeetsConditionsThatAreSaidToContradict() {
        Random random = new Random(20260301);
        List<Object> values =
                List.of(
                        80,
                        new BigDecimal("80.5"),
                        "80",
                        "80.0",
                        "a",
                        "b",
                        true,
                        false,
                        "2026-01-01",
                        "2026-01-01T00:00:00Z",
                        "2026-02-01");
        int troubled = 0;
        for (int i = 0; i < 4000; i++) {
            List<Condition> conditions = new ArrayList<>();
            for (int n = 2 + random.nextInt(2); n > 0; n--) {
                conditions.add(some(random, values));
            }
            if (trouble(conditions).isEmpty()) {
                continue;
            }
            troubled++;
            List<@Nullable Object> found = new ArrayList<>(values);
            found.add(null);
            found.add(81);
            for (Object each : found) {
                Map<String, @Nullable Object> tree = new HashMap<>();
                tree.put("score", each);
                EventData data = new EventData(tree);
                assertThat(conditions.stream().allMatch(c -> c.isMetBy(data)))
                        .as("%s by %s", conditions, each)
                        .isFalse();
            }
        }
        assertThat(troubled).isGreaterThan(500);
    }

    private static Condition some(Random random, List<Object> values) {
        List<Operator> all = List.of(Operator.values());
        Operator op = all.get(random.nextInt(all.size()));
        Object value =
                switch (op) {
                    case EXISTS -> random.nextInt(3) > 0;
                    case IN ->
                            List.of(
                                    values.get(random.nextInt(6)),
                                    values.get(8 + random.nextInt(values.size() - 8)));
                    case EQ, NE, GT, GTE, LT, LTE, CONTAINS ->
                            values.get(random.nextInt(values.size()));
                };
        return is(op, value);
    }

    private static Condition is(Operator op, Object value) {
        return new Condition("/score", op, value);
    }

    private static Optional<String> trouble(List<Condition> conditions) {
        return trouble(
                new Group(
                        "g",
                        1,
                        List.of(
                                new Requirement(
                                        "r0",
                                        EventType.COURSE_PASSED,
                                        null,
                                        "welding",
                                        conditions))));
    }

    private static Optional<String> trouble(Group... groups) {
        List<Group> named = new ArrayList<>();
        int number = 0;
        for (Group group : groups) {
            List<Requirement> requirements = new ArrayList<>();
            for (Requirement each : group.requirements()) {
                requirements.add(
                        new Requirement(
                                "r" + number++,
                                each.event(),
                                each.source(),
                                each.course(),
                                each.conditions()));
            }
            named.add(new Group(group.name(), group.atLeast(), requirements));
        }
        return Trouble.of(
                Rule.built(Events.RULE, null, named, List.of(), null, Events.START),
                source -> Optional.ofNullable(REALMS.get(source.value())));
    }

    /// A group of one requirement for each source, null for any.
    private static Group any(int atLeast, @Nullable String... sources) {
        return new Group(
                "any",
                atLeast,
                Arrays.stream(sources)
                        .map(source ->
                                new Requirement(
                                        "r",
                                        EventType.COURSE_PASSED,
                                        source == null ? null : new SourceId(source),
                                        "welding",
                                        List.of()))
                        .toList());
    }
}
