package org.badgebridge.domain.rule;

import org.badgebridge.domain.event.EventData;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A test on an event's data: the value at a JSON Pointer against a value of the rule.
///
/// Values are compared by the rule's type: a number with a number (or a text that is one), a time
/// with a time, a boolean with a boolean, else as text. What cannot be compared does not meet the
/// condition, and an absent value meets only `exists: false`; the peers' "absent equals the text
/// None" let misspelt paths through.
public record Condition(String path, Operator op, Object value) {

    private static final int MOST_SAID = 100;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /// What a condition found at its path, null when there is nothing, and whether that meets it.
    public record Finding(Condition condition, @Nullable Object found, boolean met) {

        /// What is there and what must be, such as "/score is 72, and must be at least 80."
        public String explanation() {
            return "%s is %s, and %s.".formatted(condition.path, there(), condition.demand());
        }

        private String there() {
            return switch (found) {
                case null -> "not there";
                case List<?> list -> "a list of " + list.size();
                case Map<?, ?> _ -> "an object";
                case Object value -> said(value) + condition.objection(value);
            };
        }
    }

    public boolean isMetBy(EventData data) {
        return find(data).met();
    }

    Finding find(EventData data) {
        Optional<Object> found = data.at(path);
        boolean met =
                op == Operator.EXISTS
                        ? found.isPresent() == Boolean.TRUE.equals(value)
                        : found.filter(this::compares).isPresent();
        return new Finding(this, found.orElse(null), met);
    }

    /// Whether a value is a time, or a day, as text.
    public static boolean isTime(Object value) {
        return value instanceof String text && time(text).isPresent();
    }

    /// What it asks of the value at its path, such as "must be at least 80".
    public String demand() {
        boolean times = isTime(value);
        return "must "
                + switch (op) {
                    case EQ -> "be " + said(value);
                    case NE -> "be other than " + said(value);
                    case GT -> (times ? "be after " : "be more than ") + said(value);
                    case GTE -> (times ? "not be before " : "be at least ") + said(value);
                    case LT -> (times ? "be before " : "be less than ") + said(value);
                    case LTE -> (times ? "not be after " : "be at most ") + said(value);
                    case IN -> "be one of " + said(value);
                    case CONTAINS -> "contain " + said(value);
                    case EXISTS -> Boolean.TRUE.equals(value) ? "be there" : "not be there";
                };
    }

    /// Why a value cannot even be compared.
    private String objection(Object found) {
        return switch (op) {
            case EQ, NE, GT, GTE, LT, LTE -> {
                if (value instanceof Number && number(found).isEmpty()) {
                    yield ", which is no number";
                }
                yield isTime(value) && !isTime(found) ? ", which is no time" : "";
            }
            case IN, CONTAINS, EXISTS -> "";
        };
    }

    private static String said(@Nullable Object value) {
        return switch (value) {
            case List<?> list ->
                    list.stream().map(Condition::said).collect(Collectors.joining(", "));
            case String text when !isTime(text) -> '"' + shortened(text) + '"';
            case null, default -> shortened(String.valueOf(value));
        };
    }

    private static String shortened(String text) {
        return text.length() > MOST_SAID ? text.substring(0, MOST_SAID) + "…" : text;
    }

    /// Whether a value that is there is what this asks for.
    boolean compares(Object found) {
        return switch (op) {
            case EXISTS -> throw new IllegalStateException("answered above");
            case EQ -> order(found, value).filter(o -> o == 0).isPresent();
            case NE -> order(found, value).filter(o -> o != 0).isPresent();
            case GT -> order(found, value).filter(o -> o > 0).isPresent();
            case GTE -> order(found, value).filter(o -> o >= 0).isPresent();
            case LT -> order(found, value).filter(o -> o < 0).isPresent();
            case LTE -> order(found, value).filter(o -> o <= 0).isPresent();
            case IN -> value instanceof List<?> list && among(list, found);
            case CONTAINS ->
                    found instanceof List<?> list
                            ? list.stream().anyMatch(item -> item != null && same(item, value))
                            : found instanceof String text && text.contains(value.toString());
        };
    }

    private static boolean among(List<?> allowed, Object found) {
        return allowed.stream().anyMatch(item -> item != null && same(found, item));
    }

    static boolean same(Object found, Object wanted) {
        return order(found, wanted).filter(o -> o == 0).isPresent();
    }

    static Optional<Integer> order(Object found, Object wanted) {
        return switch (wanted) {
            case Number number -> number(found).flatMap(f -> number(number).map(f::compareTo));
            case Boolean bool ->
                    found instanceof Boolean f ? Optional.of(f.compareTo(bool)) : Optional.empty();
            case String text -> textOrder(found, text);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> textOrder(Object found, String wanted) {
        if (!(found instanceof String || found instanceof Number)) {
            return Optional.empty();
        }
        Optional<Instant> time = time(wanted);
        if (time.isPresent()) {
            // A number is no time: 80 is not behind 2026-01-01.
            return time(found.toString()).map(t -> t.compareTo(time.get()));
        }
        return Optional.of(found.toString().compareTo(wanted));
    }

    private static Optional<BigDecimal> number(Object found) {
        if (!(found instanceof Number || found instanceof String)) {
            return Optional.empty();
        }
        String text = found.toString().strip();
        // A bound on the digits keeps "1e999999999" from becoming work.
        if (text.length() > 40 || !text.matches("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(text));
    }

    /// A time, or a day, which begins in UTC.
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    DAY.matcher(text).matches()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
