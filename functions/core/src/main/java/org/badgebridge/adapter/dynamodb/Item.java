package org.badgebridge.adapter.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An item in the making: its key, its version, the attributes that indexes go by, and under
/// `record` the domain record.
final class Item {

    static final String RECORD = "record";
    static final String VERSION = "version";
    static final String EXPIRES_AT = "expires_at";

    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    private Item(Key key) {
        attributes.putAll(key.attributes());
    }

    static Item at(Key key) {
        return new Item(key);
    }

    /// The item of a record that was read at `version`, or is new at 0.
    static Item at(Key key, Record record, long version) {
        Item item = at(key).record(record);
        item.attributes.put(VERSION, Attributes.number(version + 1));
        return item;
    }

    Item record(Record record) {
        attributes.put(RECORD, AttributeValue.fromM(Records.attributes(record)));
        return this;
    }

    Item with(String name, String value) {
        attributes.put(name, Attributes.text(value));
        return this;
    }

    Item with(String name, AttributeValue value) {
        attributes.put(name, value);
        return this;
    }

    /// DynamoDB removes the item some time after this.
    Item expiringAt(Instant time) {
        attributes.put(EXPIRES_AT, Attributes.number(time.getEpochSecond()));
        return this;
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null || value.s() == null) {
            throw new IllegalStateException("a stored item lacks the text " + name);
        }
        return value.s();
    }

    /// The texts of a set; none when it is not there, as an empty set cannot be.
    static List<String> texts(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? List.of() : value.ss();
    }

    static long version(Map<String, AttributeValue> item) {
        AttributeValue value = item.get(VERSION);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    static <T extends Record> T record(Map<String, AttributeValue> item, Class<T> type) {
        AttributeValue record = item.get(RECORD);
        if (record == null) {
            throw new IllegalStateException("a stored item lacks its record");
        }
        return Records.read(record.m(), version(item), type);
    }

    static boolean flag(@Nullable Map<String, AttributeValue> item, String name) {
        AttributeValue value = item == null ? null : item.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }
}
