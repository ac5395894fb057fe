package org.badgebridge.domain.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;

final class LearnerTest {

    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");
    private static final LearnerIds IDS = new LearnerIds(new byte[32]);

    @Test
    void languageIsThatOfTheNewestNameThatTellsOne() {
        Learner learner =
                Learner.unknown(new LearnerId("AAAAAAAAAAAAAAAAAAAAAA"), "campus", NOW)
                        .after(event(1, "Ada", "de"), IDS, NOW);
        assertThat(learner.locale()).isEqualTo("de");

        assertThat(learner.after(event(2, "Ada", null), IDS, NOW).locale()).isEqualTo("de");
        assertThat(learner.after(event(2, "", "fr"), IDS, NOW).locale()).isEqualTo("de");
        assertThat(learner.after(event(0, "Ada", "fr"), IDS, NOW).locale()).isEqualTo("de");
        assertThat(learner.after(event(2, "Ada", "fr"), IDS, NOW).locale()).isEqualTo("fr");
    }

    private static LearningEvent event(int minute, String name, @Nullable String locale) {
        return new LearningEvent(
                "e-" + minute,
                new SourceId("campus"),
                "campus",
                EventType.COURSE_PASSED,
                NOW.plusSeconds(60L * minute),
                NOW.plusSeconds(3600),
                new Person("501", null, name, "", locale),
                new Course("welding-1", null),
                null,
                null,
                null,
                null,
                EventData.NONE);
    }
}
