package org.badgebridge.adapter.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Changes that are made together or not at all, each on the condition that its item still is at
/// the version that was read (0: is not there). One alone costs a plain conditional write.
final class Transaction {

    /// The most items that DynamoDB takes in one transaction.
    static final int MOST_ITEMS = 100;

    private static final String NEW = "attribute_not_exists(pk)";
    private static final String SAME = "#v = :v";

    private static final String FINE = "None";

    /// Reasons that mean that another was faster.
    private static final Set<String> LOST = Set.of("ConditionalCheckFailed", "TransactionConflict");

    private final DynamoDbClient client;
    private final List<TransactWriteItem> changes = new ArrayList<>();

    Transaction(DynamoDbClient client) {
        this.client = client;
    }

    Transaction put(String table, Item item, long readVersion) {
        Put.Builder put = Put.builder().tableName(table).item(item.attributes());
        if (readVersion == 0) {
            put.conditionExpression(NEW);
        } else {
            put.conditionExpression(SAME)
                    .expressionAttributeNames(names())
                    .expressionAttributeValues(values(readVersion));
        }
        return with(TransactWriteItem.builder().put(put.build()).build());
    }

    /// Writes an item whatever was there.
    Transaction put(String table, Item item) {
        return with(
                TransactWriteItem.builder()
                        .put(b -> b.tableName(table).item(item.attributes()))
                        .build());
    }

    Transaction check(String table, Key key, long readVersion) {
        ConditionCheck.Builder check =
                ConditionCheck.builder().tableName(table).key(key.attributes());
        if (readVersion == 0) {
            check.conditionExpression(NEW);
        } else {
            check.conditionExpression(SAME)
                    .expressionAttributeNames(names())
                    .expressionAttributeValues(values(readVersion));
        }
        return with(TransactWriteItem.builder().conditionCheck(check.build()).build());
    }

    Transaction delete(String table, Key key, long readVersion) {
        Delete delete =
                Delete.builder()
                        .tableName(table)
                        .key(key.attributes())
                        .conditionExpression(SAME)
                        .expressionAttributeNames(names())
                        .expressionAttributeValues(values(readVersion))
                        .build();
        return with(TransactWriteItem.builder().delete(delete).build());
    }

    /// Removes an item whatever it is.
    Transaction delete(String table, Key key) {
        return with(
                TransactWriteItem.builder()
                        .delete(b -> b.tableName(table).key(key.attributes()))
                        .build());
    }

    /// Adds a text to a set of an item, which need not be there.
    Transaction include(String table, Key key, String set, String text) {
        return withUpdate(table, key, "ADD #s :t", set, text);
    }

    /// Takes a text out of a set of an item.
    Transaction exclude(String table, Key key, String set, String text) {
        return withUpdate(table, key, "DELETE #s :t", set, text);
    }

    private Transaction withUpdate(
            String table, Key key, String expression, String set, String text) {
        Update update =
                Update.builder()
                        .tableName(table)
                        .key(key.attributes())
                        .updateExpression(expression)
                        .expressionAttributeNames(Map.of("#s", set))
                        .expressionAttributeValues(
                                Map.of(":t", AttributeValue.fromSs(List.of(text))))
                        .build();
        return with(TransactWriteItem.builder().update(update).build());
    }

    /// Whether all was done; false when another was faster, and then nothing was.
    boolean commit() {
        if (changes.isEmpty()) {
            return true;
        }
        Put only = changes.getFirst().put();
        return (changes.size() == 1 && only != null) ? written(only) : transacted();
    }

    private boolean written(Put put) {
        try {
            PutItemRequest.Builder request =
                    PutItemRequest.builder()
                            .tableName(put.tableName())
                            .item(put.item())
                            .conditionExpression(put.conditionExpression());
            if (put.hasExpressionAttributeNames()) {
                request.expressionAttributeNames(put.expressionAttributeNames())
                        .expressionAttributeValues(put.expressionAttributeValues());
            }
            client.putItem(request.build());
            return true;
        } catch (ConditionalCheckFailedException lost) {
            return false;
        }
    }

    private boolean transacted() {
        try {
            client.transactWriteItems(b -> b.transactItems(changes));
            return true;
        } catch (TransactionCanceledException e) {
            if (lost(e.cancellationReasons())) {
                return false;
            }
            throw e;
        }
    }

    private static boolean lost(List<CancellationReason> reasons) {
        List<String> codes =
                reasons.stream()
                        .map(CancellationReason::code)
                        .filter(code -> !FINE.equals(code))
                        .toList();
        return !codes.isEmpty() && LOST.containsAll(codes);
    }

    private Transaction with(TransactWriteItem change) {
        changes.add(change);
        return this;
    }

    private static Map<String, String> names() {
        return Map.of("#v", Item.VERSION);
    }

    private static Map<String, AttributeValue> values(long version) {
        return Map.of(":v", Attributes.number(version));
    }
}
