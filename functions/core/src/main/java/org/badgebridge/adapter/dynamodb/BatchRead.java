package org.badgebridge.adapter.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Items of several tables, read strongly consistent in as few calls as can be.
final class BatchRead {

    private static final int MOST_KEYS = 100;

    /// How often in a row DynamoDB may give nothing at all before we give up.
    private static final int MOST_EMPTY = 6;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private final DynamoDbClient client;
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<Wanted, Map<String, AttributeValue>> found = new HashMap<>();

    private record Wanted(String table, Key key) {}

    BatchRead(DynamoDbClient client) {
        this.client = client;
    }

    BatchRead with(String table, Key key) {
        wanted.add(new Wanted(table, key));
        return this;
    }

    BatchRead read() {
        List<Wanted> keys = wanted.stream().distinct().toList();
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            read(keys.subList(from, Math.min(from + MOST_KEYS, keys.size())));
        }
        return this;
    }

    <T extends Record> Optional<T> record(String table, Key key, Class<T> type) {
        return item(table, key).map(item -> Item.record(item, type));
    }

    Optional<Map<String, AttributeValue>> item(String table, Key key) {
        return Optional.ofNullable(found.get(new Wanted(table, key)));
    }

    private void read(List<Wanted> keys) {
        Map<String, KeysAndAttributes> open = request(keys);
        int empty = 0;
        while (!open.isEmpty()) {
            Map<String, KeysAndAttributes> asked = open;
            BatchGetItemResponse response = client.batchGetItem(b -> b.requestItems(asked));
            int before = found.size();
            response.responses()
                    .forEach((table, items) ->
                            items.forEach(
                                    item -> found.put(new Wanted(table, Key.of(item)), item)));
            open = response.unprocessedKeys();
            empty = found.size() == before ? empty + 1 : 0;
            if (!open.isEmpty()) {
                pause(empty);
            }
        }
    }

    private static Map<String, KeysAndAttributes> request(List<Wanted> keys) {
        Map<String, List<Map<String, AttributeValue>>> byTable = new LinkedHashMap<>();
        keys.forEach(k ->
                byTable.computeIfAbsent(k.table(), _ -> new ArrayList<>())
                        .add(k.key().attributes()));
        Map<String, KeysAndAttributes> request = new LinkedHashMap<>();
        byTable.forEach((table, attributes) ->
                request.put(
                        table,
                        KeysAndAttributes.builder().keys(attributes).consistentRead(true).build()));
        return request;
    }

    private static void pause(int empty) {
        if (empty >= MOST_EMPTY) {
            throw new IllegalStateException("DynamoDB is too busy to read what was asked for.");
        }
        try {
            Thread.sleep(FIRST_PAUSE.multipliedBy(1L << empty));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }
}
