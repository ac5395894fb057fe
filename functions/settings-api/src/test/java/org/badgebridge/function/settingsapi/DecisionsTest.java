package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Deliveries.Kind;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/// What a person decides about badges and learners, up to what the provider has.
@WithTestSystem
class DecisionsTest {

    private final ApiWorld world;
    private final Workers workers;
    private final String source;
    private final String course = "welding-1";
    private final String template;

    DecisionsTest(TestSystem system) {
        world = new ApiWorld(system);
        workers = new Workers(world);
        source = world.newSource();
        template = world.newTemplate(world.workingConnection());
        world.map(source, course, template);
        world.post("/api/templates/" + template + "/activate", null);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String issued() {
        workers.certificate(source, course, "ada@example.org");
        return workers.settle().getFirst();
    }

    private ApiWorld.Reply decide(String badge, String what, String reason) {
        var reply =
                world.post(
                        "/api/badges/%s/%s".formatted(badge, what),
                        reason.isEmpty() ? null : "{\"reason\": \"%s\"}".formatted(reason));
        workers.settle();
        return reply;
    }

    private String state(String badge) {
        return world.get("/api/badges/" + badge).text("/state");
    }

    @Test
    void revokedBadgeIsRevokedAtTheProviderAndNoEventBringsItBack() {
        String badge = issued();

        var reply = decide(badge, "revoke", "Issued by mistake");
        workers.event(
                EventType.CERTIFICATE_ISSUED,
                source,
                course,
                "ada@example.org",
                Instant.parse("2026-02-01T09:30:00Z"));
        workers.settle();

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.at("/decided").asBoolean()).isTrue();
        assertThat(reply.text("/wanted_by/kind")).isEqualTo("person");
        assertThat(reply.text("/wanted_by/reason")).isEqualTo("Issued by mistake");
        assertThat(state(badge)).isEqualTo("revoked");
        assertThat(world.credly().badges())
                .singleElement()
                .satisfies(there -> {
                    assertThat(there.isLive()).isFalse();
                    assertThat(there.revocationReason()).isEqualTo("Issued by mistake");
                });
        assertThat(decide(badge, "revoke", "Again").status()).isEqualTo(409);
    }

    @Test
    void revokingNeedsAReason() {
        assertThat(decide(issued(), "revoke", "").wrongFields()).containsExactly("reason");
    }

    @Test
    void badgeIsIssuedAnewWhenAPersonSaysSoAlsoAfterTheLearnerRejectedIt() {
        String badge = issued();
        decide(badge, "revoke", "Issued by mistake");

        var again = decide(badge, "reissue", "It was right after all");

        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(state(badge)).isEqualTo("issued");
        assertThat(world.credly().badges().stream().filter(each -> each.isLive())).hasSize(1);
        assertThat(decide(badge, "reissue", "").text("/detail")).contains("has it");
    }

    @Test
    void badgeFollowsTheRulesAgainWhenTheDecisionIsLifted() {
        String badge = issued();
        assertThat(decide(badge, "follow-rules", "").status()).isEqualTo(409);
        decide(badge, "revoke", "Issued by mistake");

        var lifted = decide(badge, "follow-rules", "");

        assertThat(lifted.at("/decided").asBoolean()).isFalse();
        assertThat(lifted.text("/wanted")).isEqualTo("issued");
        assertThat(state(badge)).isEqualTo("issued");
    }

    @Test
    void quietTemplateIsIssuedWithoutAnEmail() {
        world.put("/api/templates/" + template, "{\"quiet\": true}");
        issued();
        assertThat(world.credly().badges().getFirst().terms().suppressBadgeNotificationEmail())
                .isTrue();
    }

    @Test
    void certificatesFromBeforeTheMappingAreCountedThenIssuedQuietly() {
        workers.certificate(source, "forge-" + source, "ada@example.org");
        String mapping = world.map(source, "forge-" + source, template).text("/id");
        String path = "/api/mappings/" + mapping + "/back-issue";

        var later = world.post(path, "{\"since\": \"2026-06-01T00:00:00Z\", \"dry_run\": true}");
        var counted = world.post(path, "{\"dry_run\": true}");
        assertThat(world.credly().badges()).isEmpty();
        var job = world.post(path, "{\"quiet\": true}");
        workers.settle();

        assertThat(later.at("/count").asInt()).as(later.body()).isZero();
        assertThat(counted.at("/count").asInt()).as(counted.body()).isEqualTo(1);
        assertThat(job.status()).as(job.body()).isEqualTo(202);
        assertThat(job.at("/counts/wanted").asInt()).as(job.body()).isEqualTo(1);
        assertThat(world.credly().badges())
                .singleElement()
                .satisfies(badge ->
                        assertThat(badge.terms().suppressBadgeNotificationEmail()).isTrue());
        var after = world.post(path, "{\"dry_run\": true}");
        assertThat(after.at("/count").asInt()).isZero();
        assertThat(after.at("/have").asInt()).isEqualTo(1);
    }

    @Test
    void erasedLearnerIsGoneAndAnOldPostDoesNotBringThemBack() {
        String badge = issued();
        String learner = badge.substring(0, badge.indexOf('.'));

        var erased = world.delete("/api/learners/" + learner);
        boolean dropped = workers.certificate(source, course, "ada@example.org").erased();
        workers.settle();

        assertThat(dropped).isTrue();
        assertThat(erased.status()).as(erased.body()).isEqualTo(204);
        assertThat(world.delete("/api/learners/" + learner).status()).isEqualTo(404);
        assertThat(world.get("/api/badges/" + badge).status()).isEqualTo(404);
        assertThat(world.get("/api/certificates?learner=" + learner).items("id")).isEmpty();
        assertThat(world.get("/api/badges?template=" + template).items("id")).isEmpty();
        assertThat(world.get("/api/signals?learner=" + learner).items("id")).isEmpty();
        assertThat(world.get("/api/learners/" + learner).status()).isEqualTo(404);
        assertThat(workers.awards.learnersByEmail(workers.digestOf("ada@example.org")))
                .doesNotContain(new LearnerId(learner));
    }

    @Test
    void whatIsHeldOfALearnerGoesWithThem() {
        String badge = issued();
        String learner = badge.substring(0, badge.indexOf('.'));
        workers.put(Kind.HELD, source, "d-1", "ada@example.org");
        workers.put(Kind.HELD, source, "d-2", "bob@example.org");

        var erased = world.delete("/api/learners/" + learner);

        String path = "/api/sources/%s/deliveries?reveal=true".formatted(source);
        assertThat(erased.status()).as(erased.body()).isEqualTo(204);
        assertThat(world.get(path + "&kind=held").items("id")).containsExactly("d-2");
        assertThat(world.get(path).body())
                .contains("It spoke of a learner who was erased.")
                .doesNotContain("ada@example.org");
        assertThat(world.get("/api/jobs").items("kind")).contains("erase");
    }

    @Test
    void erasureThatHasMoreToSearchThanFitsIntoTheRequestIsAJobThatGoesOn() {
        String learner = issued().split("\\.", 2)[0];
        for (int i = 0; i < 100; i++) {
            workers.put(Kind.HELD, source, "d-" + i, "other-%d@example.org".formatted(i));
        }
        workers.put(Kind.HELD, source, "d-100", "ada@example.org");

        var accepted = world.slowly("DELETE", "/api/learners/" + learner, null);

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.text("/kind")).isEqualTo("erase");
        assertThat(accepted.text("/state")).isEqualTo("running");
        assertThat(world.get("/api/learners/" + learner).status()).isEqualTo(200);
        workers.goOnWithJobs();
        String job = "/api/jobs/" + accepted.text("/id");
        assertThat(world.get(job).text("/state")).isEqualTo("done");
        assertThat(world.get(job).at("/counts/posts_discarded").asInt()).isEqualTo(1);
        assertThat(world.get("/api/learners/" + learner).status()).isEqualTo(404);
        assertThat(world.get("/api/certificates?learner=" + learner).items("id")).isEmpty();
    }

    @Test
    void whatAnErasedLearnerEarnsLaterMakesANewOne() {
        String badge = issued();
        String learner = badge.substring(0, badge.indexOf('.'));
        world.delete("/api/learners/" + learner);

        workers.event(
                EventType.CERTIFICATE_ISSUED,
                source,
                course,
                "ada@example.org",
                Instant.now().plusSeconds(60));
        workers.settle();

        // What was before stays dropped, also beside the new learner.
        workers.certificate(source, "older", "ada@example.org");

        var anew = world.get("/api/learners/" + learner);
        assertThat(world.get("/api/certificates?learner=" + learner).items("id")).hasSize(1);
        assertThat(anew.text("/first_name")).isEqualTo("Ada");
        assertThat(state(badge)).isEqualTo("issued");
    }

    @Test
    void learnerIsNotErasedWhileAProviderMayHaveDoneSomethingForThem() {
        world.credly().add(Fault.on(Operation.ISSUE, Fault.Status.of(500)));
        String badge = issued();

        var reply = world.delete("/api/learners/" + badge.substring(0, badge.indexOf('.')));

        assertThat(state(badge)).isEqualTo("unsure");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(world.get("/api/badges/" + badge).status()).isEqualTo(200);
    }
}
