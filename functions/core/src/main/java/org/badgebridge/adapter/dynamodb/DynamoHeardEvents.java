package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Page;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [HeardEvents] in the settings table, beside their connection; listed and found due by its index.
public final class DynamoHeardEvents implements HeardEvents {

    private static final Duration KEPT = Duration.ofDays(30);

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoHeardEvents(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    private record ReadUpTo(Instant occurredAt) {}

    @Override
    public void keep(Kept event) {
        Notice notice = event.notice();
        Instant due = event.nextTryAt();
        String id = Key.foreign(notice.eventId());
        Item item =
                Item.at(SettingsKeys.event(notice))
                        .record(event)
                        .with(
                                SettingsKeys.KIND,
                                due == null
                                        ? SettingsKeys.eventsOf(notice.connection())
                                        : SettingsKeys.WAITING_EVENTS)
                        .with(
                                SettingsKeys.SORT,
                                Key.time(due == null ? event.heardAt() : due) + "#" + id)
                        .expiringAt(event.heardAt().plus(KEPT));
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
    }

    @Override
    public Optional<Kept> find(Notice notice) {
        return settings.get(SettingsKeys.event(notice), Kept.class);
    }

    @Override
    public void forget(Notice notice) {
        client.deleteItem(
                b -> b.tableName(settings.name()).key(SettingsKeys.event(notice).attributes()));
    }

    @Override
    public List<Kept> due(Instant now, int most) {
        // What is due this very millisecond has "#" and more after it, and is found a moment later.
        Conditions due =
                Conditions.of(SettingsKeys.KIND, SettingsKeys.WAITING_EVENTS)
                        .upTo(SettingsKeys.SORT, Key.passed(now));
        return settings
                .page(SettingsKeys.BY_KIND, due, Table.Order.RISING, most, Page.Cursor.START)
                .items()
                .stream()
                .map(item -> Item.record(item, Kept.class))
                .toList();
    }

    @Override
    public Page<Kept> of(ConnectionId connection, int most, Page.Cursor from) {
        return settings.page(
                        SettingsKeys.BY_KIND,
                        Conditions.of(SettingsKeys.KIND, SettingsKeys.eventsOf(connection)),
                        Table.Order.FALLING,
                        most,
                        from)
                .map(item -> Item.record(item, Kept.class));
    }

    @Override
    public Optional<Instant> readUpTo(ConnectionId connection) {
        return settings.get(SettingsKeys.eventsRead(connection), ReadUpTo.class)
                .map(ReadUpTo::occurredAt);
    }

    @Override
    public void readUpTo(ConnectionId connection, Instant occurredAt) {
        Item item = Item.at(SettingsKeys.eventsRead(connection)).record(new ReadUpTo(occurredAt));
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
    }
}
