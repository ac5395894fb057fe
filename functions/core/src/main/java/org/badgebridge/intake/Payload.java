package org.badgebridge.intake;

import org.badgebridge.domain.event.EventData;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One item of a post as it can be read: its redacted data, and the headers that travelled with it.
record Payload(EventData data, Map<String, String> headers) {

    Payload {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    Optional<Object> header(String name) {
        @Nullable String value = headers.get(name);
        return Optional.ofNullable(value);
    }

    @Override
    public String toString() {
        return "Payload[…]";
    }
}
