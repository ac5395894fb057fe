package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;

final class MeaningTest {

    private static final EventData DATA =
            Json.object(
                    (Map<?, ?>)
                            Json.read(
                                            """
                                            {"status": "active", "text": "93", "score": 93.5, "passed": true,
                                             "none": null, "tags": ["final", "x and y"], "when": "2026-01-15T09:30:00Z"}
                                            """
                                                    .getBytes(StandardCharsets.UTF_8))
                                    .orElseThrow());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    certificate.issued                                                  | certificate.issued
                    ignore                                                              | -
                    course.passed when /status eq active                                | course.passed
                    course.passed when /status eq Active                                | -
                    course.passed when /status ne active                                | -
                    course.passed when /score gt 93.5                                   | -
                    course.passed when /score gte 93.5                                  | course.passed
                    course.passed when /text gte 80                                     | course.passed
                    course.passed when /score lt 1e3                                    | -
                    course.passed when /score lt 100                                    | course.passed
                    course.passed when /score lte -1                                    | -
                    course.passed when /passed eq true                                  | course.passed
                    course.passed when /passed eq false                                 | -
                    course.passed when /status in done, active                          | course.passed
                    course.passed when /score in 1,93.50                                | course.passed
                    course.passed when /status in done                                  | -
                    course.passed when /tags contains final                             | course.passed
                    course.passed when /status contains tiv                             | course.passed
                    course.passed when /none exists true                                | -
                    course.passed when /none exists false                               | course.passed
                    course.passed when /absent eq None                                  | -
                    course.passed when /when gt 2026-01-01T00:00:00Z                    | course.passed
                    course.passed when /status eq active and /score gte 80              | course.passed
                    course.passed when /status eq active and /score gte 95              | -
                    course.passed when /score gte 95; course.failed                     | course.failed
                    course.passed when /score gte 80; course.failed                     | course.passed
                    ignore when /status eq active; course.passed                        | -
                    certificate.issued when /status eq x ; certificate.revoked when /passed eq true | certificate.revoked
                    course.passed  when   /status   eq   active                         | course.passed
                    """)
    void firstClauseWhoseConditionsHoldSpeaks(String text, String type) {
        assertThat(Meaning.parse(text).orElseThrow().of(DATA).map(EventType::word).orElse(null))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";",
                "certificate",
                "Certificate.Issued",
                "certificate.issued;",
                "certificate.issued; ; ignore",
                "certificate.issued if /a eq b",
                "certificate.issued when",
                "certificate.issued when /a",
                "certificate.issued when /a eq",
                "certificate.issued when a eq b",
                "certificate.issued when /a~2 eq b",
                "certificate.issued when /a is b",
                "certificate.issued when /a EQ b",
                "certificate.issued when /a exists yes",
                "certificate.issued when /a eq b and /c",
                "certificate.issued when /a eq b or /c eq d and x"
            })
    void whatIsNoMeaningIsRefused(String text) {
        assertThat(Meaning.parse(text)).as(text).isEmpty();
    }

    @Test
    void thereAreAtMostTenClauses() {
        assertThat(Meaning.parse("ignore;".repeat(9) + "ignore")).isPresent();
        assertThat(Meaning.parse("ignore;".repeat(10) + "ignore")).isEmpty();
    }

    @Test
    void meaningKnowsWhatItMayMean() {
        Meaning meaning = Meaning.parse("course.passed when /a eq b; ignore").orElseThrow();

        assertThat(meaning.mayMean(EventType.COURSE_PASSED)).isTrue();
        assertThat(meaning.mayMean(EventType.COURSE_FAILED)).isFalse();
    }
}
