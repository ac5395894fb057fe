package org.badgebridge.local.provision;

import org.badgebridge.local.template.TableSpec;
import org.badgebridge.local.template.TableSpec.Index;
import org.badgebridge.local.template.TableSpec.KeyPart;
import org.badgebridge.local.template.TemplateException;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes tables, and adds indexes that a newer template has.
final class Tables {

    private final DynamoDbClient dynamo;

    Tables(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    void provision(TableSpec table) {
        TableDescription there = describe(table);
        if (there == null) {
            dynamo.createTable(request(table));
            awaitActive(table);
        } else {
            update(table, there);
        }
        String ttl = table.ttl();
        if (ttl != null && !hasTimeToLive(table)) {
            dynamo.updateTimeToLive(request ->
                    request.tableName(table.name())
                            .timeToLiveSpecification(to -> to.attributeName(ttl).enabled(true)));
        }
    }

    private @Nullable TableDescription describe(TableSpec table) {
        try {
            return dynamo.describeTable(request -> request.tableName(table.name())).table();
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    private boolean hasTimeToLive(TableSpec table) {
        TimeToLiveStatus status =
                dynamo.describeTimeToLive(request -> request.tableName(table.name()))
                        .timeToLiveDescription()
                        .timeToLiveStatus();
        return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
    }

    private void update(TableSpec table, TableDescription there) {
        require(table, there.keySchema(), table.key(), "keys");
        Set<String> names =
                there.globalSecondaryIndexes().stream()
                        .map(GlobalSecondaryIndexDescription::indexName)
                        .collect(Collectors.toSet());
        for (Index index : table.globalIndexes()) {
            if (!names.contains(index.name())) {
                add(table, index);
            }
        }
        for (GlobalSecondaryIndexDescription index : there.globalSecondaryIndexes()) {
            table.globalIndexes().stream()
                    .filter(wanted -> wanted.name().equals(index.indexName()))
                    .forEach(wanted ->
                            require(
                                    table,
                                    index.keySchema(),
                                    wanted.key(),
                                    "keys in index " + wanted.name()));
        }
    }

    private static void require(
            TableSpec table,
            Collection<KeySchemaElement> there,
            List<KeyPart> wanted,
            String what) {
        if (!Set.copyOf(there).equals(Set.copyOf(schema(wanted)))) {
            throw new TemplateException(
                    "The table "
                            + table.name()
                            + " is there with other "
                            + what
                            + " than "
                            + table.logicalId()
                            + " in the template: remove the data folder, or take another.");
        }
    }

    private void add(TableSpec table, Index index) {
        CreateGlobalSecondaryIndexAction create =
                CreateGlobalSecondaryIndexAction.builder()
                        .indexName(index.name())
                        .keySchema(schema(index.key()))
                        .projection(projection(index))
                        .build();
        dynamo.updateTable(request ->
                request.tableName(table.name())
                        .attributeDefinitions(attributes(table))
                        .globalSecondaryIndexUpdates(
                                GlobalSecondaryIndexUpdate.builder().create(create).build()));
        awaitActive(table);
    }

    private void awaitActive(TableSpec table) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            TableDescription there = describe(table);
            if (there != null
                    && there.tableStatus() == TableStatus.ACTIVE
                    && there.globalSecondaryIndexes().stream()
                            .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE)) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(
                        "Interrupted while the table " + table.name() + " was made.", e);
            }
        }
        throw new IllegalStateException(
                "The table " + table.name() + " did not become active in a minute.");
    }

    private static CreateTableRequest request(TableSpec table) {
        CreateTableRequest.Builder request =
                CreateTableRequest.builder()
                        .tableName(table.name())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(attributes(table))
                        .keySchema(schema(table.key()))
                        .deletionProtectionEnabled(table.deletionProtection());
        if (!table.globalIndexes().isEmpty()) {
            request.globalSecondaryIndexes(
                    table.globalIndexes().stream()
                            .map(index ->
                                    GlobalSecondaryIndex.builder()
                                            .indexName(index.name())
                                            .keySchema(schema(index.key()))
                                            .projection(projection(index))
                                            .build())
                            .toList());
        }
        if (!table.localIndexes().isEmpty()) {
            request.localSecondaryIndexes(
                    table.localIndexes().stream()
                            .map(index ->
                                    LocalSecondaryIndex.builder()
                                            .indexName(index.name())
                                            .keySchema(schema(index.key()))
                                            .projection(projection(index))
                                            .build())
                            .toList());
        }
        return request.build();
    }

    private static List<AttributeDefinition> attributes(TableSpec table) {
        return table.attributes().entrySet().stream()
                .map(entry ->
                        AttributeDefinition.builder()
                                .attributeName(entry.getKey())
                                .attributeType(entry.getValue())
                                .build())
                .toList();
    }

    private static List<KeySchemaElement> schema(List<KeyPart> key) {
        return key.stream()
                .map(part ->
                        KeySchemaElement.builder()
                                .attributeName(part.attribute())
                                .keyType(part.type())
                                .build())
                .toList();
    }

    private static Projection projection(Index index) {
        return Projection.builder()
                .projectionType(index.projection())
                .nonKeyAttributes(index.included().isEmpty() ? null : index.included())
                .build();
    }
}
