package org.badgebridge.port;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The courses that sources have told of, each until it was not met for over a year. Thread-safe.
public interface Courses {

    /// A course as a source calls it; strongly consistent.
    Optional<Seen> find(SourceId source, String course);

    /// Stores a course if it is still at the version that was read; false when another was faster.
    boolean store(Seen course);

    /// Those of a source or of all, with a text in their name or id, in a stable order. Reads no
    /// more than a budget, so a page may be short. Those of all sources are a moment late.
    Page<Seen> list(@Nullable SourceId source, String text, int most, Page.Cursor from);

    /// A course of a source. `lastSeenAt` is when it was first met on the last day that it was met.
    record Seen(
            String realm,
            SourceId source,
            String id,
            @Nullable String name,
            Instant firstSeenAt,
            Instant lastSeenAt,
            long version) {

        public Course course() {
            return new Course(id, name);
        }

        /// Whether a text is part of its name or id, in whatever case.
        public boolean contains(String text) {
            String part = text.toLowerCase(Locale.ROOT);
            return id.toLowerCase(Locale.ROOT).contains(part)
                    || (name != null && name.toLowerCase(Locale.ROOT).contains(part));
        }
    }
}
