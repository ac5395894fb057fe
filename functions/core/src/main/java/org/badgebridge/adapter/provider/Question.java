package org.badgebridge.adapter.provider;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;

/// One call to a provider and how its answer is read. `hidden` is the personal data that it
/// carries.
public record Question<T>(
        Kind kind,
        String method,
        URI uri,
        @Nullable String body,
        Redaction hidden,
        Reading<T> reading) {

    /// What it is about: an answer may mean one thing to the one and another to the other.
    public enum Kind {
        ISSUE,
        REPLACE,
        PUBLISH,
        REVOKE,
        CALL_BACK,
        READ,
        /// A page of very many. How much a provider puts on one need not be documented; five
        /// hundred badges of 32 KiB fit.
        READ_MANY;

        private static final int MOST_BYTES_OF_MANY = 16 << 20;

        /// The longest answer that is read, in bytes.
        int mostBytes() {
            return this == READ_MANY ? MOST_BYTES_OF_MANY : HttpCaller.MOST_BYTES;
        }
    }

    /// Reads a successful answer; `sentAt` is when the question was sent.
    public interface Reading<T> {
        T of(JsonNode answer, Instant sentAt) throws UnreadableAnswer;
    }

    @Override
    public String toString() {
        return "Question[" + kind + "]";
    }
}
