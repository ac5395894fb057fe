package org.badgebridge.function.settingsapi.view;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.rule.Condition;
import org.badgebridge.domain.rule.Match;
import org.badgebridge.domain.rule.Penalty;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What a rule makes of events: of one that was posted, or of all that a learner did, and then
/// whether that satisfies it.
public record RuleTrialView(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean satisfied,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ProgressView.GroupView> groups,
        List<EventView> events) {

    /// An event against each part of the rule; `reason` says why something that was posted is none.
    public record EventView(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String eventId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant at,
            @Nullable String type,
            CertificateView.@Nullable CourseView course,
            String source,
            List<RequirementView> requirements,
            List<PenaltyView> penalties,
            @Nullable String reason) {

        public static EventView none(String source, String reason) {
            return new EventView(null, null, null, null, source, List.of(), List.of(), reason);
        }

        /// An event that was only posted to try it.
        public static EventView posted(Rule rule, Fact fact) {
            return of(rule, fact, null, null, false);
        }

        /// One of a learner's past, in which an e-mail is masked.
        public static EventView past(Rule rule, Fact fact) {
            return of(rule, fact, fact.at().eventId(), fact.at().time(), true);
        }

        private static EventView of(
                Rule rule,
                Fact fact,
                @Nullable String eventId,
                @Nullable Instant at,
                boolean masking) {
            return new EventView(
                    eventId,
                    at,
                    fact.type().word(),
                    fact.course() == null ? null : CertificateView.CourseView.of(fact.course()),
                    fact.source().value(),
                    rule.requirements()
                            .map(each -> RequirementView.of(each, rule, fact, masking))
                            .toList(),
                    rule.penalties().stream()
                            .map(each -> PenaltyView.of(each, fact, masking))
                            .toList(),
                    null);
        }
    }

    /// A requirement against an event. `counts`: it was earned late enough for the rule.
    public record RequirementView(
            String id,
            boolean met,
            boolean eventFits,
            boolean sourceFits,
            boolean courseFits,
            boolean counts,
            List<FindingView> conditions) {

        static RequirementView of(Requirement requirement, Rule rule, Fact fact, boolean masking) {
            Match match = requirement.match(fact);
            return new RequirementView(
                    requirement.id(),
                    match.whole() && rule.counts(fact),
                    match.event(),
                    match.source(),
                    match.course(),
                    rule.counts(fact),
                    FindingView.all(match, masking));
        }
    }

    /// A penalty against an event.
    public record PenaltyView(
            boolean incurred,
            boolean eventFits,
            boolean sourceFits,
            boolean courseFits,
            List<FindingView> conditions,
            List<String> resets) {

        static PenaltyView of(Penalty penalty, Fact fact, boolean masking) {
            Match match = penalty.match(fact);
            return new PenaltyView(
                    penalty.isIncurredBy(fact),
                    match.event(),
                    match.source(),
                    match.course(),
                    FindingView.all(match, masking),
                    penalty.resets());
        }
    }

    /// A condition, what is there, and what to make of it.
    public record FindingView(
            String path,
            String op,
            Object value,
            @Nullable Object found,
            boolean met,
            String explanation) {

        static List<FindingView> all(Match match, boolean masking) {
            return match.conditions().stream()
                    .map(each -> of(masking ? masked(each) : each))
                    .toList();
        }

        private static FindingView of(Condition.Finding finding) {
            Condition condition = finding.condition();
            return new FindingView(
                    condition.path(),
                    condition.op().word(),
                    condition.value(),
                    finding.found(),
                    finding.met(),
                    finding.explanation());
        }

        /// What may hold a learner's e-mail shows no more of it than elsewhere.
        private static Condition.Finding masked(Condition.Finding finding) {
            return finding.found() instanceof String text && text.contains("@")
                    ? new Condition.Finding(
                            finding.condition(), LearnerView.masked(text), finding.met())
                    : finding;
        }
    }
}
