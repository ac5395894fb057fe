package org.badgebridge.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The raw bytes of a post, out of the text that an HTTP API hands over.
public sealed interface Content {

    /// The most that any webhook takes: far above any certificate or notice, far below what a queue
    /// message holds.
    int MOST_BYTES = 256 * 1024;

    /// The bytes as they were sent. The HTTP API encodes them unless it takes them for text.
    static Content of(String body, boolean base64) {
        if (!base64) {
            return capped(body.getBytes(StandardCharsets.UTF_8));
        }
        // Before decoding, so that nothing huge is copied; line ends would make it larger still.
        if (body.length() / 4L * 3L > MOST_BYTES + 3L) {
            return new TooLarge();
        }
        try {
            return capped(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            return new Unreadable();
        }
    }

    private static Content capped(byte[] bytes) {
        return bytes.length > MOST_BYTES ? new TooLarge() : new Received(bytes);
    }

    final class Received implements Content {

        private final byte[] bytes;

        private Received(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    record TooLarge() implements Content {}

    /// Not the Base64 that it is said to be.
    record Unreadable() implements Content {}
}
