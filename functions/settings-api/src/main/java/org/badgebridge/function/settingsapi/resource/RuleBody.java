package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.Operator;
import org.badgebridge.domain.rule.Penalty;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Fields;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a body says of a rule. What is wrong is told by its place, such as
/// `groups[0].requirements[1].conditions[0].value`, and only what is right is to be relied on after
/// the fields are checked.
record RuleBody(
        @Nullable String title,
        List<Group> groups,
        List<Penalty> penalties,
        @Nullable Instant since) {

    /// What answers have of a rule beside what it says.
    private static final String[] READ_ONLY = {
        "template_name", "trouble", "created_at", "updated_at"
    };

    private static final int MOST_TEXT = 255;
    private static final int MOST_WORD = 40;
    private static final int MOST_GROUPS = 20;
    private static final int MOST_REQUIREMENTS = 40;
    private static final int MOST_PENALTIES = 20;
    private static final int MOST_CONDITIONS = 10;
    private static final int MOST_ALLOWED = 50;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    RuleBody {
        groups = List.copyOf(groups);
        penalties = List.copyOf(penalties);
    }

    /// Reads a rule that is new.
    static RuleBody of(Fields in, Predicate<SourceId> sourceExists) {
        return new Reader(in, sourceExists, null).read();
    }

    /// Reads what a rule is to be; what is not named stays.
    static RuleBody of(Fields in, Predicate<SourceId> sourceExists, Rule was) {
        return new Reader(in, sourceExists, was).read();
    }

    Rule rule(RuleId id, Instant now) {
        return Rule.built(id, title, groups, penalties, since, now);
    }

    private static final class Reader {
        private final Fields in;
        private final Predicate<SourceId> sourceExists;
        private final @Nullable Rule was;
        private final Set<String> ids = new LinkedHashSet<>();

        Reader(Fields in, Predicate<SourceId> sourceExists, @Nullable Rule was) {
            this.in = in.ignoring(READ_ONLY);
            this.sourceExists = sourceExists;
            this.was = was;
        }

        RuleBody read() {
            String title = in.optionalText("name", MOST_TEXT).orElse(null);
            List<Group> groups = groups();
            List<Penalty> penalties = penalties();
            Instant since = in.time("since").orElse(null);
            if (was == null) {
                return new RuleBody(title, groups, penalties, since);
            }
            return new RuleBody(
                    in.has("name") ? title : was.title(),
                    groups,
                    penalties,
                    in.has("since") ? since : was.since());
        }

        // ---- Groups -----------------------------------------------------------------------------

        /// A group as it is written, and its requirements, each with the id that it names.
        private record Written(Fields fields, List<Named> requirements) {}

        private record Named(Fields fields, @Nullable String id) {}

        private List<Group> groups() {
            if (was != null && !in.has("groups")) {
                was.requirements().map(Requirement::id).forEach(ids::add);
                return was.groups();
            }
            List<Written> written =
                    in.objects("groups", MOST_GROUPS).stream().map(this::written).toList();
            if (written.stream().mapToInt(each -> each.requirements().size()).sum()
                    > MOST_REQUIREMENTS) {
                in.wrong(
                        "groups",
                        "must have at most %d requirements together; make several rules of it"
                                .formatted(MOST_REQUIREMENTS));
            }
            List<Group> groups = new ArrayList<>();
            for (Written each : written) {
                group(each, "Group " + (groups.size() + 1)).ifPresent(groups::add);
            }
            return groups;
        }

        private Written written(Fields group) {
            return new Written(
                    group,
                    group.objects("requirements", MOST_REQUIREMENTS).stream()
                            .map(each -> new Named(each, id(each)))
                            .toList());
        }

        private @Nullable String id(Fields requirement) {
            Optional<String> id =
                    requirement.parsed(
                            "id",
                            MOST_WORD,
                            text -> Optional.of(text).filter(t -> ID.matcher(t).matches()),
                            "must be 1 to 40 letters, digits, hyphens or underscores");
            if (id.isPresent() && !ids.add(id.get())) {
                requirement.wrong("id", "is another requirement's too; each has its own");
            }
            return id.orElse(null);
        }

        private Optional<Group> group(Written written, String otherwise) {
            Fields fields = written.fields();
            String name = fields.optionalText("name", MOST_TEXT).orElse(otherwise);
            int many = written.requirements().size();
            if (many == 0) {
                fields.wrong("requirements", "must have one at least");
            }
            int atLeast = fields.number("at_least", 1, Math.max(1, many)).orElse(1);
            List<Requirement> requirements =
                    written.requirements().stream()
                            .flatMap(each -> requirement(each).stream())
                            .toList();
            return requirements.isEmpty() || requirements.size() < atLeast
                    ? Optional.empty()
                    : Optional.of(new Group(name, atLeast, requirements));
        }

        private Optional<Requirement> requirement(Named named) {
            Fields fields = named.fields();
            Optional<EventType> event =
                    fields.needed(
                            "event",
                            MOST_WORD,
                            text -> EventType.ofWord(text).filter(type -> !type.negative()),
                            "must be certificate.issued or course.passed");
            SourceId source = source(fields);
            String course = fields.optionalText("course", MOST_TEXT).orElse(null);
            List<Condition> conditions = conditions(fields);
            return event.map(type ->
                    new Requirement(
                            Optional.ofNullable(named.id()).orElseGet(this::freeId),
                            type,
                            source,
                            course,
                            conditions));
        }

        /// None that the rule had before: what a person reset of that one is not of this.
        private String freeId() {
            for (int n = 1; ; n++) {
                String id = "r" + n;
                boolean had =
                        was != null && was.requirements().anyMatch(each -> each.id().equals(id));
                if (!had && ids.add(id)) {
                    return id;
                }
            }
        }

        private @Nullable SourceId source(Fields fields) {
            return fields.parsed(
                            "source",
                            MOST_WORD,
                            text -> Ids.source(text).filter(sourceExists),
                            "must be the id of a source; leave it out for any")
                    .orElse(null);
        }

        // ---- Conditions -------------------------------------------------------------------------

        private static List<Condition> conditions(Fields fields) {
            return fields.objects("conditions", MOST_CONDITIONS).stream()
                    .flatMap(each -> condition(each).stream())
                    .toList();
        }

        private static Optional<Condition> condition(Fields fields) {
            Optional<String> path =
                    fields.needed(
                            "path",
                            MOST_TEXT,
                            text -> Optional.of(text).filter(EventData::isPointer),
                            "must be a JSON Pointer such as /data/score");
            Optional<Operator> op =
                    fields.needed(
                            "op",
                            MOST_WORD,
                            Operator::ofWord,
                            "must be one of eq, ne, gt, gte, lt, lte, in, contains, exists");
            Optional<Object> value = fields.plain("value", MOST_TEXT, MOST_ALLOWED);
            if (op.isPresent() && value.isPresent() && !op.get().takes(value.get())) {
                fields.wrong("value", right(op.get()));
                return Optional.empty();
            }
            return path.isPresent() && op.isPresent() && value.isPresent()
                    ? Optional.of(new Condition(path.get(), op.get(), value.get()))
                    : Optional.empty();
        }

        private static String right(Operator op) {
            return switch (op) {
                case GT, GTE, LT, LTE ->
                        "must be a number, or a time such as 2026-01-15T09:30:00Z, for "
                                + op.word();
                case IN -> "must be a list of numbers and texts for in";
                case EXISTS -> "must be true or false for exists";
                case EQ, NE, CONTAINS ->
                        "must be one number, text or boolean for %s; in takes a list"
                                .formatted(op.word());
            };
        }

        // ---- Penalties --------------------------------------------------------------------------

        private List<Penalty> penalties() {
            if (was != null && !in.has("penalties")) {
                List<String> missing =
                        was.penalties().stream()
                                .flatMap(each -> each.resets().stream())
                                .filter(id -> !ids.contains(id))
                                .distinct()
                                .toList();
                if (!missing.isEmpty()) {
                    in.wrong(
                            "groups",
                            "lack %s, which a penalty resets; say the penalties too"
                                    .formatted(String.join(", ", missing)));
                }
                return was.penalties();
            }
            return in.objects("penalties", MOST_PENALTIES).stream()
                    .flatMap(each -> penalty(each).stream())
                    .toList();
        }

        private Optional<Penalty> penalty(Fields fields) {
            Optional<EventType> event =
                    fields.needed(
                            "event",
                            MOST_WORD,
                            EventType::ofWord,
                            "must be certificate.issued, certificate.revoked, course.passed or"
                                    + " course.failed");
            SourceId source = source(fields);
            String course = fields.optionalText("course", MOST_TEXT).orElse(null);
            List<Condition> conditions = conditions(fields);
            if (source == null && course == null && conditions.isEmpty()) {
                fields.wrong(
                        "conditions",
                        "or a course or a source is needed: otherwise whatever anybody does resets"
                                + " the requirements");
            }
            List<String> resets = fields.texts("resets", MOST_REQUIREMENTS);
            for (int i = 0; i < resets.size(); i++) {
                if (!ids.contains(resets.get(i))) {
                    fields.wrong(
                            "resets[%d]".formatted(i),
                            "must be the id of a requirement of this rule");
                }
            }
            return event.map(type -> new Penalty(type, source, course, conditions, resets));
        }
    }
}
