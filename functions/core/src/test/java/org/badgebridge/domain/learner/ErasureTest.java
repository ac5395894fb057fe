package org.badgebridge.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class ErasureTest {

    private static final Erasure ERASURE =
            Erasure.first(
                    new LearnerId("AAAAAAAAAAAAAAAAAAAAAA"), Instant.parse("2026-03-10T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        // happened, received, earned, covered
        "2026-03-01T09:00:00Z, 2026-03-01T09:00:05Z, 2026-03-01T09:00:00Z, true",
        "2026-03-01T09:00:00Z, 2026-03-11T09:00:00Z, 2026-03-01T09:00:00Z, true",
        "2026-03-11T09:00:00Z, 2026-03-11T09:00:05Z, 2026-03-01T00:00:00Z, true",
        "2026-03-10T12:00:00Z, 2026-03-10T12:00:00Z, 2026-03-10T12:00:00Z, true",
        "2026-03-10T12:04:00Z, 2026-03-10T11:59:00Z, 2026-03-10T12:04:00Z, true",
        "2026-03-10T12:00:01Z, 2026-03-10T12:00:02Z, 2026-03-10T00:00:00Z, false",
        "2026-03-11T09:00:00Z, 2026-03-11T09:00:05Z, 2026-03-11T00:00:00Z, false"
    })
    void whatWasBeforeIsCoveredHoweverLateItIsTold(
            Instant happened, Instant received, Instant earned, boolean covered) {
        assertThat(ERASURE.covers(event(happened, received, earned))).isEqualTo(covered);
    }

    private static LearningEvent event(Instant happened, Instant received, Instant earned) {
        return new LearningEvent(
                "e1",
                new SourceId("campus"),
                "campus",
                EventType.CERTIFICATE_ISSUED,
                happened,
                received,
                new Person("501", null, "Ada", "Example"),
                new Course("welding-1", "Welding I"),
                "c-1",
                null,
                earned,
                null,
                EventData.NONE);
    }
}
