package org.badgebridge.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.badgebridge.domain.event.EventData;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// JSON as maps, lists, strings, exact numbers, booleans and nulls.
final class Json {

    /// Far deeper than any platform's payload, and shallow enough for recursion.
    private static final int DEPTH = 64;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // Lone surrogates and the like pass as escapes wherever the text goes.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    private static final ObjectReader ANY = MAPPER.readerFor(Object.class);

    private Json() {}

    /// Empty when the bytes are not one JSON value, or null, or nested too deep.
    static Optional<Object> read(byte[] bytes) {
        try {
            @Nullable Object value = ANY.readValue(bytes);
            return Optional.ofNullable(value);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Object> read(String text) {
        try {
            @Nullable Object value = ANY.readValue(text);
            return Optional.ofNullable(value);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /// The value at a JSON Pointer in what was read; empty when there is none.
    static Optional<Object> at(Object tree, String pointer) {
        return tree instanceof Map<?, ?> map ? object(map).at(pointer) : Optional.empty();
    }

    /// A JSON object that was read, as event data.
    static EventData object(Map<?, ?> map) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.forEach((name, value) -> tree.put((String) name, value));
        return new EventData(tree);
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON can be written as JSON", e);
        }
    }
}
