package org.badgebridge.domain.account;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/// Something that a provider shows on badges beside their dates, by the provider's own name for it,
/// such as a score.
public record Attribute(String name, Kind kind) {

    /// Nobody reads more of it on a badge.
    private static final int MOST_TEXT = 1000;

    private static final int DAY = "2026-01-31".length();

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern WEB = Pattern.compile("(?i)https?://\\S+");

    /// What can be written there.
    public enum Kind {
        TEXT,
        /// `YYYY-MM-DD`
        DATE,
        EMAIL,
        /// A URL.
        IMAGE
    }

    /// A value of an event's data, written as this attribute takes it; empty when it is nothing of
    /// its kind. Of a time, the day that it names itself.
    public Optional<String> written(Object value) {
        String text =
                switch (value) {
                    case BigDecimal number -> number.toPlainString();
                    case String any -> any.strip();
                    case Number number -> number.toString();
                    case Boolean either -> either.toString();
                    default -> "";
                };
        return Optional.of(kind == Kind.DATE && text.length() > DAY ? text.substring(0, DAY) : text)
                .filter(this::fits);
    }

    private boolean fits(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_TEXT
                && switch (kind) {
                    case TEXT -> true;
                    case DATE -> isDay(text);
                    case EMAIL -> EMAIL.matcher(text).matches();
                    case IMAGE -> WEB.matcher(text).matches();
                };
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
