package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.award.Candidates;
import org.badgebridge.award.Judge;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.EffectsView;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What would come of a rule that is changed, made or removed, before it is. Changes nothing.
record RuleEffectsResource(
        Rules rules, RuleDrafts drafts, Candidates candidates, Judge judge, Clock clock)
        implements Resource {

    private static final int A_PAGE = 100;

    /// Counting that takes longer is told as far as it came.
    private static final Duration ENOUGH_FOR_A_PAGE = Duration.ofSeconds(20);

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/rules/effects", this::effects).asking());
    }

    private Answer effects(Call call) {
        Fields in = call.fields();
        Optional<RuleDrafts.Draft> draft = drafts.draft(in, "rule");
        Optional<Rule> without = drafts.known(in, "without");
        if (in.has("rule") == in.has("without")) {
            in.wrong("rule", "or without is needed, and one of them only");
        }
        in.check();
        RuleId changed =
                without.map(Rule::id).or(() -> draft.map(RuleDrafts.Draft::id)).orElseThrow();
        Rules.Of all = rules.of(changed.template());
        List<Rule> proposed = new ArrayList<>(all.rules());
        proposed.removeIf(each -> each.id().equals(changed));
        draft.map(each -> each.rule(clock.instant())).ifPresent(proposed::add);
        return Answer.ok(
                counted(changed.template(), proposed, all.unreadable().isEmpty(), call.deadline()));
    }

    /// `takes`: badges are taken back, which they are not while a rule of the template cannot be
    /// read.
    private EffectsView counted(
            TemplateId template, List<Rule> proposed, boolean takes, Deadline deadline) {
        Map<Judge.Effect, Long> counts = new EnumMap<>(Judge.Effect.class);
        Set<LearnerId> seen = new HashSet<>();
        Page.Cursor from = Page.Cursor.START;
        try (SideBySide reads = new SideBySide()) {
            while (from != null && deadline.allows(ENOUGH_FOR_A_PAGE)) {
                Page<LearnerId> page = candidates.page(template, proposed, A_PAGE, from);
                List<LearnerId> others = page.items().stream().filter(seen::add).toList();
                reads.each(
                                others,
                                learner -> judge.effect(new BadgeId(learner, template), proposed))
                        .get()
                        .forEach(effect -> counts.merge(effect, 1L, Long::sum));
                from = page.next();
            }
        }
        long have = counts.getOrDefault(Judge.Effect.HAVE, 0L);
        long lose = counts.getOrDefault(Judge.Effect.LOSE, 0L);
        return new EffectsView(
                counts.getOrDefault(Judge.Effect.GAIN, 0L),
                takes ? lose : 0,
                takes ? have : have + lose,
                from != null);
    }
}
