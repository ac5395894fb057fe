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
import java.util.stream.Stream;

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
    public Of of(TemplateId template) {
        List<Stored> all =
                settings.within(SettingsKeys.ofTemplate(template), SettingsKeys.RULE).stream()
                        .flatMap(item -> stored(item).stream())
                        .toList();
        return new Of(
                all.stream().flatMap(each -> each.readable().stream()).toList(),
                all.stream().filter(each -> each.readable().isEmpty()).map(Stored::id).toList());
    }

    @Override
    public Optional<Stored> look(RuleId id) {
        return settings.get(SettingsKeys.rule(id)).flatMap(DynamoRules::stored);
    }

    @Override
    public Page<Stored> all(int most, Page.Cursor from) {
        Page<Map<String, AttributeValue>> page =
                settings.page(
                        SettingsKeys.BY_KIND,
                        Conditions.of(SettingsKeys.KIND, SettingsKeys.RULE_KIND),
                        Table.Order.RISING,
                        most,
                        from);
        return new Page<>(
                page.items().stream().flatMap(item -> stored(item).stream()).toList(), page.next());
    }

    /// Empty for an item that does not even say which rule it is.
    private static Optional<Stored> stored(Map<String, AttributeValue> item) {
        return SettingsKeys.rule(Key.of(item)).map(id -> stored(id, item));
    }

    // Whatever it is that this version does not understand of a stored rule, the others go on.
    private static Stored stored(RuleId id, Map<String, AttributeValue> item) {
        try {
            return new Whole(Item.record(item, Rule.class));
        } catch (RuntimeException unreadable) {
            return new Unreadable(id);
        }
    }

    /// Refuses, with an [IllegalArgumentException], a rule that would be filed under more keys than
    /// one transaction writes, and one more rule of a template that has 90.
    @Override
    public boolean add(Rule rule, Function<SourceId, String> realmOf) {
        List<Key> matches = matches(rule, realmOf);
        Of there = of(rule.id().template());
        if (there.rules().size() + there.unreadable().size() >= MOST_RULES_OF_TEMPLATE) {
            throw new IllegalArgumentException(
                    "The template has %d rules already; give one rule a group with several requirements instead."
                            .formatted(MOST_RULES_OF_TEMPLATE));
        }
        for (int i = 0; i < TRIES; i++) {
            if (added(rule, matches)) {
                return true;
            }
            if (look(rule.id()).isPresent()) {
                return false;
            }
        }
        throw busy(rule.id());
    }

    private static List<Key> matches(Rule rule, Function<SourceId, String> realmOf) {
        Set<MatchKey> keys = MatchKey.of(rule, realmOf);
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "The rule names %d different events and courses, at most %d fit; make several rules of it."
                            .formatted(keys.size(), MOST_KEYS));
        }
        return keys.stream().map(SettingsKeys::match).distinct().toList();
    }

    /// False also when another rule was being filed under one of the keys.
    private boolean added(Rule rule, List<Key> matches) {
        Transaction transaction =
                new Transaction(client).put(settings.name(), item(rule, matches, 0), 0);
        matches.forEach(m -> transaction.include(settings.name(), m, RULES, rule.id().toString()));
        return transaction.commit();
    }

    /// Files the rule where it belongs first, and takes it out of where it belongs no more
    /// afterwards, when both do not fit into one transaction: in between an event finds it in vain,
    /// which does no harm.
    @Override
    public boolean replace(Rule rule, Function<SourceId, String> realmOf) {
        List<Key> matches = matches(rule, realmOf);
        Optional<Map<String, AttributeValue>> there = settings.get(SettingsKeys.rule(rule.id()));
        if (there.isEmpty() || Item.version(there.get()) != rule.version()) {
            return false;
        }
        List<Key> before = filedUnder(there.get());
        List<Key> come = matches.stream().filter(each -> !before.contains(each)).toList();
        List<Key> go = before.stream().filter(each -> !matches.contains(each)).toList();
        if (come.size() + go.size() <= MOST_KEYS) {
            return refiled(rule, matches, rule.version(), come, go);
        }
        List<Key> both = Stream.concat(before.stream(), come.stream()).toList();
        return refiled(rule, both, rule.version(), come, List.of())
                && refiled(rule, matches, rule.version() + 1, List.of(), go);
    }

    private boolean refiled(
            Rule rule, List<Key> matches, long readVersion, List<Key> come, List<Key> go) {
        String id = rule.id().toString();
        Transaction transaction =
                new Transaction(client)
                        .put(settings.name(), item(rule, matches, readVersion), readVersion);
        come.forEach(match -> transaction.include(settings.name(), match, RULES, id));
        go.forEach(match -> transaction.exclude(settings.name(), match, RULES, id));
        return transaction.commit();
    }

    private static List<Key> filedUnder(Map<String, AttributeValue> item) {
        AttributeValue matches = item.get(MATCHES);
        return matches == null
                ? List.of()
                : matches.l().stream().map(pk -> SettingsKeys.match(pk.s())).toList();
    }

    /// Removes the rule from where it was filed, also should a source's realm have changed since.
    @Override
    public void remove(RuleId id) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Map<String, AttributeValue>> item = settings.get(SettingsKeys.rule(id));
            if (item.isEmpty() || removed(id, item.get())) {
                return;
            }
        }
        throw busy(id);
    }

    private static IllegalStateException busy(RuleId id) {
        return new IllegalStateException(
                "Rule %s is being changed by someone else; try again.".formatted(id));
    }

    private boolean removed(RuleId id, Map<String, AttributeValue> item) {
        Transaction transaction =
                new Transaction(client)
                        .delete(settings.name(), SettingsKeys.rule(id), Item.version(item));
        filedUnder(item)
                .forEach(
                        match -> transaction.exclude(settings.name(), match, RULES, id.toString()));
        return transaction.commit();
    }

    private static Item item(Rule rule, List<Key> matches, long readVersion) {
        return Item.at(SettingsKeys.rule(rule.id()), rule, readVersion)
                .with(SettingsKeys.KIND, SettingsKeys.RULE_KIND)
                .with(SettingsKeys.SORT, rule.id().toString())
                .with(
                        MATCHES,
                        AttributeValue.fromL(
                                matches.stream().map(m -> Attributes.text(m.pk())).toList()));
    }
}
