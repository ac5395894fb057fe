package org.badgebridge.function.settingsapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import java.io.IOException;
import java.time.Instant;

/// The API's JSON: snake_case, times as ISO 8601 in UTC. Thread-safe.
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .addModule(new SimpleModule().addSerializer(new Times()))
                    .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }

    /// @throws JsonProcessingException when the text is not one JSON value
    static JsonNode read(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /// The value that a text is; missing when it is none.
    public static JsonNode readOrMissing(String json) {
        try {
            return json.isBlank() ? MissingNode.getInstance() : read(json);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static final class Times extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        Times() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator to, SerializerProvider with)
                throws IOException {
            to.writeString(time.toString());
        }
    }
}
