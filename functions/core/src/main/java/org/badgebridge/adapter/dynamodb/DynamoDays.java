package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Days;
import org.badgebridge.port.Page;
import org.badgebridge.port.Signals;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// [Days] in the settings table: one item a day, and one that says what was counted.
public final class DynamoDays implements Days {

    private static final Period KEPT = Period.ofDays(400);

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoDays(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public Map<LocalDate, Counts> between(LocalDate first, LocalDate last) {
        Conditions days =
                Conditions.of(Key.PK, SettingsKeys.DAYS)
                        .between(Key.SK, first.toString(), last.toString());
        Map<LocalDate, Counts> counts = new TreeMap<>();
        settings.page(days, Table.Order.RISING, Table.LARGEST_PAGE, Page.Cursor.START)
                .items()
                .forEach(item ->
                        counts.put(
                                LocalDate.parse(Key.of(item).sk()),
                                Item.record(item, Counts.class)));
        return counts;
    }

    @Override
    public Tally tally() {
        return settings.get(SettingsKeys.DAYS_TALLY, Tally.class)
                .orElseGet(() -> new Tally(null, 0));
    }

    @Override
    public boolean add(Tally read, Signals.Position upTo, Map<LocalDate, Counts> counts) {
        BatchRead before = new BatchRead(client);
        counts.keySet().forEach(day -> before.with(settings.name(), SettingsKeys.day(day)));
        before.read();
        Transaction transaction =
                new Transaction(client)
                        .put(
                                settings.name(),
                                Item.at(
                                        SettingsKeys.DAYS_TALLY,
                                        new Tally(upTo, read.version()),
                                        read.version()),
                                read.version());
        counts.forEach((day, more) -> {
            Key key = SettingsKeys.day(day);
            Optional<Map<String, AttributeValue>> item = before.item(settings.name(), key);
            long version = item.map(Item::version).orElse(0L);
            Counts had = item.map(i -> Item.record(i, Counts.class)).orElse(Counts.NONE);
            transaction.put(
                    settings.name(),
                    Item.at(key, had.plus(more), version)
                            .expiringAt(day.plus(KEPT).atStartOfDay(ZoneOffset.UTC).toInstant()),
                    version);
        });
        return transaction.commit();
    }
}
