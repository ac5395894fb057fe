package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.HttpCaller;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.regex.Pattern;

/// One call to Credly and how its answer is read. `hidden` is the personal data that it carries.
record Question<T>(
        Kind kind,
        String method,
        URI uri,
        @Nullable String body,
        Redaction hidden,
        Reading<T> reading) {

    enum Kind {
        /// The known text of a 422 for a duplicate contains this (reference client nti.app.products
        /// and credly-go; the whole sentence is not documented).
        ISSUE("(?i)already has this badge"),
        REPLACE("(?i)already has this badge"),
        /// Not documented; any sentence that says both.
        REVOKE("(?i)\\balready\\b.{0,40}\\brevoked|\\brevoked\\b.{0,40}\\balready"),
        CALL_BACK("(?!)"),
        READ("(?!)"),
        /// A page of the bulk search. How many badges Credly puts on one is not documented; five
        /// hundred of 32 KiB fit.
        READ_MANY("(?!)");

        private static final int MOST_BYTES_OF_MANY = 16 << 20;

        private final Pattern already;

        Kind(String already) {
            this.already = Pattern.compile(already);
        }

        /// Whether the words of a 422 say that it was done before.
        boolean saidAlready(String words) {
            return already.matcher(words).find();
        }

        /// The longest answer that is read, in bytes.
        int mostBytes() {
            return switch (this) {
                case ISSUE, REPLACE, REVOKE, READ, CALL_BACK -> HttpCaller.MOST_BYTES;
                case READ_MANY -> MOST_BYTES_OF_MANY;
            };
        }
    }

    /// Reads a successful answer; `sentAt` is when the question was sent.
    interface Reading<T> {
        T of(JsonNode answer, Instant sentAt) throws UnreadableAnswer;
    }

    @Override
    public String toString() {
        return "Question[" + kind + "]";
    }
}
