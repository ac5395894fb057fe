package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.award.Awarder;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.PageView;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How far learners are with rules.
record ProgressResource(Awards awards, Rules rules, ProgressReader reader, Awarder awarder)
        implements Resource {

    private static final String WHAT = "progress";
    private static final int MOST_REQUIREMENTS = 40;
    private static final int MOST_REASON = 500;

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/progress", this::list),
                Route.get("/progress/{id}", this::read),
                Route.post("/progress/{id}/reset", this::reset));
    }

    /// Whose progress with which rule.
    private record Id(LearnerId learner, RuleId rule) {

        static Optional<Id> parse(String text) {
            int dot = text.indexOf('.');
            return dot < 0
                    ? Optional.empty()
                    : LearnerId.parse(text.substring(0, dot))
                            .flatMap(learner ->
                                    RuleId.parse(text.substring(dot + 1))
                                            .map(rule -> new Id(learner, rule)));
        }
    }

    private Answer list(Call call) {
        call.only("template", "learner", "limit", "cursor");
        Optional<String> template = call.query("template");
        Optional<String> learner = call.query("learner");
        if (template.isPresent() == learner.isPresent()) {
            throw Problem.invalid("template", "or learner is needed, and one of them only")
                    .refusal();
        }
        Page<Progress> page =
                template.map(RulesResource::template)
                        .map(id -> call.page((most, from) -> awards.progress(id, most, from)))
                        .orElseGet(() -> new Page<>(ofLearner(learner.orElseThrow()), null));
        return Answer.ok(
                PageView.of(
                        new Page<>(reader.views(page.items()), page.next()), Function.identity()));
    }

    private List<Progress> ofLearner(String text) {
        return awards.progress(
                LearnerId.parse(text)
                        .orElseThrow(() ->
                                Problem.invalid("learner", "is not an id of a learner").refusal()));
    }

    private Answer read(Call call) {
        return shown(progress(call));
    }

    /// What met the requirements before counts no more, for this learner; by events from now on
    /// they are met again.
    private Answer reset(Call call) {
        Progress was = progress(call);
        Rule rule = rules.find(was.rule()).orElseThrow(() -> Problem.notFound(WHAT).refusal());
        List<String> known = rule.requirements().map(Requirement::id).toList();
        Fields in = call.fields();
        List<String> requirements = in.texts("requirements", MOST_REQUIREMENTS);
        for (int i = 0; i < requirements.size(); i++) {
            if (!known.contains(requirements.get(i))) {
                in.wrong(
                        "requirements[%d]".formatted(i),
                        "must be of the rule's: " + String.join(", ", known));
            }
        }
        String reason = in.text("reason", MOST_REASON);
        in.check();
        if (awarder.reset(was.learner(), was.rule(), requirements, call.who(), reason).isEmpty()) {
            throw Problem.notFound(WHAT).refusal();
        }
        return shown(stored(new Id(was.learner(), was.rule())));
    }

    /// The progress that a call's path names, if it still is as the caller knows it: none yet, of a
    /// learner and a rule that are there.
    private Progress progress(Call call) {
        Id id = call.id("id", WHAT, Id::parse);
        if (rules.find(id.rule()).isEmpty() || awards.learner(id.learner()).isEmpty()) {
            throw Problem.notFound(WHAT).refusal();
        }
        Progress progress = stored(id);
        call.expect(progress.version());
        return progress;
    }

    private Progress stored(Id id) {
        return awards.progress(id.learner(), id.rule())
                .orElseGet(() -> Progress.none(id.learner(), id.rule()));
    }

    private Answer shown(Progress progress) {
        return Answer.ok(
                reader.views(List.of(progress)).stream()
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound(WHAT).refusal()),
                progress.version());
    }
}
