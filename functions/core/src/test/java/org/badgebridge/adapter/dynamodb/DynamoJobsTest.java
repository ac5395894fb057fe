package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.State;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;

@WithTestSystem
class DynamoJobsTest {

    private final Stores stores;
    private final DynamoJobs jobs;

    DynamoJobsTest(TestSystem system) {
        stores = Stores.of(system);
        jobs = stores.jobs();
    }

    @Test
    void aJobComesBackAsItWasAndOneOfTwoWorkersTakesIt() {
        Job job = Samples.fullJob("job-b");
        Job bare = Samples.bareJob("job-a", State.RUNNING);
        assertThat(jobs.store(job)).isTrue();
        assertThat(jobs.store(bare)).isTrue();
        assertThat(jobs.store(job)).isFalse();

        assertThat(jobs.all())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(bare, job);
        Job read = jobs.find("job-b").orElseThrow();
        assertThat(jobs.store(read)).isTrue();
        assertThat(jobs.store(read)).isFalse();
        assertThat(jobs.find("job-c")).isEmpty();
    }

    @Test
    void aJobThatEndedIsForgottenNinetyDaysLaterAndARunningOneNever() {
        jobs.store(Samples.bareJob("ended", State.FAILED));
        jobs.store(Samples.bareJob("running", State.RUNNING));

        assertThat(stores.raw(stores.settings(), new Key("JOBS", "ended")))
                .containsEntry(
                        "expires_at",
                        AttributeValue.fromN(
                                Samples.NOW.plus(Duration.ofDays(90)).getEpochSecond() + ""));
        assertThat(stores.raw(stores.settings(), new Key("JOBS", "running")))
                .doesNotContainKey("expires_at");
    }
}
