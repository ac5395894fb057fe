package org.badgebridge.local.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.badgebridge.local.template.TemplateException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

final class TimetableTest {

    /// A Saturday.
    private static final Instant NOW = Instant.parse("2026-02-28T23:59:30Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate(1 minute); 2026-03-01T00:00:30Z",
                "rate(2 hours); 2026-03-01T01:59:30Z",
                "cron(0/15 * * * ? *); 2026-03-01T00:00:00Z",
                "cron(30 4 * * ? *); 2026-03-01T04:30:00Z",
                "cron(0 12 ? * MON-FRI *); 2026-03-02T12:00:00Z",
                "cron(0 0 29 2 ? *); 2028-02-29T00:00:00Z",
                "cron(5,10 6 1 JAN ? 2027); 2027-01-01T06:05:00Z"
            })
    void nextTimeIsThis(String expression, Instant next) {
        assertThat(Timetable.of(expression).next(NOW)).hasValue(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every minute",
                "rate(1 fortnight)",
                "cron(61 * * * ? *)",
                "cron(0 0 L * ? *)"
            })
    void whatIsNotUnderstoodIsRefused(String expression) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Timetable.of(expression));
    }
}
