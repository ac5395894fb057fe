package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.adapter.dynamodb.DynamoJobs;
import org.badgebridge.port.Jobs;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

@WithTestSystem
final class OperationsTest {

    private final ApiWorld world;
    private final Jobs jobs;

    OperationsTest(TestSystem system) {
        world = new ApiWorld(system);
        jobs = new DynamoJobs(system.dynamoDb(), system.tableName("SettingsTable"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void job(String id, Jobs.State state, Instant at) {
        job(id, Jobs.Kind.RELEASE, state, at);
    }

    private void job(String id, Jobs.Kind kind, Jobs.State state, Instant at) {
        jobs.store(
                new Jobs.Job(
                        id,
                        kind,
                        state,
                        Map.of("connection", "none"),
                        null,
                        Map.of("released", 200L),
                        null,
                        null,
                        "grace",
                        at,
                        at,
                        0));
    }

    @Test
    void jobsAreShownNewestFirst() {
        job("older", Jobs.State.DONE, Instant.now().minusSeconds(20));
        job("newer", Jobs.State.FAILED, Instant.now().minusSeconds(10));

        assertThat(world.get("/api/jobs").items("id")).containsSubsequence("newer", "older");
        var one = world.get("/api/jobs/older");
        assertThat(one.text("/kind")).isEqualTo("release");
        assertThat(one.text("/state")).isEqualTo("done");
        assertThat(one.at("/counts/released").asInt()).isEqualTo(200);
        assertThat(one.text("/started_by")).isEqualTo("grace");
    }

    @Test
    void runningJobIsCancelledOnceAndStaysSo() {
        job("running", Jobs.State.RUNNING, Instant.now());

        var first = world.delete("/api/jobs/running");
        var again = world.delete("/api/jobs/running");

        assertThat(first.text("/state")).isEqualTo("cancelled");
        assertThat(first.text("/message")).contains(ApiWorld.ADMIN);
        assertThat(again.status()).isEqualTo(200);
        assertThat(jobs.find("running").orElseThrow().state()).isEqualTo(Jobs.State.CANCELLED);
    }

    @Test
    void erasureIsNotStoppedHalfWay() {
        job("erasing", Jobs.Kind.ERASE, Jobs.State.RUNNING, Instant.now());

        var refused = world.delete("/api/jobs/erasing");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).startsWith("An erasure cannot be cancelled");
        assertThat(jobs.find("erasing").orElseThrow().state()).isEqualTo(Jobs.State.RUNNING);
    }

    @Test
    void jobThatHasEndedIsNotCancelled() {
        job("ended", Jobs.State.DONE, Instant.now());

        assertThat(world.delete("/api/jobs/ended").status()).isEqualTo(409);
    }

    @Test
    void pauseHoldsAndResumingLooksAgain() {
        String connection = world.workingConnection();

        assertThat(world.put("/api/pause", "{\"paused\": true}").at("/paused").asBoolean())
                .isTrue();
        assertThat(world.get("/api/pause").at("/paused").asBoolean()).isTrue();
        assertThat(world.get("/api/overview").at("/paused").asBoolean()).isTrue();

        var resumed = world.put("/api/pause", "{\"paused\": false}");

        assertThat(resumed.at("/paused").asBoolean()).isFalse();
        assertThat(resumed.at("/jobs").findValuesAsText("kind")).contains("release");
        assertThat(world.get("/api/connections/" + connection).status()).isEqualTo(200);
    }
}
