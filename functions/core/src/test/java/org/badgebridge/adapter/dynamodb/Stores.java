package org.badgebridge.adapter.dynamodb;

import org.badgebridge.testing.TestSystem;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;

/// The stores over the tables of a test system.
record Stores(DynamoDbClient client, String settings, String badgesTable) {

    static final Clock CLOCK = Clock.fixed(Samples.NOW, ZoneOffset.UTC);

    static Stores of(TestSystem system) {
        return of(system, system.dynamoDb());
    }

    static Stores of(TestSystem system, DynamoDbClient client) {
        return new Stores(
                client, system.tableName("SettingsTable"), system.tableName("BadgesTable"));
    }

    DynamoAccounts accounts() {
        return new DynamoAccounts(client, settings);
    }

    DynamoRules rules() {
        return new DynamoRules(client, settings);
    }

    DynamoJobs jobs() {
        return new DynamoJobs(client, settings);
    }

    DynamoDeliveries deliveries() {
        return new DynamoDeliveries(client, settings);
    }

    DynamoHeardEvents heardEvents() {
        return new DynamoHeardEvents(client, settings);
    }

    DynamoBadges badges() {
        return new DynamoBadges(client, settings, badgesTable, CLOCK);
    }

    DynamoSignals signals() {
        return new DynamoSignals(client, badgesTable);
    }

    DynamoDueBadges due() {
        return new DynamoDueBadges(client, badgesTable);
    }

    DynamoAwards awards() {
        return new DynamoAwards(client, badgesTable);
    }

    /// An item as it lies in the table.
    Map<String, AttributeValue> raw(String table, Key key) {
        return client.getItem(b -> b.tableName(table).key(key.attributes()).consistentRead(true))
                .item();
    }
}
