package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class DateFormsTest {
    @Test
    void everyFormThatClientsSendIsRead() {
        for (String form :
                List.of(
                        "2026-03-01 09:15:00 +0000",
                        "2026-03-01T09:15:00+0000",
                        "2026-03-01T09:15:00.000Z",
                        "2026-03-01 04:15:00 -0500",
                        "2026-03-01  09:15:00 am",
                        "2026-03-01T09:15:00 Z",
                        "2026-03-01 09:15:00 UTC",
                        "2026-03-01T10:15:00+01:00",
                        "2026-03-01 09:15:00")) {
            assertThat(DateForms.parse(form)).hasValue(Instant.parse("2026-03-01T09:15:00Z"));
        }
    }

    @Test
    void halfDaysTurnAtTwelve() {
        assertThat(DateForms.parse("2026-03-01  12:00:00 am"))
                .hasValue(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(DateForms.parse("2026-03-01  12:00:00 pm"))
                .hasValue(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void aDayAloneIsItsMidnight() {
        assertThat(DateForms.parse("2026-03-01")).hasValue(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void whatIsNoDateIsNotGuessed() {
        for (String form :
                List.of("", "yesterday", "2026-02-30", "2026-03-01 25:00:00", "01/03/2026")) {
            assertThat(DateForms.parse(form)).isEmpty();
        }
    }
}
