package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Stored rules, filed under what they match. Strongly consistent, except [#all]. Thread-safe.
///
/// A rule that this version cannot read disturbs no other: it is told of as [Unreadable].
public interface Rules {

    /// The templates of all rules filed under one of the keys. Cost follows what matches.
    Set<TemplateId> matching(Collection<MatchKey> keys);

    /// The templates of the rules that are filed under each of the keys.
    Map<MatchKey, Set<TemplateId>> filed(Collection<MatchKey> keys);

    /// All rules of a template.
    Of of(TemplateId template);

    Optional<Stored> look(RuleId id);

    /// The rule, if there is one that can be read.
    default Optional<Rule> find(RuleId id) {
        return look(id).flatMap(Stored::readable);
    }

    /// Every rule; eventually consistent.
    Page<Stored> all(int most, Page.Cursor from);

    /// Files a rule that is new, under the realms of the sources it names. False when a rule of
    /// that name exists. Refuses, with an [IllegalArgumentException] that says why, what cannot be
    /// kept.
    boolean add(Rule rule, Function<SourceId, String> realmOf);

    /// Files a rule in the place of the state of it that was read. False when another was faster.
    /// Refuses as [#add] does.
    boolean replace(Rule rule, Function<SourceId, String> realmOf);

    /// Removes a rule from wherever it was filed; one that is not there is removed already.
    void remove(RuleId id);

    /// A rule as it is stored.
    sealed interface Stored {

        RuleId id();

        default Optional<Rule> readable() {
            return switch (this) {
                case Whole(Rule rule) -> Optional.of(rule);
                case Unreadable _ -> Optional.empty();
            };
        }
    }

    record Whole(Rule rule) implements Stored {
        @Override
        public RuleId id() {
            return rule.id();
        }
    }

    /// Of a newer version of this program, or spoilt.
    record Unreadable(RuleId id) implements Stored {}

    /// What earns a template. While some of it cannot be read, nobody can say that nothing earns
    /// it.
    record Of(List<Rule> rules, List<RuleId> unreadable) {

        public Of {
            rules = List.copyOf(rules);
            unreadable = List.copyOf(unreadable);
        }

        public List<RuleId> ids() {
            return rules.stream().map(Rule::id).toList();
        }
    }
}
