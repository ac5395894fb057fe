package org.badgebridge.domain.rule;

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
