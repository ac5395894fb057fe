package org.badgebridge.intake;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CloudEvents 1.0 over HTTP (cloudevents/spec, bindings/http-protocol-binding.md), by the
/// published SDK, which knows the structured and the binary mode; a batch is an array of structured
/// events.
final class CloudEventBody {

    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch+json";

    private static final String PREFIX = "ce-";
    private static final Pattern QUOTED = Pattern.compile("\\s*\"(.*)\"\\s*", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final Pattern OCTET = Pattern.compile("%([0-9A-Fa-f]{2})");

    private CloudEventBody() {}

    /// Empty when the post is not one.
    static Optional<Object> read(Post post) {
        if (post.contentType().equals(BATCH)) {
            return batch(post);
        }
        return attributes(post)
                .flatMap(headers -> event(headers, post.body()))
                .map(Object.class::cast);
    }

    private static Optional<Object> batch(Post post) {
        if (!(Json.read(post.body()).orElse(null) instanceof List<?> list)) {
            return Optional.empty();
        }
        if (list.size() > Items.MOST) {
            // Nobody reads so many, so they stay as they are.
            return Optional.of(list);
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
        // The SDK stumbles over what is no object, and reads deeper than we do.
        if (headers.getOrDefault("content-type", "").startsWith(STRUCTURED)
                && !(Json.read(body).orElse("") instanceof Map)) {
            return Optional.empty();
        }
        CloudEvent event;
        try {
            MessageReader reader = HttpMessageFactory.createReader(headers, body);
            event = reader.toEvent();
        } catch (CloudEventRWException
                | EventDeserializationException
                | IllegalStateException
                | IllegalArgumentException e) {
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

    /// Attributes in headers may be quoted, and are percent-encoded (HTTP protocol binding, section
    /// 3.1.3.2), of which the SDK knows nothing. Empty when one of them is not UTF-8.
    private static Optional<Map<String, String>> attributes(Post post) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!post.contentType().isEmpty()) {
            // The SDK compares it as it is written.
            attributes.put("content-type", post.contentType());
        }
        for (Map.Entry<String, String> header : post.headers().entrySet()) {
            if (header.getKey().regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                Optional<String> value = decoded(header.getValue());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                attributes.put(header.getKey(), value.get());
            }
        }
        return Optional.of(attributes);
    }

    private static Optional<String> decoded(String value) {
        Matcher quoted = QUOTED.matcher(value);
        String text = quoted.matches() ? ESCAPED.matcher(quoted.group(1)).replaceAll("$1") : value;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher octets = OCTET.matcher(text);
        int end = 0;
        while (octets.find()) {
            bytes.writeBytes(text.substring(end, octets.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(octets.group(1)));
            end = octets.end();
        }
        bytes.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
        return Post.text(bytes.toByteArray());
    }

    private static @Nullable String text(@Nullable Object attribute) {
        return attribute == null ? null : attribute.toString();
    }

    /// Nothing but JSON: what cannot be read cannot be redacted, and is not kept.
    private static @Nullable Object data(@Nullable CloudEventData data) {
        if (data == null) {
            return null;
        }
        return Json.read(data.toBytes()).orElse(null);
    }
}
