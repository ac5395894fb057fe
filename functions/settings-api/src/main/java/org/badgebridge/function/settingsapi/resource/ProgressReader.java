package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.function.settingsapi.view.ProgressView;
import org.badgebridge.listing.BadgeFinder;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows progress as rules are today: what was folded by an older state of its rule is derived
/// anew. Thread-safe.
record ProgressReader(Awards awards, Rules rules, RuleReader ruleReader, BadgeFinder finder) {

    /// Progress, and its rule as it is today.
    private record Of(Progress progress, Rule rule) {

        LearnerId learner() {
            return progress.learner();
        }

        TemplateId template() {
            return rule.id().template();
        }

        BadgeId badge() {
            return new BadgeId(learner(), template());
        }
    }

    /// In the order given; without that of rules which are gone or cannot be read.
    List<ProgressView> views(List<Progress> stored) {
        List<Of> all = ofToday(stored);
        Map<LearnerId, Learner> learners =
                awards.learners(all.stream().map(Of::learner).distinct().toList());
        Map<TemplateId, String> names =
                ruleReader.names(all.stream().map(Of::template).distinct().toList());
        Map<BadgeId, BadgeFinder.Found> badges =
                finder.see(all.stream().map(Of::badge).distinct().toList()).stream()
                        .collect(Collectors.toMap(each -> each.badge().id(), Function.identity()));
        return all.stream()
                .map(each -> {
                    BadgeFinder.Found found = badges.get(each.badge());
                    return ProgressView.of(
                            each.progress(),
                            each.rule(),
                            new ProgressView.Beside(
                                    learners.get(each.learner()),
                                    names.get(each.template()),
                                    found == null ? null : found.badge().id(),
                                    found == null ? null : found.seen().state()));
                })
                .toList();
    }

    private List<Of> ofToday(List<Progress> stored) {
        Map<RuleId, Rule> known = new HashMap<>();
        stored.stream()
                .map(each -> each.rule().template())
                .distinct()
                .flatMap(template -> rules.of(template).rules().stream())
                .forEach(rule -> known.put(rule.id(), rule));
        List<Of> all =
                stored.stream()
                        .flatMap(each ->
                                Stream.ofNullable(known.get(each.rule()))
                                        .map(rule -> new Of(each, rule)))
                        .toList();
        try (SideBySide reads = new SideBySide()) {
            return reads.each(all, this::current).get();
        }
    }

    private Of current(Of had) {
        return had.progress().isOf(had.rule())
                ? had
                : new Of(had.progress().anew(had.rule(), awards.past(had.learner())), had.rule());
    }
}
