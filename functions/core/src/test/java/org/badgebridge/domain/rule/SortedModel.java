package org.badgebridge.domain.rule;

import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Fact;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
    private final Map<String, Map<String, Held>> met = new TreeMap<>();
    private final Map<String, Position> everMet = new HashMap<>();

    /// `since`: the first event that ever met it, unless it was taken back or reset after that.
    private record Held(Position since, Progress.Earned by) {}

    public SortedModel(Rule rule, Function<LearningEvent, Fact> fact) {
        this.rule = rule;
        this.fact = fact;
    }

    public Optional<Progress.Earned> earned(List<LearningEvent> events) {
        events.stream().map(fact).sorted(Comparator.comparing(Fact::at)).forEach(this::on);
        List<Progress.Earned> restsOn = new ArrayList<>();
        for (Group group : rule.groups()) {
            List<Collection<Held>> firstMet =
                    group.requirements().stream()
                            .map(each -> met.getOrDefault(each.id(), Map.of()).values())
                            .filter(here -> !here.isEmpty())
                            .sorted(Comparator.comparing(SortedModel::oldest))
                            .toList();
            if (firstMet.size() < group.atLeast()) {
                return Optional.empty();
            }
            firstMet.subList(0, group.atLeast())
                    .forEach(here -> here.forEach(held -> restsOn.add(held.by())));
        }
        return restsOn.stream().max(BY_TIME);
    }

    private static Position oldest(Collection<Held> here) {
        return here.stream().map(Held::since).min(Comparator.naturalOrder()).orElseThrow();
    }

    private void on(Fact fact) {
        String key = fact.certificate().key();
        if (fact.type().negative()) {
            met.values().forEach(certificates -> certificates.remove(key));
        }
        rule.requirements()
                .filter(each -> each.isMetBy(fact) && rule.counts(fact))
                .forEach(each -> meet(each.id(), key, fact));
        rule.penalties().stream()
                .filter(each -> each.isIncurredBy(fact))
                .flatMap(each -> each.resets().stream())
                .forEach(met::remove);
    }

    private void meet(String requirement, String key, Fact fact) {
        Map<String, Held> here = met.computeIfAbsent(requirement, _ -> new TreeMap<>());
        Position first = everMet.putIfAbsent(requirement + " " + key, fact.at());
        @Nullable Held before = here.get(key);
        Position since =
                before == null || !before.since().equals(first) ? fact.at() : before.since();
        here.put(key, new Held(since, earned(fact)));
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
