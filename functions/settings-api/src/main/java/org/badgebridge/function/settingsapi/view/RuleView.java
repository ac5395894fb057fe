package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.Penalty;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// One way to earn a template. `trouble` says why it can never be met, if so; of one that cannot be
/// read that is all that is known, but for its name.
public record RuleView(
        String id,
        String template,
        @Nullable String templateName,
        @Nullable String name,
        boolean mapping,
        List<GroupView> groups,
        List<PenaltyView> penalties,
        @Nullable Instant since,
        @Nullable String trouble,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    private static final String UNREADABLE =
            "This version cannot read it. Until it is deleted, or read by the version that made it,"
                    + " nothing of its template is taken back.";

    /// Requirements of which so many are to be met.
    public record GroupView(String name, int atLeast, List<RequirementView> requirements) {

        static GroupView of(Group group) {
            return new GroupView(
                    group.name(),
                    group.atLeast(),
                    group.requirements().stream().map(RequirementView::of).toList());
        }
    }

    /// An event that is to happen.
    public record RequirementView(
            String id,
            String event,
            @Nullable String source,
            @Nullable String course,
            List<ConditionView> conditions) {

        static RequirementView of(Requirement requirement) {
            return new RequirementView(
                    requirement.id(),
                    requirement.event().word(),
                    text(requirement.source()),
                    requirement.course(),
                    ConditionView.all(requirement.conditions()));
        }
    }

    /// What an event's data is to be.
    public record ConditionView(String path, String op, Object value) {

        static List<ConditionView> all(List<Condition> conditions) {
            return conditions.stream()
                    .map(each -> new ConditionView(each.path(), each.op().word(), each.value()))
                    .toList();
        }
    }

    /// An event that resets requirements.
    public record PenaltyView(
            String event,
            @Nullable String source,
            @Nullable String course,
            List<ConditionView> conditions,
            List<String> resets) {

        static PenaltyView of(Penalty penalty) {
            return new PenaltyView(
                    penalty.event().word(),
                    text(penalty.source()),
                    penalty.course(),
                    ConditionView.all(penalty.conditions()),
                    penalty.resets());
        }
    }

    public static RuleView of(Rule rule, @Nullable String templateName, @Nullable String trouble) {
        return new RuleView(
                rule.id().toString(),
                rule.id().template().toString(),
                templateName,
                rule.title(),
                rule.mapping(),
                rule.groups().stream().map(GroupView::of).toList(),
                rule.penalties().stream().map(PenaltyView::of).toList(),
                rule.since(),
                trouble,
                rule.createdAt(),
                rule.updatedAt());
    }

    public static RuleView unreadable(RuleId id, @Nullable String templateName) {
        return new RuleView(
                id.toString(),
                id.template().toString(),
                templateName,
                null,
                false,
                List.of(),
                List.of(),
                null,
                UNREADABLE,
                null,
                null);
    }

    private static @Nullable String text(@Nullable SourceId source) {
        return source == null ? null : source.value();
    }
}
