package org.badgebridge.listing;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Slug;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.learner.LearnerId;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A filter as text, each part under its name, as it stands in a URL. What is wrong with a part is
/// told to `wrong` by the part's name; the part then counts as absent.
record FilterText(Map<String, String> parts, BiConsumer<String, String> wrong) {

    private static final int MOST_COURSE = 500;

    @Nullable ConnectionId connection() {
        return parsed(
                "connection", text -> slug(text).map(ConnectionId::new), "an id of a connection");
    }

    @Nullable SourceId source() {
        return parsed("source", text -> slug(text).map(SourceId::new), "an id of a source");
    }

    @Nullable TemplateId template() {
        return parsed("template", TemplateId::parse, "an id of a template");
    }

    @Nullable LearnerId learner() {
        return parsed("learner", LearnerId::parse, "an id of a learner");
    }

    @Nullable String course() {
        return parsed(
                "course",
                text -> Optional.of(text).filter(course -> course.length() <= MOST_COURSE),
                "a course's id or family");
    }

    @Nullable Instant time(String name) {
        return parsed(name, FilterText::instant, "a time such as 2026-01-15T09:30:00Z");
    }

    /// A list with commas between.
    List<String> list(String name) {
        return Arrays.stream(parts.getOrDefault(name, "").split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    <T> @Nullable T parsed(String name, Function<String, Optional<T>> parse, String right) {
        String text = parts.getOrDefault(name, "");
        if (text.isBlank()) {
            return null;
        }
        Optional<T> value = parse.apply(text);
        if (value.isEmpty()) {
            wrong.accept(name, "must be " + right);
        }
        return value.orElse(null);
    }

    private static Optional<String> slug(String text) {
        return Optional.of(text).filter(Slug::fits);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
