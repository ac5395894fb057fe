package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Template;
import org.junit.jupiter.api.Test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Whatever fails on the way: one badge in the end, and an admin can see why it took so long.
@WithWorld
final class TroubleIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final int FOREVER = 1_000_000;

    private final World world;

    TroubleIT(World world) {
        this.world = world;
    }

    @Test
    void providerThatWasDownIssuesInTheEndAndTheHistoryTellsWhy() throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ANY, Fault.Status.of(503), 3);

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode badge = academy.badge("issued");

        assertThat(academy.issued()).hasSize(1);
        assertThat(Academy.history(badge))
                .contains("issue unsure", "look-up unsure")
                .endsWith("issue done");
        assertThat(badge.path("history").valueStream().map(line -> line.path("status").asInt()))
                .contains(503);
    }

    @Test
    void answerLostAfterStoringIsLookedUpAndAdopted() throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ISSUE, new Fault.Reset(true), 1);

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode badge = academy.badge("issued");

        assertThat(academy.issued()).hasSize(1);
        assertThat(badge.path("provider_badge_id").asText())
                .isEqualTo(academy.issued().getFirst().id());
        assertThat(Academy.history(badge)).contains("issue unsure").endsWith("look-up found");
    }

    @Test
    void manyWorkersOnOneBadgeIssueItOnce() throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ISSUE, new Fault.Latency(5000, 0, false), FOREVER);

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        String id = academy.anyBadge().path("id").asText();
        for (int i = 0; i < 10; i++) {
            world.settle(id);
        }
        academy.badge("issued");
        Await.until(Academy.PATIENCE, world::messagesWaiting, waiting -> waiting == 0);

        assertThat(academy.issued()).hasSize(1);
    }

    @Test
    void withoutAutoPushABadgeWaitsForAPerson() throws InterruptedException {
        Academy academy = world.academy();
        world.api().put("connections/" + academy.name(), Map.of("auto_push", false));

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode held = academy.badge("held");

        assertThat(held.path("reason").asText()).contains("does not push by itself");
        assertThat(academy.issued()).isEmpty();

        String certificate = held.path("certificate_id").asText();
        world.api()
                .post(
                        "certificates/%s/push"
                                .formatted(URLEncoder.encode(certificate, StandardCharsets.UTF_8)),
                        Map.of());
        academy.badge("issued");

        assertThat(academy.issued()).hasSize(1);
    }

    @Test
    void templateThatIsSwitchedOffHoldsAndActivatingReleases() throws InterruptedException {
        Academy academy = world.academy();
        String template = "templates/" + academy.id(academy.template());
        world.api().post(template + "/deactivate", Map.of());

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode held = academy.badge("held");

        assertThat(held.path("reason").asText()).contains("template is not active");
        assertThat(academy.issued()).isEmpty();

        world.api().post(template + "/activate", Map.of());
        academy.badge("issued");

        assertThat(academy.issued()).hasSize(1);
    }

    @Test
    void refusedTokenHoldsAndANewOneReleasesByItself() throws InterruptedException {
        Academy academy = world.academy();
        academy.credly().removeToken(academy.token());

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode held = academy.badge("held");

        assertThat(held.path("reason").asText()).contains("token");
        assertThat(academy.issued()).isEmpty();

        String token = academy.credly().createToken(academy.organization()).token();
        world.api().put("connections/" + academy.name() + "/token", Map.of("token", token));
        academy.badge("issued");

        assertThat(academy.issued()).hasSize(1);
    }

    @Test
    void failingTemplateDelaysNoOther() throws InterruptedException {
        Academy academy = world.academy();
        Template good = academy.credly().createTemplate(academy.organization(), "Soldering");
        academy.sync();
        academy.offer(good, "soldering-1");
        academy.credly()
                .add(
                        Fault.on(Operation.ISSUE, Fault.Status.of(500))
                                .onlyContaining(academy.template().id()));

        for (String learner : List.of("ada", "grace", "alan")) {
            academy.post(Certificate.of(learner, COURSE, JANUARY).issued());
        }
        academy.awarded(3);
        academy.post(Certificate.of("ada", "soldering-1", JANUARY).issued());
        academy.badge(good, "issued");

        assertThat(academy.issued())
                .extracting(badge -> badge.badgeTemplateId())
                .containsExactly(good.id());
    }

    @Test
    void providerThatHangsForOneConnectionDelaysNoOther() throws InterruptedException {
        Academy hanging = world.academy();
        Academy well = world.academy();
        hanging.fault(Operation.ANY, new Fault.Hang(false), FOREVER);
        for (String learner : List.of("ada", "grace")) {
            hanging.post(Certificate.of(learner, COURSE, JANUARY).issued());
        }
        Await.until(
                Academy.PATIENCE,
                hanging::badges,
                badges -> badges.stream().anyMatch(b -> state(b).equals("issuing")));

        well.post(Certificate.of("ada", COURSE, JANUARY).issued());
        well.badge("issued");

        // Its call still hangs, so the other badge has waited for nothing of it.
        assertThat(hanging.badges()).anyMatch(b -> state(b).equals("issuing"));
    }

    private static String state(JsonNode badge) {
        return badge.path("state").asText();
    }
}
