package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.domain.learner.Past;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.ProgressView;
import org.badgebridge.function.settingsapi.view.RuleTrialView;
import org.badgebridge.function.settingsapi.view.RuleTrialView.EventView;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Post;
import org.badgebridge.intake.Reading;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Tries a rule on an event as its platform posts it, or on all that a learner did, and explains
/// each condition. Changes nothing.
record RuleTrialResource(
        Accounts accounts,
        Awards awards,
        RuleDrafts drafts,
        EventReader reader,
        LearnerIds ids,
        Clock clock)
        implements Resource {

    /// A learner's newest: others decide too, and are not shown.
    private static final int MOST_SHOWN = 200;

    private static final int MOST_LEARNER_ID = 40;

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/rules/try", this::attempt).asking());
    }

    /// An event as it would be posted.
    private record Posted(Source source, Post post) {}

    private Answer attempt(Call call) {
        Fields in = call.fields();
        Optional<RuleDrafts.Draft> draft = drafts.draft(in, "rule");
        Optional<Rule> known = drafts.known(in, "rule_id");
        if (in.has("rule") == in.has("rule_id")) {
            in.wrong("rule", "or rule_id is needed, and one of them only");
        }
        Optional<Posted> posted = in.object("event").flatMap(this::posted);
        Optional<Learner> learner =
                in.parsed(
                        "learner",
                        MOST_LEARNER_ID,
                        text -> LearnerId.parse(text).flatMap(awards::learner),
                        "must be the id of a learner");
        if (in.has("event") == in.has("learner")) {
            in.wrong("event", "or learner is needed, and one of them only");
        }
        in.check();
        Rule rule = known.or(() -> draft.map(each -> each.rule(clock.instant()))).orElseThrow();
        return Answer.ok(
                posted.map(each -> onEvent(rule, each))
                        .orElseGet(() -> onPast(rule, learner.orElseThrow().id())));
    }

    // ---- An event -------------------------------------------------------------------------------

    private Optional<Posted> posted(Fields in) {
        Optional<Source> source =
                in.needed(
                        "source",
                        Ids.MOST_LENGTH,
                        text -> Ids.source(text).flatMap(accounts::source),
                        "must be the id of a source");
        Optional<String> body = in.raw("body");
        if (body.isEmpty()) {
            in.wrong("body", "is needed: the payload, as JSON or as a text");
        }
        Map<String, String> headers = in.textMap("headers").orElse(Map.of());
        return source.flatMap(from ->
                body.map(text ->
                        new Posted(
                                from, new Post(headers, text.getBytes(StandardCharsets.UTF_8)))));
    }

    private RuleTrialView onEvent(Rule rule, Posted posted) {
        Source source = posted.source();
        return new RuleTrialView(
                null,
                null,
                reader.readAsPosted(source, posted.post(), clock.instant()).stream()
                        .map(item -> read(rule, source, item.reading()))
                        .toList());
    }

    private EventView read(Rule rule, Source source, Reading reading) {
        return switch (reading) {
            case Reading.Of(var event) -> {
                LearnerId learner = ids.of(event.realm(), event.person());
                yield EventView.posted(rule, Fact.of(CertificateId.of(learner, event), event));
            }
            case Reading.Ignored(String reason) -> EventView.none(source.id().value(), reason);
            case Reading.Unusable(String reason) -> EventView.none(source.id().value(), reason);
        };
    }

    // ---- A learner's past -----------------------------------------------------------------------

    private RuleTrialView onPast(Rule rule, LearnerId learner) {
        Past past = awards.past(learner);
        Progress had =
                awards.progress(learner, rule.id())
                        .orElseGet(() -> Progress.none(learner, rule.id()));
        Progress progress = had.isOf(rule) ? had : had.anew(rule, past);
        return new RuleTrialView(
                progress.earned(rule).isPresent(),
                rule.groups().stream()
                        .map(group -> ProgressView.GroupView.of(group, progress))
                        .toList(),
                newest(past).map(fact -> EventView.past(rule, fact)).toList());
    }

    private static Stream<Fact> newest(Past past) {
        return past.facts().stream()
                .sorted(Comparator.comparing(Fact::at).reversed())
                .limit(MOST_SHOWN);
    }
}
