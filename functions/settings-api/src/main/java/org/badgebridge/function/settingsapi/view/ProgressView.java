package org.badgebridge.function.settingsapi.view;

import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.domain.rule.Group;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// How far a learner is with a rule: what is met, by which event, and what is missing.
public record ProgressView(
        String id,
        String learnerId,
        @Nullable PersonView learner,
        String templateId,
        @Nullable String templateName,
        String ruleId,
        @Nullable String ruleName,
        boolean satisfied,
        int met,
        int of,
        @Nullable String badgeId,
        @Nullable String badgeState,
        List<GroupView> groups,
        List<String> missing,
        @Nullable Instant updatedAt) {

    /// Whom progress is of, towards what, and the badge that came of it.
    public record Beside(
            @Nullable Learner learner,
            @Nullable String templateName,
            @Nullable BadgeId badge,
            @Nullable BadgeState state) {}

    /// Requirements of which so many are to be met, and how many are.
    public record GroupView(
            String name,
            int atLeast,
            long met,
            boolean complete,
            List<RequirementView> requirements) {

        public static GroupView of(Group group, Progress progress) {
            List<RequirementView> requirements =
                    group.requirements().stream()
                            .map(each -> RequirementView.of(each, progress.standing(each.id())))
                            .toList();
            long met = requirements.stream().filter(RequirementView::met).count();
            return new GroupView(
                    group.name(), group.atLeast(), met, met >= group.atLeast(), requirements);
        }
    }

    /// What is asked for, what meets it, or else what took that back or reset it, last.
    public record RequirementView(
            String id,
            String event,
            @Nullable String source,
            @Nullable String course,
            List<RuleView.ConditionView> conditions,
            boolean met,
            @Nullable ByView by,
            @Nullable TakenView taken,
            @Nullable ResetView reset) {

        static RequirementView of(Requirement asked, Progress.Standing standing) {
            boolean met = standing.met();
            return new RequirementView(
                    asked.id(),
                    asked.event().word(),
                    asked.source() == null ? null : asked.source().value(),
                    asked.course(),
                    RuleView.ConditionView.all(asked.conditions()),
                    met,
                    standing.by() == null ? null : ByView.of(standing.by()),
                    met || standing.taken() == null ? null : TakenView.of(standing.taken()),
                    met ? null : ResetView.of(standing));
        }
    }

    /// The event by which a requirement is met.
    public record ByView(
            String eventId,
            Instant at,
            Instant earnedAt,
            String certificateId,
            CertificateView.@Nullable CourseView course,
            @Nullable String source) {

        static ByView of(Progress.Earned earned) {
            Course course = earned.by().course();
            return new ByView(
                    earned.by().at().eventId(),
                    earned.by().at().time(),
                    earned.by().earnedAt(),
                    earned.certificate().toString(),
                    course == null ? null : CertificateView.CourseView.of(course),
                    earned.by().source() == null ? null : earned.by().source().value());
        }
    }

    /// The event that took back what met a requirement.
    public record TakenView(Instant at, String eventId) {

        static TakenView of(Position at) {
            return new TakenView(at.time(), at.eventId());
        }
    }

    /// What reset a requirement: an event, or a person with a reason.
    public record ResetView(
            Instant at, @Nullable String eventId, @Nullable String who, @Nullable String reason) {

        static @Nullable ResetView of(Progress.Standing standing) {
            Position reset = standing.reset();
            Progress.HandReset hand = standing.byHand();
            if (hand != null && (reset == null || hand.at().isAfter(reset))) {
                return new ResetView(hand.at().time(), null, hand.who(), hand.reason());
            }
            return reset == null ? null : new ResetView(reset.time(), reset.eventId(), null, null);
        }
    }

    public static ProgressView of(Progress progress, Rule rule, Beside beside) {
        List<GroupView> groups =
                rule.groups().stream().map(group -> GroupView.of(group, progress)).toList();
        return new ProgressView(
                progress.learner() + "." + rule.id(),
                progress.learner().value(),
                beside.learner() == null ? null : PersonView.of(beside.learner()),
                rule.id().template().toString(),
                beside.templateName(),
                rule.id().toString(),
                rule.title(),
                progress.earned(rule).isPresent(),
                (int) groups.stream().filter(GroupView::complete).count(),
                groups.size(),
                beside.badge() == null ? null : beside.badge().toString(),
                beside.state() == null ? null : beside.state().word(),
                groups,
                rule.groups().stream()
                        .filter(group -> progress.earned(group).isEmpty())
                        .map(group -> missing(group, progress))
                        .toList(),
                progress.updatedAt());
    }

    /// Such as "Courses: 1 more of: a certificate for welding-1 (/score must be at least 80)."
    private static String missing(Group group, Progress progress) {
        List<Requirement> open =
                group.requirements().stream()
                        .filter(each -> !progress.standing(each.id()).met())
                        .toList();
        int met = group.requirements().size() - open.size();
        int more = group.atLeast() - met;
        return "%s: %s%s."
                .formatted(
                        group.name(),
                        more == open.size() ? "" : "%d more of: ".formatted(more),
                        open.stream().map(ProgressView::asked).collect(Collectors.joining("; ")));
    }

    private static String asked(Requirement requirement) {
        String what =
                requirement.event() == EventType.COURSE_PASSED ? "pass " : "a certificate for ";
        String from = requirement.source() == null ? "" : " from " + requirement.source();
        String course = requirement.course() == null ? "any course" : requirement.course();
        String conditions =
                requirement.conditions().stream()
                        .map(ProgressView::demanded)
                        .collect(Collectors.joining(", "));
        return what + course + from + (conditions.isEmpty() ? "" : " (" + conditions + ")");
    }

    private static String demanded(Condition condition) {
        return condition.path() + " " + condition.demand();
    }
}
