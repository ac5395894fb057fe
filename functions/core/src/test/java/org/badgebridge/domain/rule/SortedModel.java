package org.badgebridge.domain.rule;

import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.learner.Fact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Events once and in order: what met a requirement counts until it is taken back or reset.
public final class SortedModel {
    private static final Comparator<Progress.Earned> BY_TIME =
            Comparator.comparing(earned -> earned.by().at());

    private final Rule rule;
    private final Function<LearningEvent, Fact> fact;
    private final Map<String, Map<String, Progress.Earned>> met = new TreeMap<>();

    public SortedModel(Rule rule, Function<LearningEvent, Fact> fact) {
        this.rule = rule;
        this.fact = fact;
    }

    public Optional<Progress.Earned> earned(List<LearningEvent> events) {
        events.stream().map(fact).sorted(Comparator.comparing(Fact::at)).forEach(this::on);
        List<Progress.Earned> completing = new ArrayList<>();
        for (Group group : rule.groups()) {
            List<Progress.Earned> oldestFirst =
                    group.requirements().stream()
                            .map(each -> met.getOrDefault(each.id(), Map.of()).values())
                            .filter(here -> !here.isEmpty())
                            .map(here -> here.stream().max(BY_TIME).orElseThrow())
                            .sorted(BY_TIME)
                            .toList();
            if (oldestFirst.size() < group.atLeast()) {
                return Optional.empty();
            }
            completing.add(oldestFirst.get(group.atLeast() - 1));
        }
        return completing.stream().max(BY_TIME);
    }

    private void on(Fact fact) {
        String key = fact.certificate().key();
        if (fact.type().negative()) {
            met.values().forEach(certificates -> certificates.remove(key));
        }
        rule.requirements()
                .filter(each -> each.isMetBy(fact) && rule.counts(fact))
                .forEach(each ->
                        met.computeIfAbsent(each.id(), _ -> new TreeMap<>())
                                .put(key, earned(fact)));
        rule.penalties().stream()
                .filter(each -> each.isIncurredBy(fact))
                .flatMap(each -> each.resets().stream())
                .forEach(met::remove);
    }

    private static Progress.Earned earned(Fact fact) {
        Mark.Met by =
                new Mark.Met(
                        fact.at(),
                        fact.earnedAt(),
                        fact.expiresAt(),
                        fact.url(),
                        fact.course(),
                        fact.source());
        return new Progress.Earned(by, fact.certificate());
    }
}
