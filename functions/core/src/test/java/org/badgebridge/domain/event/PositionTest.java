package org.badgebridge.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class PositionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void laterEventsComeAfterEarlierOnes() {
        assertThat(at(NOON.plusMillis(1), EventType.COURSE_PASSED, "a"))
                .isGreaterThan(at(NOON, EventType.COURSE_FAILED, "z"));
    }

    @Test
    void ofTheSameMomentTheNegativeOneComesLast() {
        assertThat(at(NOON, EventType.CERTIFICATE_REVOKED, "a"))
                .isGreaterThan(at(NOON, EventType.CERTIFICATE_ISSUED, "z"));
    }

    @Test
    void theEventIdDecidesBetweenEqualsSoThatTheOrderIsTotal() {
        assertThat(at(NOON, EventType.COURSE_PASSED, "b"))
                .isGreaterThan(at(NOON, EventType.CERTIFICATE_ISSUED, "a"));
        assertThat(at(NOON, EventType.COURSE_PASSED, "a"))
                .isEqualByComparingTo(at(NOON, EventType.CERTIFICATE_ISSUED, "a"));
    }

    @Test
    void aClockThatRunsAheadIsBelievedForFiveMinutesOnly() {
        Duration tolerance = Duration.ofMinutes(5);
        Position ahead =
                Position.of(EventType.COURSE_PASSED, NOON.plus(Duration.ofDays(900)), NOON, "a");
        Position within = Position.of(EventType.COURSE_PASSED, NOON.plus(tolerance), NOON, "a");
        assertThat(ahead).isEqualTo(within);
        assertThat(ahead.time()).isEqualTo(NOON.plus(tolerance));
        Instant past = NOON.minus(Duration.ofDays(900));
        assertThat(Position.of(EventType.COURSE_PASSED, past, NOON, "a").time()).isEqualTo(past);
    }

    @Test
    void onlyAnOpenEdxKeyHasAFamilyOfItsOwn() {
        assertThat(Course.familyOf("course-v1:Org+W1+2026")).isEqualTo("course-v1:Org+W1");
        for (String own : new String[] {"", "W1+2026+x", "course-v1:", "course-v1:Org+W1", "7"}) {
            assertThat(Course.familyOf(own)).isEqualTo(own);
        }
    }

    private static Position at(Instant time, EventType type, String id) {
        return Position.of(type, time, NOON.plusSeconds(3600), id);
    }
}
