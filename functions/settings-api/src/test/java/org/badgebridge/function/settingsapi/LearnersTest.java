package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventType;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;

@WithTestSystem
final class LearnersTest {

    private final ApiWorld world;
    private final Workers workers;
    private final String source;
    private final String template;

    LearnersTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
        source = world.newSource();
        template = world.newTemplate(world.workingConnection());
        world.map(source, "welding-1", template);
        world.post("/api/templates/" + template + "/activate", null);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String learner(@Nullable String email) {
        return workers.certificate(source, "welding-1", email).certificate().learner().value();
    }

    @Test
    void emailIsMaskedUnlessItIsAskedFor() {
        String id = learner("ada@example.org");

        var masked = world.get("/api/learners/" + id);
        var revealed = world.get("/api/learners/" + id + "?reveal=true");

        assertThat(masked.text("/email")).isEqualTo("a***@example.org");
        assertThat(masked.body()).doesNotContain("ada@example.org");
        assertThat(revealed.text("/email")).isEqualTo("ada@example.org");
        assertThat(masked.text("/first_name")).isEqualTo("Ada");
        assertThat(masked.text("/badges/0/template_id")).isEqualTo(template);
        assertThat(world.get("/api/learners/" + id + "?reveal=yes").wrongFields())
                .containsExactly("reveal");
    }

    @Test
    void learnersAreFoundByTheirEmailWhichIsInNoUrl() {
        String id = learner("grace-%s@example.org".formatted(source));
        String found = "{\"email\": \"Grace-%s@Example.org\"}".formatted(source);

        var reply = world.post("/api/learners/find", found);

        assertThat(reply.items("id")).as(reply.body()).containsExactly(id);
        assertThat(reply.text("/items/0/email")).isEqualTo("g***@example.org");
        assertThat(
                        world.post("/api/learners/find", "{\"email\": \"nobody@example.org\"}")
                                .items("id"))
                .isEmpty();
        assertThat(world.post("/api/learners/find", "{}").wrongFields()).containsExactly("email");
        assertThat(world.post("/api/learners/find", "{\"user_id\": \"501\"}").wrongFields())
                .containsExactly("source");
    }

    @Test
    void emailThatIsAddedReleasesWhatWaitedForIt() {
        String id = learner(null);
        String badge = workers.settle().getFirst();
        assertThat(world.get("/api/badges/" + badge).text("/reason"))
                .contains("The learner has no e-mail");

        var reply = world.put("/api/learners/" + id, "{\"email\": \"Ada@Example.org\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/email")).isEqualTo("a***@example.org");
        assertThat(workers.settle()).containsExactly(badge);
        assertThat(world.credly().badges().getFirst().recipient().email())
                .isEqualTo("ada@example.org");
    }

    @Test
    void correctionOutlivesOlderEvents() {
        String id = learner("ada@example.org");
        world.put(
                "/api/learners/" + id,
                "{\"first_name\": \"Augusta\", \"last_name\": \"King\", \"email\":"
                        + " \"ak@example.org\"}");

        workers.event(
                EventType.CERTIFICATE_ISSUED,
                source,
                "welding-2",
                "old@example.org",
                Instant.parse("2026-03-01T00:00:00Z"));

        var read = world.get("/api/learners/" + id + "?reveal=true");
        assertThat(read.text("/first_name")).isEqualTo("Augusta");
        assertThat(read.text("/last_name")).isEqualTo("King");
        assertThat(read.text("/email")).isEqualTo("ak@example.org");
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String id = learner("ada@example.org");

        var reply = world.put("/api/learners/" + id, world.get("/api/learners/" + id).body());

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(world.get("/api/learners/" + id + "?reveal=true").text("/email"))
                .isEqualTo("ada@example.org");
    }

    @Test
    void everyFieldThatIsWrongIsNamedAtOnce() {
        String id = learner("ada@example.org");

        var reply =
                world.put(
                        "/api/learners/" + id,
                        """
                        {"first_name": 1, "email": "b***@example.org", "realm": "x",
                         "user_id": "502", "e_mail": "x"}
                        """);

        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder("first_name", "email", "realm", "user_id", "e_mail");
    }

    @Test
    void blockedLearnerIsIssuedNothingUntilUnblocked() {
        String id = learner("ada@example.org");
        var blocked = world.post("/api/learners/" + id + "/block", null);
        String badge = workers.settle().getFirst();

        assertThat(blocked.at("/blocked").asBoolean()).isTrue();
        assertThat(world.get("/api/badges/" + badge).text("/state")).isEqualTo("held");
        assertThat(world.credly().badges()).isEmpty();

        var unblocked = world.post("/api/learners/" + id + "/unblock", null);

        assertThat(unblocked.at("/blocked").asBoolean()).isFalse();
        assertThat(workers.settle()).containsExactly(badge);
        assertThat(world.credly().badges()).hasSize(1);
    }
}
