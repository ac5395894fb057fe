package org.badgebridge.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventData;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ConditionTest {

    @Test
    void numbersAreComparedByValueWhateverTheirForm() {
        for (Object eighty : new Object[] {80, 80L, 80.0, "80", " 80.00 ", "8e1", "+80"}) {
            assertThat(met(eighty, Operator.EQ, 80)).as("%s", eighty).isTrue();
            assertThat(met(eighty, Operator.NE, 80)).isFalse();
            assertThat(met(eighty, Operator.GTE, new BigDecimal("80"))).isTrue();
            assertThat(met(eighty, Operator.LTE, 80.0)).isTrue();
            assertThat(met(eighty, Operator.GT, 80)).isFalse();
            assertThat(met(eighty, Operator.LT, 80)).isFalse();
            assertThat(met(eighty, Operator.GT, 9)).isTrue();
            assertThat(met(eighty, Operator.LT, 100)).isTrue();
        }
    }

    @Test
    void whatIsNoNumberMeetsNoComparisonWithOneNotEvenInequality() {
        for (Object odd : new Object[] {"80 %", "", "NaN", ".5", "0x50", true, List.of(80)}) {
            for (Operator op : List.of(Operator.EQ, Operator.NE, Operator.GT, Operator.LT)) {
                assertThat(met(odd, op, 80)).as("%s %s", odd, op).isFalse();
            }
        }
    }

    @Test
    void hostileNumbersMeetNothingAndThrowNothing() {
        Object[] hostile = {
            "1e999999999",
            "1e-999999999",
            "9".repeat(100_000),
            Double.NaN,
            Double.POSITIVE_INFINITY,
            BigInteger.TEN.pow(5000),
            new BigDecimal("1E+999999999")
        };
        for (Object number : hostile) {
            for (Operator op : List.of(Operator.EQ, Operator.NE, Operator.GT, Operator.LT)) {
                assertThat(met(number, op, 80)).as("%s", op).isFalse();
                if (number instanceof Number) {
                    assertThat(met(80, op, number)).as("%s", op).isFalse();
                }
            }
        }
    }

    @Test
    void timesAreComparedAsTimes() {
        assertThat(met("2026-03-01T10:00:00+02:00", Operator.EQ, "2026-03-01T08:00:00Z")).isTrue();
        assertThat(met("2026-03-01T10:00:00Z", Operator.GT, "2026-03-01T09:59:59.9Z")).isTrue();
        assertThat(met("yesterday", Operator.NE, "2026-03-01T08:00:00Z")).isFalse();
        assertThat(met(80, Operator.GT, "2026-03-01")).isFalse();
    }

    @Test
    void textIsComparedAsText() {
        assertThat(met("verified", Operator.EQ, "verified")).isTrue();
        assertThat(met("Verified", Operator.EQ, "verified")).isFalse();
        assertThat(met("b", Operator.GT, "a")).isTrue();
        assertThat(met(501, Operator.EQ, "501")).isTrue();
        assertThat(met(true, Operator.EQ, "true")).isFalse();
    }

    @Test
    void booleansAreComparedWithBooleansOnly() {
        assertThat(met(true, Operator.EQ, true)).isTrue();
        assertThat(met(true, Operator.NE, false)).isTrue();
        assertThat(met("true", Operator.EQ, true)).isFalse();
        assertThat(met(1, Operator.EQ, true)).isFalse();
    }

    @Test
    void inMeansAmongTheRulesValues() {
        assertThat(met("a", Operator.IN, List.of("a", "b"))).isTrue();
        assertThat(met("80", Operator.IN, List.of(70, 80))).isTrue();
        assertThat(met("c", Operator.IN, List.of("a", "b"))).isFalse();
        assertThat(met("a", Operator.IN, List.of())).isFalse();
        assertThat(met("a", Operator.IN, "abc")).isFalse();
    }

    @Test
    void containsLooksIntoListsAndTexts() {
        assertThat(met(List.of("welding", "safety"), Operator.CONTAINS, "safety")).isTrue();
        assertThat(met(List.of(1, 2), Operator.CONTAINS, 2)).isTrue();
        assertThat(met(List.of("welding"), Operator.CONTAINS, "weld")).isFalse();
        assertThat(met("welding", Operator.CONTAINS, "weld")).isTrue();
        assertThat(met(7, Operator.CONTAINS, 7)).isFalse();
    }

    @Test
    void anAbsentOrNullValueMeetsOnlyThatItDoesNotExist() {
        Map<String, Object> tree = new HashMap<>();
        tree.put("empty", null);
        EventData data = new EventData(tree);
        for (String path : List.of("/absent", "/empty", "/empty/deeper", "no pointer")) {
            for (Operator op : Operator.values()) {
                if (op != Operator.EXISTS) {
                    assertThat(new Condition(path, op, "x").isMetBy(data)).isFalse();
                }
            }
            assertThat(new Condition(path, Operator.EXISTS, true).isMetBy(data)).isFalse();
            assertThat(new Condition(path, Operator.EXISTS, false).isMetBy(data)).isTrue();
        }
    }

    @Test
    void pathsReachIntoMapsAndListsAndThroughEscapes() {
        EventData data =
                new EventData(Map.of("a/b", Map.of("m~n", List.of("zero", Map.of("x", 1)))));
        assertThat(data.at("/a~1b/m~0n/1/x")).contains(1);
        assertThat(data.at("/a~1b/m~0n/0")).contains("zero");
        for (String odd : List.of("/a~1b/m~0n/01", "/a~1b/m~0n/-", "/a~1b/m~0n/2", "a~1b", "/")) {
            assertThat(data.at(odd)).as(odd).isEmpty();
        }
        assertThat(data.at("/a~1b/m~0n/99999999999")).isEmpty();
    }

    @Test
    void everyOperatorHasAWordThatLeadsBackToIt() {
        for (Operator op : Operator.values()) {
            assertThat(Operator.ofWord(op.word())).contains(op);
        }
        assertThat(Operator.ofWord("like")).isEmpty();
    }

    private static boolean met(Object found, Operator op, Object value) {
        return new Condition("/value", op, value).isMetBy(new EventData(Map.of("value", found)));
    }
}
