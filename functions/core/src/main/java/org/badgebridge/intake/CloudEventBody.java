package org.badgebridge.intake;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CloudEvents 1.0 over HTTP (cloudevents/spec, bindings/http-protocol-binding.md), by the
/// published SDK, which knows the structured and the binary mode; a batch is an array of structured
/// events.
final class CloudEventBody {

    private static final String BATCH = "application/cloudevents-batch+json";

    private CloudEventBody() {}

    /// Empty when the post is not one.
    static Optional<Object> read(Post post) {
        if (post.contentType().equals(BATCH)) {
            return batch(post);
        }
        return event(post.headers(), post.body()).map(Object.class::cast);
    }

    private static Optional<Object> batch(Post post) {
        if (!(Json.read(post.body()).orElse(null) instanceof List<?> list)) {
            return Optional.empty();
        }
        Map<String, String> structured = Map.of("content-type", JsonFormat.CONTENT_TYPE);
        List<Object> events = new ArrayList<>();
        for (@Nullable Object each : list) {
            byte[] alone =
                    each == null ? new byte[0] : Json.write(each).getBytes(StandardCharsets.UTF_8);
            // What is no event becomes an item that says so.
            events.add(event(structured, alone).<Object>map(e -> e).orElse(""));
        }
        return Optional.of(events);
    }

    private static Optional<Map<String, @Nullable Object>> event(
            Map<String, String> headers, byte[] body) {
        CloudEvent event;
        try {
            MessageReader reader = HttpMessageFactory.createReader(headers, body);
            event = reader.toEvent();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (String name : event.getAttributeNames()) {
            object.put(name, text(event.getAttribute(name)));
        }
        for (String name : event.getExtensionNames()) {
            object.put(name, text(event.getExtension(name)));
        }
        object.put("data", data(event.getData()));
        return Optional.of(object);
    }

    private static @Nullable String text(@Nullable Object attribute) {
        return attribute == null ? null : attribute.toString();
    }

    /// JSON as what it is; anything else as text.
    private static @Nullable Object data(@Nullable CloudEventData data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = data.toBytes();
        return Json.read(bytes).orElseGet(() -> new String(bytes, StandardCharsets.UTF_8));
    }
}
