package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.Page;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// [Deliveries] in the settings table, listed by its index, hence a moment late, except for what is
/// put aside.
public final class DynamoDeliveries implements Deliveries {

    private static final Duration KEPT = Duration.ofDays(30);

    /// The verdict's kind, to list by.
    private static final String VERDICT = "verdict";

    /// An item holds 400 KB. Only a body of broken bytes, each of which became three, is longer
    /// than this; its end is no use to anyone.
    private static final int MOST_BODY_BYTES = 350_000;

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoDeliveries(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public void record(Verdict verdict) {
        Item item =
                Item.at(SettingsKeys.delivery(verdict.source(), verdict.deliveryId()))
                        .record(fitting(verdict))
                        .with(SettingsKeys.KIND, SettingsKeys.deliveriesOf(verdict.source()))
                        .with(
                                SettingsKeys.SORT,
                                Key.time(verdict.receivedAt())
                                        + "#"
                                        + Key.foreign(verdict.deliveryId()))
                        .with(VERDICT, verdict.kind().name());
        if (verdict.kind() != Kind.HELD) {
            item.expiringAt(verdict.receivedAt().plus(KEPT));
        }
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
    }

    @Override
    public Page<Verdict> of(SourceId source, int most, Page.Cursor from) {
        return settings.page(
                        SettingsKeys.BY_KIND,
                        Conditions.of(SettingsKeys.KIND, SettingsKeys.deliveriesOf(source)),
                        Table.Order.FALLING,
                        most,
                        from)
                .map(item -> Item.record(item, Verdict.class));
    }

    @Override
    public Page<Verdict> of(SourceId source, Set<Kind> kinds, int most, Page.Cursor from) {
        return settings.page(
                        SettingsKeys.BY_KIND,
                        Conditions.of(SettingsKeys.KIND, SettingsKeys.deliveriesOf(source))
                                .whereIn(VERDICT, kinds.stream().map(Kind::name).toList()),
                        Table.Order.FALLING,
                        most,
                        from)
                .map(item -> Item.record(item, Verdict.class));
    }

    @Override
    public Optional<Verdict> find(SourceId source, String deliveryId) {
        return settings.get(SettingsKeys.delivery(source, deliveryId), Verdict.class);
    }

    @Override
    public Page<Verdict> putAside(SourceId source, int most, Page.Cursor from) {
        return settings.page(
                        Conditions.of(Key.PK, SettingsKeys.ofSource(source))
                                .beginning(Key.SK, SettingsKeys.DELIVERY)
                                .whereIn(VERDICT, PUT_ASIDE.stream().map(Kind::name).toList()),
                        Table.Order.RISING,
                        most,
                        from)
                .map(item -> Item.record(item, Verdict.class));
    }

    @Override
    public void remove(SourceId source, String deliveryId) {
        client.deleteItem(b ->
                b.tableName(settings.name())
                        .key(SettingsKeys.delivery(source, deliveryId).attributes()));
    }

    private static Verdict fitting(Verdict verdict) {
        String body = verdict.body();
        if (body == null || body.getBytes(StandardCharsets.UTF_8).length <= MOST_BODY_BYTES) {
            return verdict;
        }
        return new Verdict(
                verdict.source(),
                verdict.deliveryId(),
                verdict.receivedAt(),
                verdict.kind(),
                verdict.reason(),
                verdict.secretId(),
                verdict.certificateId(),
                body.substring(0, Math.min(body.length(), MOST_BODY_BYTES / 3)),
                verdict.headers(),
                verdict.proof());
    }
}
