package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Page;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One table. Reads are strongly consistent, except by index.
record Table(DynamoDbClient client, String name) {

    /// The most items of one page, whatever is asked for.
    static final int LARGEST_PAGE = 1000;

    private static final String REFUSED = "ValidationException";

    Optional<Map<String, AttributeValue>> get(Key key) {
        Map<String, AttributeValue> item =
                client.getItem(b -> b.tableName(name).key(key.attributes()).consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    <T extends Record> Optional<T> get(Key key, Class<T> type) {
        return get(key).map(item -> Item.record(item, type));
    }

    /// Every item of a partition, in its order.
    List<Map<String, AttributeValue>> all(String pk) {
        return items(Conditions.of(Key.PK, pk));
    }

    <T extends Record> List<T> all(String pk, Class<T> type) {
        return all(pk).stream().map(item -> Item.record(item, type)).toList();
    }

    /// The items of a partition whose sort keys begin so, in its order.
    <T extends Record> List<T> within(String pk, String prefix, Class<T> type) {
        return within(pk, prefix).stream().map(item -> Item.record(item, type)).toList();
    }

    List<Map<String, AttributeValue>> within(String pk, String prefix) {
        return items(Conditions.of(Key.PK, pk).beginning(Key.SK, prefix));
    }

    private List<Map<String, AttributeValue>> items(Conditions conditions) {
        QueryRequest query = conditions.query().tableName(name).consistentRead(true).build();
        return client.queryPaginator(query).items().stream().toList();
    }

    /// One page of what an index has.
    Page<Map<String, AttributeValue>> page(
            String index, Conditions conditions, Order order, int most, Page.Cursor from) {
        return page(conditions.query().indexName(index), order, most, from);
    }

    /// One page of the items of a partition.
    Page<Map<String, AttributeValue>> page(
            Conditions conditions, Order order, int most, Page.Cursor from) {
        return page(conditions.query().consistentRead(true), order, most, from);
    }

    private Page<Map<String, AttributeValue>> page(
            QueryRequest.Builder query, Order order, int most, Page.Cursor from) {
        QueryResponse response = read(query, order, most, Cursors.decoded(from).orElse(Map.of()));
        return new Page<>(
                response.items(),
                response.hasLastEvaluatedKey()
                        ? Cursors.encoded(response.lastEvaluatedKey())
                        : null);
    }

    /// One query of this table, from behind the key `from`; empty: from the beginning.
    QueryResponse read(
            QueryRequest.Builder query, Order order, int most, Map<String, AttributeValue> from) {
        query.tableName(name)
                .scanIndexForward(order == Order.RISING)
                .limit(Math.clamp(most, 1, LARGEST_PAGE));
        if (!from.isEmpty()) {
            query.exclusiveStartKey(from);
        }
        return response(query.build());
    }

    /// DynamoDB refuses a cursor that some other list made.
    private QueryResponse response(QueryRequest query) {
        try {
            return client.query(query);
        } catch (DynamoDbException e) {
            if (query.hasExclusiveStartKey() && REFUSED.equals(e.awsErrorDetails().errorCode())) {
                throw new IllegalArgumentException("The cursor is one of another list.", e);
            }
            throw e;
        }
    }

    enum Order {
        RISING,
        FALLING
    }
}
