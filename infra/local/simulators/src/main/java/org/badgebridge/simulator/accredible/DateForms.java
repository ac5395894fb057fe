package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The forms in which a date is taken: `YYYY-MM-DD`, the deprecated `DD/MM/YYYY`, and with a time
/// of day after it, as Open edX sends it, trailing blank and all.
final class DateForms {
    private static final DateTimeFormatter OLD =
            DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

    private DateForms() {}

    /// Whether it is `YYYY-MM-DD` and nothing else.
    static boolean isDay(String text) {
        return read(text).filter(text::equals).isPresent();
    }

    /// The date in that field, null when it holds none, or the other when nothing was sent.
    static @Nullable String sent(JsonNode fields, String name, @Nullable String otherwise) {
        String text = Fields.text(fields, name);
        return text == null ? otherwise : read(text).orElse(null);
    }

    /// Whether something was sent in that field that was read as no date.
    static boolean wrong(JsonNode fields, String name, @Nullable String read) {
        return Fields.text(fields, name) != null && read == null;
    }

    /// The date as `YYYY-MM-DD`.
    static Optional<String> read(String text) {
        String date = text.strip().split("[ T]", 2)[0];
        try {
            return Optional.of(
                    (date.contains("/") ? LocalDate.parse(date, OLD) : LocalDate.parse(date))
                            .toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
