package org.badgebridge.domain.rule;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a [Condition] compares.
public enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    CONTAINS,
    EXISTS;

    /// Whether it can compare with this value: an order is one of numbers or of times.
    public boolean takes(Object value) {
        return switch (this) {
            case EXISTS -> value instanceof Boolean;
            case IN ->
                    value instanceof List<?> list
                            && !list.isEmpty()
                            && list.stream().allMatch(Operator::isNumberOrText);
            case GT, GTE, LT, LTE -> value instanceof Number || Condition.isTime(value);
            case EQ, NE, CONTAINS -> value instanceof Boolean || isNumberOrText(value);
        };
    }

    private static boolean isNumberOrText(@Nullable Object value) {
        return value instanceof Number || value instanceof String;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Operator> ofWord(String word) {
        for (Operator operator : values()) {
            if (operator.word().equals(word)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
