package org.badgebridge.simulator.credly;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads every form of a date that deployed clients send (sheet section 2.2). Without a zone it is
/// UTC, without a time midnight.
final class DateForms {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})-(\\d\\d)-(\\d\\d)"
                            + "(?:(?:T|\\s+)(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?"
                            + "\\s*(am|pm)?\\s*(Z|UTC|[+-]\\d\\d:?\\d\\d)?)?",
                    Pattern.CASE_INSENSITIVE);

    private DateForms() {}

    static Optional<Instant> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
            LocalDateTime time =
                    date.atTime(hour(form), number(form, 5), number(form, 6), nanoseconds(form));
            return Optional.of(time.toInstant(offset(form)));
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int hour(Matcher form) {
        int hour = number(form, 4);
        String half = form.group(8);
        if (half == null) {
            return hour;
        }
        if (hour < 1 || hour > 12) {
            throw new DateTimeException("No such hour of a half day");
        }
        return hour % 12 + (half.toLowerCase(Locale.ROOT).equals("pm") ? 12 : 0);
    }

    private static int nanoseconds(Matcher form) {
        String fraction = form.group(7);
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static ZoneOffset offset(Matcher form) {
        String zone = form.group(9);
        if (zone == null || zone.equalsIgnoreCase("Z") || zone.equalsIgnoreCase("UTC")) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.of(
                zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone);
    }
}
