package org.badgebridge.adapter.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.port.Page;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where a query stopped, as a text that travels in a URL.
final class Cursors {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Cursors() {}

    static Page.Cursor encoded(Map<String, AttributeValue> lastKey) {
        Map<String, String> texts = new TreeMap<>();
        lastKey.forEach((name, value) -> texts.put(name, value.s()));
        try {
            return new Page.Cursor(
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(MAPPER.writeValueAsBytes(texts)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Map<String, AttributeValue>> decoded(Page.Cursor cursor) {
        if (cursor.equals(Page.Cursor.START)) {
            return Optional.empty();
        }
        try {
            Map<String, String> texts =
                    MAPPER.readValue(
                            Base64.getUrlDecoder().decode(cursor.value()),
                            new TypeReference<Map<String, String>>() {});
            Map<String, AttributeValue> key = new TreeMap<>();
            texts.forEach((name, value) -> key.put(name, AttributeValue.fromS(value)));
            return Optional.of(key);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The cursor is none of ours; begin again without one.", e);
        }
    }
}
