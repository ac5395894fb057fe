package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// [Rules] in the settings table. A rule is one item beside its template's other rules, and a name
/// in the match item of every key that it is filed under, so that an event finds what matches by
/// its keys alone, in one read, however many other rules there are.
public final class DynamoRules implements Rules {

    /// A learner's progress with all rules of a template is decided on in one transaction, together
    /// with the badge, its line of history and its signals, which are four at most.
    static final int MOST_RULES_OF_TEMPLATE = 90;

    private static final int MOST_KEYS = Transaction.MOST_ITEMS - 1;
    private static final String MATCHES = "matches";
    private static final String RULES = "rules";
    private static final int TRIES = 3;

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoRules(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public Set<TemplateId> matching(Collection<MatchKey> keys) {
        return filed(keys).values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Map<MatchKey, Set<TemplateId>> filed(Collection<MatchKey> keys) {
        BatchRead read = new BatchRead(client);
        keys.forEach(key -> read.with(settings.name(), SettingsKeys.match(key)));
        read.read();
        Map<MatchKey, Set<TemplateId>> filed = new LinkedHashMap<>();
        keys.forEach(key ->
                filed.put(
                        key,
                        read.item(settings.name(), SettingsKeys.match(key)).stream()
                                .flatMap(item -> Item.texts(item, RULES).stream())
                                .flatMap(id -> RuleId.parse(id).stream())
                                .map(RuleId::template)
                                .collect(Collectors.toCollection(LinkedHashSet::new))));
        return filed;
    }

    @Override
    public List<Rule> of(TemplateId template) {
        return settings.within(SettingsKeys.ofTemplate(template), SettingsKeys.RULE, Rule.class);
    }

    @Override
    public Optional<Rule> find(RuleId id) {
        return settings.get(SettingsKeys.rule(id), Rule.class);
    }

    @Override
    public Page<Rule> all(int most, Page.Cursor from) {
        return settings.page(
                        SettingsKeys.BY_KIND,
                        Conditions.of(SettingsKeys.KIND, SettingsKeys.RULE_KIND),
                        Table.Order.RISING,
                        most,
                        from)
                .map(item -> Item.record(item, Rule.class));
    }

    /// Refuses, with an [IllegalArgumentException], a rule that would be filed under more keys than
    /// one transaction writes, and one more rule of a template that has 90.
    @Override
    public boolean add(Rule rule, Function<SourceId, String> realmOf) {
        Set<MatchKey> keys = MatchKey.of(rule, realmOf);
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "The rule names %d different events and courses, at most %d fit; make several rules of it."
                            .formatted(keys.size(), MOST_KEYS));
        }
        if (of(rule.id().template()).size() >= MOST_RULES_OF_TEMPLATE) {
            throw new IllegalArgumentException(
                    "The template has %d rules already; give one rule a group with several requirements instead."
                            .formatted(MOST_RULES_OF_TEMPLATE));
        }
        List<Key> matches = keys.stream().map(SettingsKeys::match).distinct().toList();
        for (int i = 0; i < TRIES; i++) {
            if (added(rule, matches)) {
                return true;
            }
            if (find(rule.id()).isPresent()) {
                return false;
            }
        }
        throw busy(rule.id());
    }

    /// False also when another rule was being filed under one of the keys.
    private boolean added(Rule rule, List<Key> matches) {
        Transaction transaction =
                new Transaction(client).put(settings.name(), item(rule, matches), 0);
        matches.forEach(m -> transaction.include(settings.name(), m, RULES, rule.id().toString()));
        return transaction.commit();
    }

    /// Removes the rule from where it was filed, also should a source's realm have changed since.
    @Override
    public void remove(Rule rule) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Map<String, AttributeValue>> item = settings.get(SettingsKeys.rule(rule.id()));
            if (item.isEmpty() || removed(rule.id(), item.get())) {
                return;
            }
        }
        throw busy(rule.id());
    }

    private static IllegalStateException busy(RuleId id) {
        return new IllegalStateException(
                "Rule %s is being changed by someone else; try again.".formatted(id));
    }

    private boolean removed(RuleId id, Map<String, AttributeValue> item) {
        Transaction transaction =
                new Transaction(client)
                        .delete(settings.name(), SettingsKeys.rule(id), Item.version(item));
        AttributeValue matches = item.get(MATCHES);
        if (matches != null) {
            matches.l()
                    .forEach(pk ->
                            transaction.exclude(
                                    settings.name(),
                                    SettingsKeys.match(pk.s()),
                                    RULES,
                                    id.toString()));
        }
        return transaction.commit();
    }

    private static Item item(Rule rule, List<Key> matches) {
        return Item.at(SettingsKeys.rule(rule.id()), rule, 0)
                .with(SettingsKeys.KIND, SettingsKeys.RULE_KIND)
                .with(SettingsKeys.SORT, rule.id().toString())
                .with(
                        MATCHES,
                        AttributeValue.fromL(
                                matches.stream().map(m -> Attributes.text(m.pk())).toList()));
    }
}
