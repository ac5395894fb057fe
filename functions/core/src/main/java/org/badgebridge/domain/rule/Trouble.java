package org.badgebridge.domain.rule;

import org.badgebridge.domain.account.SourceId;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Why a rule can never be met, whatever anybody does, in one sentence; what is only unlikely is no
/// trouble. Pure.
public final class Trouble {

    private final Rule rule;
    private final Function<SourceId, Optional<String>> realmOf;

    private Trouble(Rule rule, Function<SourceId, Optional<String>> realmOf) {
        this.rule = rule;
        this.realmOf = realmOf;
    }

    /// Empty when there is none.
    ///
    /// @param realmOf empty for a source that is not there
    public static Optional<String> of(Rule rule, Function<SourceId, Optional<String>> realmOf) {
        return new Trouble(rule, realmOf).sentence();
    }

    private Optional<String> sentence() {
        if (rule.groups().isEmpty()) {
            return Optional.of("It has no group, so nothing can meet it.");
        }
        return rule.groups().stream()
                .flatMap(group -> hindrance(group).stream())
                .findFirst()
                .or(this::realms);
    }

    /// What keeps so many of a group's requirements from ever being met that too few are left.
    private Optional<String> hindrance(Group group) {
        return possible(group).count() >= group.atLeast()
                ? Optional.empty()
                : group.requirements().stream()
                        .flatMap(each -> hindrance(each).stream())
                        .findFirst();
    }

    private Stream<Requirement> possible(Group group) {
        return group.requirements().stream().filter(each -> hindrance(each).isEmpty());
    }

    private Optional<String> hindrance(Requirement requirement) {
        SourceId source = requirement.source();
        if (source != null && realmOf.apply(source).isEmpty()) {
            return Optional.of(
                    "%s can never be met: there is no source %s any more."
                            .formatted(place(requirement), source));
        }
        return contradiction(requirement.conditions())
                .map(both -> "%s can never be met: %s".formatted(place(requirement), both));
    }

    /// Where people find it; of a mapping they know no parts.
    private String place(Requirement requirement) {
        if (rule.mapping()) {
            return "It";
        }
        List<Group> groups = rule.groups();
        for (int i = 0; i < groups.size(); i++) {
            int number = groups.get(i).requirements().indexOf(requirement) + 1;
            if (number > 0) {
                return "Requirement %d of group %d".formatted(number, i + 1);
            }
        }
        throw new IllegalStateException("a requirement of no group of the rule");
    }

    // ---- Realms ---------------------------------------------------------------------------------

    /// A learner is a person of one realm, so what one of them is to meet must be possible in one.
    private Optional<String> realms() {
        Set<String> named = new LinkedHashSet<>();
        rule.requirements().flatMap(each -> realm(each).stream()).forEach(named::add);
        return named.isEmpty() || named.stream().anyMatch(this::possibleIn)
                ? Optional.empty()
                : Optional.of(
                        "Nobody can meet all of it: its sources belong to different realms (%s), and a learner is a person of one. Make a rule for each realm."
                                .formatted(String.join(", ", named)));
    }

    private boolean possibleIn(String realm) {
        return rule.groups().stream()
                .allMatch(group ->
                        possible(group)
                                        .filter(each -> realm(each).map(realm::equals).orElse(true))
                                        .count()
                                >= group.atLeast());
    }

    private Optional<String> realm(Requirement requirement) {
        return Optional.ofNullable(requirement.source()).flatMap(realmOf);
    }

    // ---- Conditions -----------------------------------------------------------------------------

    /// Two conditions that no data can meet together.
    private static Optional<String> contradiction(List<Condition> all) {
        for (Condition one : all) {
            List<Condition> beside =
                    all.stream().filter(each -> each.path().equals(one.path())).toList();
            Optional<String> found =
                    all.stream()
                            .filter(other -> apart(one, other))
                            .map(other -> both(one, other))
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
            if (names(one) && named(one).noneMatch(value -> meetsAll(value, beside))) {
                return Optional.of(
                        "%s %s, and none of that is what else is asked of it."
                                .formatted(one.path(), one.demand()));
            }
        }
        return Optional.empty();
    }

    private static String both(Condition one, Condition other) {
        return "%s %s, and %s %s."
                .formatted(one.path(), one.demand(), other.path(), other.demand());
    }

    private static boolean apart(Condition one, Condition other) {
        if (forbids(one)) {
            return !forbids(other)
                    && (other.path().equals(one.path())
                            || other.path().startsWith(one.path() + "/"));
        }
        return one.path().equals(other.path())
                && ((names(one) && !meets(one, other))
                        || (bounds(one) && bounds(other) && empty(one, other)));
    }

    private static boolean forbids(Condition condition) {
        return condition.op() == Operator.EXISTS && Boolean.FALSE.equals(condition.value());
    }

    /// Whether it names the values that there may be.
    private static boolean names(Condition condition) {
        return condition.op() == Operator.EQ || condition.op() == Operator.IN;
    }

    private static Stream<Object> named(Condition condition) {
        return condition.value() instanceof List<?> list
                ? list.stream().map(Objects::requireNonNull)
                : Stream.of(condition.value());
    }

    private static boolean meets(Condition naming, Condition other) {
        return named(naming).anyMatch(value -> meets(value, other));
    }

    private static boolean meetsAll(Object value, List<Condition> all) {
        return all.stream().allMatch(each -> meets(value, each));
    }

    /// Whether what is taken for a named value can meet another condition. A number may come as a
    /// text, and as `80` or `80.0`, so that what looks into texts decides nothing here.
    private static boolean meets(Object value, Condition other) {
        return switch (other.op()) {
            case EQ, IN -> named(other).anyMatch(each -> alike(value, each));
            case GT, GTE, LT, LTE -> !bounds(other) || other.compares(value);
            case NE ->
                    value instanceof Number != other.value() instanceof Number
                            || other.compares(value);
            case CONTAINS, EXISTS -> true;
        };
    }

    private static boolean alike(Object one, Object other) {
        return Condition.same(one, other) || Condition.same(other, one);
    }

    /// Whether it bounds numbers or times; what bounds anything else is not looked at.
    private static boolean bounds(Condition condition) {
        return switch (condition.op()) {
            case GT, GTE, LT, LTE -> condition.op().takes(condition.value());
            case EQ, NE, IN, CONTAINS, EXISTS -> false;
        };
    }

    /// Whether nothing lies within both bounds: below one and above the other, or a number and a
    /// time at once.
    private static boolean empty(Condition one, Condition other) {
        if (one.value() instanceof Number != other.value() instanceof Number) {
            return true;
        }
        boolean facing = isLower(one) && !isLower(other);
        int order = Condition.order(one.value(), other.value()).orElse(0);
        boolean closed = one.op() == Operator.GTE && other.op() == Operator.LTE;
        return facing && (order > 0 || (order == 0 && !closed));
    }

    private static boolean isLower(Condition condition) {
        return condition.op() == Operator.GT || condition.op() == Operator.GTE;
    }
}
