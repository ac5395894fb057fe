package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ways in which platforms write a time: ISO 8601 with a zone, a date (the start of that day in
/// UTC), unix seconds as a number or as text.
final class Times {

    static final String RIGHT =
            "a time with its zone such as 2026-01-15T09:30:00Z, a date such as 2026-01-15, or unix"
                    + " time in seconds (a source can have a zone for times without one)";

    /// The last second of the year 9999: milliseconds mistaken for seconds lie far behind it.
    private static final BigDecimal LAST = new BigDecimal(253_402_300_799L);

    private static final int NANO_DIGITS = 9;
    private static final int LENGTH = 40;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,9})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern WITHOUT_ZONE =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?");

    /// PHP's DATE_ISO8601 writes the offset without a colon, and RFC 3339 lets a blank stand for T.
    private static final DateTimeFormatter WITH_ZONE =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter()
                    .withResolverStyle(ResolverStyle.STRICT);

    /// As WordPress, Moodle and databases write it.
    private static final DateTimeFormatter LOCAL =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .toFormatter()
                    .withResolverStyle(ResolverStyle.STRICT);

    private Times() {}

    /// `zone` is that of times which carry none; null: they are not understood.
    static Optional<Instant> read(Object value, @Nullable ZoneId zone) {
        return switch (value) {
            case String text -> ofText(text.strip(), zone);
            case Integer number -> ofSeconds(BigDecimal.valueOf(number));
            case Long number -> ofSeconds(BigDecimal.valueOf(number));
            case BigInteger number -> ofSeconds(new BigDecimal(number));
            case BigDecimal number -> ofSeconds(number);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> ofText(String text, @Nullable ZoneId zone) {
        if (text.length() > LENGTH) {
            return Optional.empty();
        }
        if (NUMBER.matcher(text).matches()) {
            return ofSeconds(new BigDecimal(text));
        }
        try {
            if (DATE.matcher(text).matches()) {
                return sane(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            if (zone != null && WITHOUT_ZONE.matcher(text).matches()) {
                return sane(LocalDateTime.parse(text, LOCAL).atZone(zone).toInstant());
            }
            return sane(WITH_ZONE.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ofSeconds(BigDecimal seconds) {
        // The scale first: rounding a number such as 1E-999999999 would take for ever.
        if (seconds.scale() > 2 * NANO_DIGITS
                || seconds.signum() < 0
                || seconds.compareTo(LAST) > 0) {
            return Optional.empty();
        }
        BigDecimal exact = seconds.setScale(NANO_DIGITS, RoundingMode.DOWN);
        BigDecimal whole = exact.setScale(0, RoundingMode.DOWN);
        return sane(
                Instant.ofEpochSecond(
                        whole.longValue(),
                        exact.subtract(whole).movePointRight(NANO_DIGITS).longValue()));
    }

    private static Optional<Instant> sane(Instant time) {
        boolean inRange =
                !time.isBefore(Instant.EPOCH) && time.getEpochSecond() <= LAST.longValue();
        return inRange ? Optional.of(time) : Optional.empty();
    }
}
