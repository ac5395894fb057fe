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
public interface Rules {

    /// The templates of all rules filed under one of the keys. Cost follows what matches.
    Set<TemplateId> matching(Collection<MatchKey> keys);

    /// The templates of the rules that are filed under each of the keys.
    Map<MatchKey, Set<TemplateId>> filed(Collection<MatchKey> keys);

    /// All rules of a template.
    List<Rule> of(TemplateId template);

    Optional<Rule> find(RuleId id);

    /// Every rule; eventually consistent.
    Page<Rule> all(int most, Page.Cursor from);

    /// Files a rule that is new, under the realms of the sources it names. False when a rule of
    /// that name exists.
    boolean add(Rule rule, Function<SourceId, String> realmOf);

    /// Removes a rule from wherever it was filed; one that is not there is removed already.
    void remove(Rule rule);
}
