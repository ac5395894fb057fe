package org.badgebridge.adapter.secretsmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.port.Secrets.Secret;

import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a secret's values are written: `{"values": [{"id", "value", "valid_until"}]}`.
final class SecretDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SecretDocument() {}

    static String text(List<Secret> values) {
        ObjectNode document = MAPPER.createObjectNode();
        ArrayNode list = document.putArray("values");
        for (Secret secret : values) {
            Instant until = secret.validUntil();
            list.addObject()
                    .put("id", secret.id())
                    .put("value", secret.value())
                    .put("valid_until", until == null ? null : until.toString());
        }
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty when the text is not such a document.
    static Optional<List<Secret>> read(String text) {
        List<Secret> values = new ArrayList<>();
        try {
            JsonNode list = MAPPER.readTree(text).path("values");
            if (!list.isArray()) {
                return Optional.empty();
            }
            for (JsonNode item : list) {
                String id = item.path("id").textValue();
                String value = item.path("value").textValue();
                String until = item.path("valid_until").textValue();
                if (id == null || value == null) {
                    return Optional.empty();
                }
                values.add(new Secret(id, value, until == null ? null : Instant.parse(until)));
            }
            return Optional.of(List.copyOf(values));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
