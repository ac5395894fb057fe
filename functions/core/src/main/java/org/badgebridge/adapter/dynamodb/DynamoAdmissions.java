package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Admissions;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// [Admissions] in the settings table: a counter an hour, and an item for each event let through.
public final class DynamoAdmissions implements Admissions {

    /// Longer than a message waits in a queue and its dead-letter queue.
    private static final Duration KEPT = Duration.ofDays(20);

    private static final String COUNT = "admitted";

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoAdmissions(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public boolean admit(SourceId source, Instant receivedAt, String eventId, int cap) {
        Instant hour = receivedAt.truncatedTo(ChronoUnit.HOURS);
        Instant until = hour.plus(KEPT);
        Key admitted = SettingsKeys.admitted(source, hour, eventId);
        if (settings.get(admitted).isPresent()) {
            return true;
        }
        if (!counted(SettingsKeys.admissions(source, hour), cap, until)) {
            return false;
        }
        Item item = Item.at(admitted).expiringAt(until);
        client.putItem(b -> b.tableName(settings.name()).item(item.attributes()));
        return true;
    }

    private boolean counted(Key counter, int cap, Instant until) {
        try {
            client.updateItem(b ->
                    b.tableName(settings.name())
                            .key(counter.attributes())
                            .updateExpression("ADD #n :one SET #e = :e")
                            .conditionExpression("attribute_not_exists(#n) OR #n < :cap")
                            .expressionAttributeNames(Map.of("#n", COUNT, "#e", Item.EXPIRES_AT))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":one", Attributes.number(1),
                                            ":cap", Attributes.number(cap),
                                            ":e", Attributes.number(until.getEpochSecond()))));
            return true;
        } catch (ConditionalCheckFailedException full) {
            return false;
        }
    }
}
