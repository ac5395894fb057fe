package org.badgebridge.intake;

import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.domain.rule.Operator;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an event name of a platform stands for, as an admin writes it: clauses with `;` between
/// them, each one of our types or `ignore`, and perhaps conditions on the payload, as in
/// `certificate.issued when /data/status eq active and /data/score gte 80; certificate.revoked`.
/// The first clause whose conditions hold speaks; when none does, the event is ignored. `text` is
/// what was written.
record Meaning(String text, List<Clause> clauses) {

    static final String IGNORE = "ignore";

    private static final int MOST_CLAUSES = 10;
    private static final Pattern BETWEEN_CLAUSES = Pattern.compile("\\s*;\\s*");
    private static final Pattern CLAUSE = Pattern.compile("(\\S+)(?:\\s+when\\s+(.+))?");
    private static final Pattern AND = Pattern.compile("\\s+and\\s+");
    private static final Pattern CONDITION = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(.+)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    Meaning {
        clauses = List.copyOf(clauses);
    }

    /// `is` is what it stands for; null: an event that earns nothing.
    record Clause(@Nullable EventType is, List<Condition> when) {

        Clause {
            when = List.copyOf(when);
        }

        private boolean holds(EventData data) {
            return when.stream().allMatch(condition -> condition.isMetBy(data));
        }
    }

    static String words() {
        String types =
                Arrays.stream(EventType.values())
                        .map(EventType::word)
                        .collect(Collectors.joining(", "));
        return "One of %s, or %s, perhaps with conditions: certificate.issued when /data/status eq active; ignore"
                .formatted(types, IGNORE);
    }

    /// Empty when the text is no such sentence.
    static Optional<Meaning> parse(String text) {
        List<Clause> clauses = new ArrayList<>();
        String written = text.strip();
        for (String part : BETWEEN_CLAUSES.split(written, -1)) {
            Optional<Clause> clause = clause(part);
            if (clause.isEmpty() || clauses.size() == MOST_CLAUSES) {
                return Optional.empty();
            }
            clauses.add(clause.get());
        }
        return Optional.of(new Meaning(written, clauses));
    }

    private static Optional<Clause> clause(String text) {
        Matcher words = CLAUSE.matcher(text);
        if (!words.matches()) {
            return Optional.empty();
        }
        Optional<EventType> type = EventType.ofWord(words.group(1));
        if (type.isEmpty() && !words.group(1).equals(IGNORE)) {
            return Optional.empty();
        }
        List<Condition> conditions = new ArrayList<>();
        if (words.group(2) != null) {
            for (String part : AND.split(words.group(2), -1)) {
                Optional<Condition> condition = condition(part);
                if (condition.isEmpty()) {
                    return Optional.empty();
                }
                conditions.add(condition.get());
            }
        }
        return Optional.of(new Clause(type.orElse(null), conditions));
    }

    private static Optional<Condition> condition(String text) {
        Matcher words = CONDITION.matcher(text.strip());
        if (!words.matches() || !Place.Pointer.fits(words.group(1))) {
            return Optional.empty();
        }
        String path = words.group(1);
        String value = words.group(3).strip();
        return Operator.ofWord(words.group(2))
                .flatMap(op ->
                        switch (op) {
                            case EXISTS ->
                                    value.equals("true") || value.equals("false")
                                            ? Optional.of(
                                                    new Condition(path, op, value.equals("true")))
                                            : Optional.empty();
                            case IN ->
                                    Optional.of(
                                            new Condition(
                                                    path,
                                                    op,
                                                    Arrays.stream(value.split(",", -1))
                                                            .map(each -> value(each.strip()))
                                                            .toList()));
                            case EQ, NE, GT, GTE, LT, LTE, CONTAINS ->
                                    Optional.of(new Condition(path, op, value(value)));
                        });
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    /// What an event of this name with this data stands for; empty when it earns nothing.
    Optional<EventType> of(EventData data) {
        return clauses.stream()
                .filter(clause -> clause.holds(data))
                .findFirst()
                .flatMap(clause -> Optional.ofNullable(clause.is()));
    }

    /// Whether some data gives it this meaning.
    boolean mayMean(EventType type) {
        return clauses.stream().anyMatch(clause -> clause.is() == type);
    }
}
