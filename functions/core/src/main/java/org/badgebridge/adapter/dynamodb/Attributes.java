package org.badgebridge.adapter.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// JSON as DynamoDB's own maps, lists and values, and back.
final class Attributes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// A number of so many digits is a `long` for sure.
    private static final int MOST_LONG_DIGITS = 18;

    private Attributes() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(wellFormed(value));
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static Map<String, AttributeValue> of(ObjectNode node) {
        Map<String, AttributeValue> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(wellFormed(e.getKey()), of(e.getValue())));
        return map;
    }

    private static AttributeValue of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> AttributeValue.fromM(of((ObjectNode) node));
            case ARRAY -> AttributeValue.fromL(node.valueStream().map(Attributes::of).toList());
            case STRING -> text(node.textValue());
            case NUMBER -> AttributeValue.fromN(node.asText());
            case BOOLEAN -> AttributeValue.fromBool(node.booleanValue());
            case NULL, MISSING -> AttributeValue.fromNul(true);
            case BINARY, POJO ->
                    throw new IllegalArgumentException("a record holds no " + node.getNodeType());
        };
    }

    static ObjectNode json(Map<String, AttributeValue> map) {
        ObjectNode node = JSON.objectNode();
        map.forEach((name, value) -> node.set(name, json(value)));
        return node;
    }

    private static JsonNode json(AttributeValue value) {
        return switch (value.type()) {
            case M -> json(value.m());
            case L -> {
                ArrayNode list = JSON.arrayNode();
                value.l().forEach(item -> list.add(json(item)));
                yield list;
            }
            case S -> JSON.textNode(value.s());
            case N -> number(value.n());
            case BOOL -> JSON.booleanNode(value.bool());
            case NUL -> JSON.nullNode();
            case SS, NS, B, BS, UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("a stored item has a " + value.type());
        };
    }

    private static JsonNode number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.scale() > 0 || number.precision() > MOST_LONG_DIGITS) {
            return JSON.numberNode(number);
        }
        long whole = number.longValueExact();
        return whole == (int) whole ? JSON.numberNode((int) whole) : JSON.numberNode(whole);
    }

    /// The text without half surrogate pairs: posts and cut-off texts may hold some, and the SDK
    /// refuses to send them, for ever.
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            mended = mended == null ? new StringBuilder(text) : mended;
            mended.setCharAt(i, '\uFFFD');
        }
        return mended == null ? text : mended.toString();
    }
}
