package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;

/// Times that carry no zone, read in that of their source.
final class TimesTest {

    private static final long SEED = Long.getLong("seed", 20_260_115);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-01-15 09:30:00        | UTC              | 2026-01-15T09:30:00Z
                    2026-01-15T09:30:00        | Europe/Berlin    | 2026-01-15T08:30:00Z
                    2026-07-15 09:30:00        | Europe/Berlin    | 2026-07-15T07:30:00Z
                    2026-01-15 09:30           | +05:30           | 2026-01-15T04:00:00Z
                    2026-01-15T09:30:00.25     | America/New_York | 2026-01-15T14:30:00.250Z
                    2026-03-29 02:30:00        | Europe/Berlin    | 2026-03-29T01:30:00Z
                    2026-10-25 02:30:00        | Europe/Berlin    | 2026-10-25T00:30:00Z
                    2026-04-05 01:45:00        | Australia/Lord_Howe | 2026-04-04T14:45:00Z
                    2011-12-30 12:00:00        | Pacific/Apia     | 2011-12-30T22:00:00Z
                    2026-01-15T09:30:00Z       | Europe/Berlin    | 2026-01-15T09:30:00Z
                    2026-01-15T09:30:00+02:00  | Europe/Berlin    | 2026-01-15T07:30:00Z
                    2026-01-15                 | Europe/Berlin    | 2026-01-15T00:00:00Z
                    1768469400                 | Europe/Berlin    | 2026-01-15T09:30:00Z
                    """)
    void zoneIsThatOfTimesWhichCarryNone(String text, String zone, Instant time) {
        assertThat(Times.read(text, ZoneId.of(zone))).hasValue(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30 09:30:00",
                "2026-01-15 24:00:00",
                "2026-01-15 23:59:60",
                "2026-01-15  09:30:00",
                "2026-01-15t09:30:00",
                "2026-01-15 9:30",
                "26-01-15 09:30:00",
                "1969-12-31 09:30:00",
                "0000-00-00 00:00:00",
                "2026-01-15 09:30:00 CET",
                "2026-01-15 09:30:00[Europe/Berlin]",
                "15.01.2026 09:30"
            })
    void whatIsNoTimeStaysNoneInAnyZone(String text) {
        assertThat(Times.read(text, ZoneId.of("Europe/Berlin"))).isEmpty();
    }

    @Test
    void withoutZoneALocalTimeIsNotUnderstood() {
        assertThat(Times.read("2026-01-15 09:30:00", null)).isEmpty();
        assertThat(Times.read("2026-01-15T09:30:00", null)).isEmpty();
    }

    @Test
    void everyLocalTimeOfAYearIsATimeInEveryZone() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ZoneId> zones =
                ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
        for (int round = 0; round < 4_000; round++) {
            String text =
                    "%04d-%02d-%02d %02d:%02d:%02d"
                            .formatted(
                                    1971 + random.nextInt(8_000),
                                    1 + random.nextInt(12),
                                    1 + random.nextInt(28),
                                    random.nextInt(24),
                                    random.nextInt(60),
                                    random.nextInt(60));
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            assertThat(Times.read(text, zone))
                    .as("seed %d, %s in %s", SEED, text, zone)
                    .isPresent();
        }
    }
}
