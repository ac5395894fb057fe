package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.SecretUses;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// [SecretUses] in the settings table, beside their source's deliveries: one item a secret.
public final class DynamoSecretUses implements SecretUses {

    private static final Duration KEPT = Duration.ofDays(400);
    private static final String MATCHED_AT = "matched_at";

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoSecretUses(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    private record Use(String secretId, Instant at) {}

    @Override
    public void matched(SourceId source, String secretId, Instant at) {
        AttributeValue millis = Attributes.number(at.toEpochMilli());
        Item item =
                Item.at(SettingsKeys.secretUse(source, secretId))
                        .record(new Use(secretId, at))
                        .with(MATCHED_AT, millis)
                        .expiringAt(at.plus(KEPT));
        try {
            client.putItem(b ->
                    b.tableName(settings.name())
                            .item(item.attributes())
                            .conditionExpression("attribute_not_exists(pk) OR #m < :m")
                            .expressionAttributeNames(Map.of("#m", MATCHED_AT))
                            .expressionAttributeValues(Map.of(":m", millis)));
        } catch (ConditionalCheckFailedException laterIsKept) {
            // As promised.
        }
    }

    @Override
    public Map<String, Instant> ofSource(SourceId source) {
        Map<String, Instant> uses = new TreeMap<>();
        settings.within(SettingsKeys.ofSource(source), SettingsKeys.SECRET_USE, Use.class)
                .forEach(use -> uses.put(use.secretId(), use.at()));
        return uses;
    }
}
