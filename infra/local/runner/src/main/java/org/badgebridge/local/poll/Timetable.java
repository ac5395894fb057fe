package org.badgebridge.local.poll;

import org.badgebridge.local.template.TemplateException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// When a schedule is due, from `rate(5 minutes)` or `cron(0 12 * * ? *)`, in UTC.
sealed interface Timetable {

    Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
    Pattern CRON = Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)");

    /// The first time after `last`; empty when there is none in four years.
    Optional<Instant> next(Instant last);

    /// Reads an expression of EventBridge.
    ///
    /// @throws TemplateException when it is none
    static Timetable of(String expression) {
        Matcher rate = RATE.matcher(expression);
        if (rate.matches()) {
            long count = Long.parseLong(rate.group(1));
            return new Rate(
                    switch (rate.group(2)) {
                        case "minute" -> Duration.ofMinutes(count);
                        case "hour" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        Matcher cron = CRON.matcher(expression);
        if (cron.matches()) {
            return Cron.of(IntStream.rangeClosed(1, 6).mapToObj(cron::group).toList(), expression);
        }
        throw new TemplateException(
                "The schedule " + expression + " is neither a rate nor a cron expression.");
    }

    /// Every so often.
    record Rate(Duration every) implements Timetable {
        @Override
        public Optional<Instant> next(Instant last) {
            return Optional.of(last.plus(every));
        }
    }

    /// Minute, hour, day of month, month, day of week (1 is Sunday), year.
    record Cron(List<Field> fields) implements Timetable {

        private static final Duration HORIZON = Duration.ofDays(4 * 366);

        static Cron of(List<String> texts, String expression) {
            int[] first = {0, 0, 1, 1, 1, 1970};
            int[] last = {59, 23, 31, 12, 7, 2199};
            return new Cron(
                    IntStream.range(0, 6)
                            .mapToObj(i -> Field.of(texts.get(i), first[i], last[i], expression))
                            .toList());
        }

        @Override
        public Optional<Instant> next(Instant after) {
            ZonedDateTime time =
                    after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            ZonedDateTime end = time.plus(HORIZON);
            while (time.isBefore(end)) {
                if (!onDay(time)) {
                    time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
                } else if (!fields.get(1).has(time.getHour())) {
                    time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
                } else if (!fields.get(0).has(time.getMinute())) {
                    time = time.plusMinutes(1);
                } else {
                    return Optional.of(time.toInstant());
                }
            }
            return Optional.empty();
        }

        private boolean onDay(ZonedDateTime time) {
            int weekday =
                    time.getDayOfWeek() == DayOfWeek.SUNDAY
                            ? 1
                            : time.getDayOfWeek().getValue() + 1;
            return fields.get(2).has(time.getDayOfMonth())
                    && fields.get(3).has(time.getMonthValue())
                    && fields.get(4).has(weekday)
                    && fields.get(5).has(time.getYear());
        }
    }

    /// The values that one field of a cron expression allows.
    record Field(List<Integer> values) {

        private static final Pattern PART = Pattern.compile("(\\*|\\?|(\\w+)(-(\\w+))?)(/(\\d+))?");

        static Field of(String text, int first, int last, String expression) {
            IntStream values = IntStream.empty();
            for (String part : text.split(",", -1)) {
                Matcher matcher = PART.matcher(part);
                if (!matcher.matches()) {
                    throw new TemplateException(
                            "The part " + part + " of " + expression + " is not understood.");
                }
                boolean step = matcher.group(6) != null;
                int from = matcher.group(2) == null ? first : number(matcher.group(2), expression);
                int to =
                        matcher.group(4) != null
                                ? number(matcher.group(4), expression)
                                : matcher.group(2) != null && !step ? from : last;
                int by = step ? Integer.parseInt(matcher.group(6)) : 1;
                if (from < first || to > last || by < 1) {
                    throw new TemplateException(
                            "The part " + part + " of " + expression + " is out of its range.");
                }
                values =
                        IntStream.concat(
                                values,
                                IntStream.rangeClosed(from, to).filter(i -> (i - from) % by == 0));
            }
            return new Field(values.sorted().distinct().boxed().toList());
        }

        private static int number(String text, String expression) {
            if (text.chars().allMatch(Character::isDigit)) {
                return Integer.parseInt(text);
            }
            String upper = text.toUpperCase(Locale.ROOT);
            for (Month month : Month.values()) {
                if (month.name().startsWith(upper) && upper.length() == 3) {
                    return month.getValue();
                }
            }
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().startsWith(upper) && upper.length() == 3) {
                    return day == DayOfWeek.SUNDAY ? 1 : day.getValue() + 1;
                }
            }
            throw new TemplateException(
                    "The part " + text + " of " + expression + " is not understood.");
        }

        boolean has(int value) {
            return values.contains(value);
        }
    }
}
