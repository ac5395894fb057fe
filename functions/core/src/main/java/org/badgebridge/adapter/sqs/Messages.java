package org.badgebridge.adapter.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.Delivery;
import org.badgebridge.port.Notice;
import org.badgebridge.port.SettleMessage;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The JSON of queue messages, both ways. Written as version 1; what another version added is
/// ignored, and what this one does not know is a result, not an exception. Thread-safe.
public final class Messages {

    private static final int VERSION = 1;

    /// SQS takes 1 MiB. A body that would need more with its characters escaped (one of control
    /// characters, say) travels compressed.
    private static final int MOST_CHARACTERS = 1_000_000;

    /// Only ASCII and no control characters: SQS refuses some characters, and counts bytes.
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /// What was in a message.
    public sealed interface Read<T> {}

    public record Content<T>(T value) implements Read<T> {}

    /// Not of a kind and version that this program reads. `reason` quotes nothing of the content.
    public record Unknown<T>(String reason) implements Read<T> {}

    private Messages() {}

    /// A message of the certificates queue.
    public static String of(Delivery delivery) {
        ObjectNode message =
                switch (delivery) {
                    case Delivery.Event event -> of("event", event);
                    case Delivery.Captured(Delivery.Event event, Map<String, String> proof) -> {
                        ObjectNode captured = of("captured", event);
                        proof.forEach(captured.putObject("proof")::put);
                        yield captured;
                    }
                    case Delivery.Rejected rejected ->
                            begun("rejected", rejected).put("reason", rejected.reason());
                };
        return text(message);
    }

    /// A message of the settle queue.
    public static String of(BadgeId badge) {
        return text(begun("badge").put("badge_id", badge.toString()));
    }

    /// A message of the settle queue.
    public static String of(Notice notice) {
        return text(
                begun("provider_event")
                        .put("connection", notice.connection().value())
                        .put("event_id", notice.eventId()));
    }

    public static Read<Delivery> readDelivery(String message) {
        return read(
                message,
                (kind, json) ->
                        switch (kind) {
                            case "event" -> event(json);
                            case "captured" ->
                                    new Delivery.Captured(event(json), texts(json.path("proof")));
                            case "rejected" ->
                                    new Delivery.Rejected(
                                            text(json, "delivery_id"),
                                            source(json),
                                            receivedAt(json),
                                            text(json, "reason"));
                            default -> null;
                        });
    }

    public static Read<SettleMessage> readSettle(String message) {
        return read(
                message,
                (kind, json) ->
                        switch (kind) {
                            case "badge" ->
                                    new SettleMessage.Badge(
                                            BadgeId.parse(text(json, "badge_id"))
                                                    .orElseThrow(() -> new Malformed("badge_id")));
                            case "provider_event" ->
                                    new SettleMessage.Event(
                                            new Notice(connection(json), text(json, "event_id")));
                            default -> null;
                        });
    }

    private interface Reader<T> {
        /// Null when the kind is unknown.
        @Nullable T read(String kind, JsonNode json) throws IOException;
    }

    private static <T> Read<T> read(String message, Reader<T> reader) {
        try {
            JsonNode json = MAPPER.readTree(message);
            if (json.path("v").asInt(0) != VERSION) {
                return new Unknown<>("The message has another version than 1.");
            }
            T value = reader.read(text(json, "kind"), json);
            return value == null
                    ? new Unknown<>("The message is of a kind unknown to this version.")
                    : new Content<>(value);
        } catch (Malformed e) {
            return new Unknown<>("The message lacks a good " + e.getMessage() + ".");
        } catch (IOException e) {
            return new Unknown<>("The message is not JSON.");
        }
    }

    private static ObjectNode of(String kind, Delivery.Event event) {
        ObjectNode message = begun(kind, event);
        if (event.secretId() != null) {
            message.put("secret_id", event.secretId());
        }
        if (event.released()) {
            message.put("released", true);
        }
        ObjectNode headers = message.putObject("headers");
        event.headers().forEach(headers::put);
        message.put("body", event.body());
        if (text(message).length() > MOST_CHARACTERS) {
            message.remove("body");
            message.put("body_gzip", compressed(event.body()));
        }
        return message;
    }

    private static ObjectNode begun(String kind, Delivery delivery) {
        return begun(kind)
                .put("source", delivery.source().value())
                .put("received_at", delivery.receivedAt().toString())
                .put("delivery_id", delivery.id());
    }

    private static ObjectNode begun(String kind) {
        return MAPPER.createObjectNode().put("v", VERSION).put("kind", kind);
    }

    private static Delivery.Event event(JsonNode json) throws IOException {
        String secretId = json.path("secret_id").textValue();
        return new Delivery.Event(
                text(json, "delivery_id"),
                source(json),
                receivedAt(json),
                secretId,
                json.has("body_gzip") ? decompressed(text(json, "body_gzip")) : text(json, "body"),
                texts(json.path("headers")),
                json.path("released").asBoolean());
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private static SourceId source(JsonNode json) {
        try {
            return new SourceId(text(json, "source"));
        } catch (IllegalArgumentException e) {
            throw new Malformed("source", e);
        }
    }

    private static ConnectionId connection(JsonNode json) {
        try {
            return new ConnectionId(text(json, "connection"));
        } catch (IllegalArgumentException e) {
            throw new Malformed("connection", e);
        }
    }

    private static Instant receivedAt(JsonNode json) {
        try {
            return Instant.parse(text(json, "received_at"));
        } catch (DateTimeException e) {
            throw new Malformed("received_at", e);
        }
    }

    private static String text(JsonNode json, String name) {
        String text = json.path(name).textValue();
        if (text == null) {
            throw new Malformed(name);
        }
        return text;
    }

    private static String text(ObjectNode message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String compressed(String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String decompressed(String text) throws IOException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed("body_gzip", e);
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A field that is missing or of another form; its message is the field's name.
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String field) {
            super(field);
        }

        Malformed(String field, Throwable cause) {
            super(field, cause);
        }
    }
}
