package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Audit;
import org.badgebridge.port.Page;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [Audit] in the settings table, a partition a month.
public final class DynamoAudit implements Audit {

    private static final Duration KEPT = Duration.ofDays(400);

    /// How many queries are made for one page.
    private static final int BUDGET = 20;

    /// How many items one query looks at when most may be left out.
    private static final int FILTERED = 500;

    private static final String BEGINNING = "0";
    private static final String END = "9";

    private final DynamoDbClient client;
    private final Table settings;
    private final Clock clock;

    public DynamoAudit(DynamoDbClient client, String settingsTable, Clock clock) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
        this.clock = clock;
    }

    @Override
    public void keep(Entry entry) {
        Item item =
                Item.at(SettingsKeys.audit(entry))
                        .record(entry)
                        .with(SettingsKeys.WHO, entry.who())
                        .with(SettingsKeys.SUBJECT, entry.subject())
                        .expiringAt(entry.at().plus(KEPT));
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
    }

    @Override
    public void drop(Entry entry) {
        client.deleteItem(
                b -> b.tableName(settings.name()).key(SettingsKeys.audit(entry).attributes()));
    }

    @Override
    public Page<Entry> list(Query query, int most, Page.Cursor from) {
        Optional<Key> behind = Cursors.decoded(from).map(DynamoAudit::position);
        Instant now = clock.instant();
        Instant until = query.until();
        YearMonth month =
                behind.map(key -> SettingsKeys.auditMonth(key.pk()))
                        .orElseGet(() -> month(until == null || until.isAfter(now) ? now : until));
        Instant kept = now.minus(KEPT);
        Instant since = query.since();
        YearMonth last = month(since == null || since.isBefore(kept) ? kept : since);
        Map<String, AttributeValue> start = behind.map(Key::attributes).orElse(Map.of());
        List<Entry> found = new ArrayList<>();
        for (int i = 0; i < BUDGET && !month.isBefore(last); i++) {
            QueryResponse part = read(query, month, most - found.size(), start);
            for (Map<String, AttributeValue> item : part.items()) {
                found.add(Item.record(item, Entry.class));
                if (found.size() == most) {
                    return new Page<>(found, Cursors.encoded(Key.of(item).attributes()));
                }
            }
            start = part.lastEvaluatedKey();
            if (start.isEmpty()) {
                month = month.minusMonths(1);
            }
        }
        if (month.isBefore(last)) {
            return new Page<>(found, null);
        }
        return new Page<>(
                found,
                Cursors.encoded(
                        start.isEmpty() ? SettingsKeys.audit(month, END).attributes() : start));
    }

    private QueryResponse read(
            Query query, YearMonth month, int most, Map<String, AttributeValue> start) {
        Instant since = query.since();
        Instant until = query.until();
        String first = since == null ? BEGINNING : Key.time(since);
        String end = until == null ? END : Key.time(until);
        Conditions conditions =
                Conditions.of(Key.PK, SettingsKeys.audit(month, END).pk())
                        .between(Key.SK, first.compareTo(end) > 0 ? end : first, end);
        String who = query.who();
        if (who != null) {
            conditions.where(SettingsKeys.WHO, who);
        }
        String subject = query.subject();
        if (subject != null) {
            conditions.where(SettingsKeys.SUBJECT, subject);
        }
        return settings.read(
                conditions.query(),
                Table.Order.FALLING,
                conditions.hasFilters() ? FILTERED : most,
                start);
    }

    /// @throws IllegalArgumentException when the cursor is none of this list
    private static Key position(Map<String, AttributeValue> key) {
        if (key.size() == 2 && key.containsKey(Key.PK) && key.containsKey(Key.SK)) {
            Key position = Key.of(key);
            if (position.pk().startsWith(SettingsKeys.AUDIT)) {
                return position;
            }
        }
        throw new IllegalArgumentException("The cursor is one of another list.");
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }
}
