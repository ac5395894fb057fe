package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.port.Admissions;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import java.time.Instant;

@WithTestSystem
class DynamoAdmissionsTest {

    private static final Instant HOUR = Instant.parse("2026-01-15T09:00:00Z");

    private final Admissions admissions;

    DynamoAdmissionsTest(TestSystem system) {
        admissions = new DynamoAdmissions(system.dynamoDb(), system.tableName("SettingsTable"));
    }

    @Test
    void onlyTheFirstOfAnHourAreLetThroughAndAgainWhenRepeated() {
        SourceId source = new SourceId("capped");

        assertThat(admissions.admit(source, HOUR, "e-1", 2)).isTrue();
        assertThat(admissions.admit(source, HOUR.plusSeconds(60), "e-2", 2)).isTrue();
        assertThat(admissions.admit(source, HOUR.plusSeconds(120), "e-3", 2)).isFalse();
        assertThat(admissions.admit(source, HOUR.plusSeconds(180), "e-1", 2)).isTrue();
        assertThat(admissions.admit(source, HOUR.plusSeconds(240), "e-3", 3)).isTrue();
    }

    @Test
    void eachHourAndEachSourceIsCountedByItself() {
        SourceId source = new SourceId("hourly");
        assertThat(admissions.admit(source, HOUR, "e-1", 1)).isTrue();

        assertThat(admissions.admit(source, HOUR.plusSeconds(3600), "e-2", 1)).isTrue();
        assertThat(admissions.admit(new SourceId("another-hourly"), HOUR, "e-2", 1)).isTrue();
        assertThat(admissions.admit(source, HOUR.plusSeconds(3599), "e-2", 1)).isFalse();
    }
}
