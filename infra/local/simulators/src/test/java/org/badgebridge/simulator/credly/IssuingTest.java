package org.badgebridge.simulator.credly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class IssuingTest {
    private final World world = World.start();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anIssuedBadgeIsPendingAndShownInFull() {
        ObjectNode order = world.order("ada@example.test", "user-42");
        order.put("country_name", "United States of America");
        Caller.Reply reply = world.caller().issue(order);
        assertThat(reply.status()).isEqualTo(201);
        JsonNode badge = reply.data();
        assertThat(badge.path("state").asText()).isEqualTo("pending");
        assertThat(badge.path("state_updated_at").isNull()).isTrue();
        assertThat(badge.path("issued_at").asText()).isEqualTo("2026-03-01T09:15:00.000Z");
        assertThat(badge.path("issued_at_date").asText()).isEqualTo("2026-03-01");
        assertThat(badge.path("issued_to").asText()).isEqualTo("Ada Example");
        assertThat(badge.path("issuer_earner_id").asText()).isEqualTo("user-42");
        assertThat(badge.path("country_code").asText()).isEqualTo("USA");
        assertThat(badge.path("user").isObject()).isTrue();
        assertThat(badge.path("user").isEmpty()).isTrue();
        assertThat(badge.path("accept_badge_url").asText()).endsWith("/accept");
        assertThat(badge.has("badge_url")).isFalse();
        assertThat(badge.path("badge_template").path("name").asText()).isEqualTo("Welding I");
        assertThat(badge.path("badge_template").has("reporting_tags")).isFalse();
        assertThat(reply.json().path("metadata").isEmpty()).isTrue();
    }

    @Test
    void everyMissingFieldIsNamedAtOnce() {
        ObjectNode order = SimulatorJson.object().put("badge_template_id", "no matter");
        Caller.Reply reply = world.caller().issue(order);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.data().path("errors").findValuesAsText("attribute"))
                .containsExactly(
                        "recipient_email",
                        "issued_at",
                        "issued_to_first_name",
                        "issued_to_last_name");
        assertThat(reply.data().path("errors").path(0).path("messages").path(0).asText())
                .isEqualTo("can't be blank");
    }

    @Test
    void aWrongAddressIsRefusedBeforeAWrongTemplate() {
        ObjectNode order = world.order("no address", "u").put("badge_template_id", "none");
        assertThat(world.caller().issue(order).message()).isEqualTo("Recipient email is invalid");
    }

    @Test
    void anUnknownTemplateIsRefusedInTheKnownWords() {
        ObjectNode order = world.order("ada@example.test", "u").put("badge_template_id", "none");
        Caller.Reply reply = world.caller().issue(order);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.message()).isEqualTo("Invalid or missing Badge Template ID: none");
        assertThat(reply.json().path("metadata").isNull()).isTrue();
    }

    @Test
    void archivedDraftAndForeignTemplatesCannotBeIssued() {
        CredlyControl control = world.control();
        Template draft =
                control.createTemplate(
                        world.organization(),
                        SimulatorJson.object().put("name", "Draft").put("state", "draft"));
        Template foreign = control.createTemplate(control.createOrganization("Other"), "Theirs");
        control.archiveTemplate(world.template());
        for (String id : List.of(world.template().id(), draft.id(), foreign.id())) {
            ObjectNode order = world.order("ada@example.test", "u").put("badge_template_id", id);
            assertThat(world.caller().issue(order).message()).endsWith("Badge Template ID: " + id);
        }
    }

    @Test
    void aLocaleOutsideTheListIsRefused() {
        ObjectNode order = world.order("ada@example.test", "u").put("locale", "tlh");
        assertThat(world.caller().issue(order).message()).contains("Locale");
    }

    @Test
    void aBadgeThatExpiresBeforeItsIssueIsRefused() {
        ObjectNode order = world.order("ada@example.test", "u").put("expires_at", "2020-01-01");
        assertThat(world.caller().issue(order).message()).contains("Expires at");
    }

    @Test
    void expiryComesFromTheTemplateUnlessSentAndFalseMeansNever() {
        world.control()
                .changeTemplate(
                        world.template(),
                        SimulatorJson.object().put("default_expires_at", "2030-01-01"));
        JsonNode byTemplate = world.issue("a@example.test", "a").data();
        ObjectNode never = world.order("b@example.test", "b").put("expires_at", false);
        ObjectNode own = world.order("c@example.test", "c");
        own.put("expires_at", "2031-05-06 00:00:00 +0000");
        assertThat(byTemplate.path("expires_at_date").asText()).isEqualTo("2030-01-01");
        assertThat(world.caller().issue(never).data().path("expires_at").isNull()).isTrue();
        assertThat(world.caller().issue(own).data().path("expires_at_date").asText())
                .isEqualTo("2031-05-06");
    }

    @Test
    void evidenceIsShownWithItsType() {
        ObjectNode order = world.order("ada@example.test", "u");
        order.withArray("/evidence")
                .addObject()
                .put("type", "UrlEvidence")
                .put("name", "Certificate")
                .put("value", "https://lms.example.org/c/1");
        order.withArray("/evidence")
                .addObject()
                .put("type", "IdEvidence")
                .put("title", "License no.")
                .put("id", "ABC-123");
        JsonNode evidence = world.caller().issue(order).data().path("evidence");
        assertThat(evidence.path(0).path("value").asText())
                .isEqualTo("https://lms.example.org/c/1");
        assertThat(evidence.path(1).path("id").asText()).isEqualTo("ABC-123");
        assertThat(evidence.path(1).path("name").asText()).isEqualTo("License no.");
    }

    @Test
    void evidenceThatIsNoWebAddressIsRefused() {
        ObjectNode order = world.order("ada@example.test", "u");
        order.withArray("/evidence").addObject().put("type", "UrlEvidence").put("value", "x");
        assertThat(world.caller().issue(order).status()).isEqualTo(422);
    }

    @Test
    void theSameAddressCannotHaveTheBadgeTwice() {
        world.issue("ada@example.test", "one");
        Caller.Reply second = world.issue("Ada@Example.test", "two");
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.message()).contains("already has this badge");
    }

    @Test
    void theSameIssuersIdCannotHaveTheBadgeTwice() {
        world.issue("ada@example.test", "one");
        assertThat(world.issue("other@example.test", "one").status()).isEqualTo(422);
    }

    @Test
    void anotherAddressOfTheSamePersonCannotHaveTheBadgeTwice() {
        world.control().linkAddresses("ada@example.test", "ada@work.test");
        world.issue("ada@example.test", "one");
        assertThat(world.issue("ada@work.test", "two").status()).isEqualTo(422);
    }

    @Test
    void anotherTemplateIsNoDuplicate() {
        world.issue("ada@example.test", "one");
        Template other = world.control().createTemplate(world.organization(), "Welding II");
        ObjectNode order = world.order("ada@example.test", "one");
        assertThat(world.caller().issue(order.put("badge_template_id", other.id())).status())
                .isEqualTo(201);
    }

    @Test
    void aRevokedBadgeDoesNotBlockUnlessTheSwitchSaysSo() {
        String first = world.issue("ada@example.test", "one").id();
        world.control().revokeByHand(first, "Mistake");
        world.control().set(Switch.REVOKED_BLOCKS, true);
        assertThat(world.issue("ada@example.test", "one").status()).isEqualTo(422);
        world.control().set(Switch.REVOKED_BLOCKS, false);
        assertThat(world.issue("ada@example.test", "one").status()).isEqualTo(201);
    }

    @Test
    void aTemplateThatAllowsDuplicatesIssuesTwice() {
        world.control()
                .changeTemplate(
                        world.template(),
                        SimulatorJson.object().put("allow_duplicate_badges", true));
        world.issue("ada@example.test", "one");
        assertThat(world.issue("ada@example.test", "one").status()).isEqualTo(201);
        assertThat(world.control().mostLiveBadges()).isEqualTo(2);
    }

    @Test
    void duplicateBehaviorAllowIssuesTwice() {
        world.issue("ada@example.test", "one");
        ObjectNode order =
                world.order("ada@example.test", "one").put("duplicate_behavior", "allow");
        assertThat(world.caller().issue(order).status()).isEqualTo(201);
        assertThat(world.control().mostLiveBadges()).isEqualTo(2);
    }

    @Test
    void duplicateBehaviorReplaceRenewsAndKeepsTheIssueDate() {
        String first = world.issue("ada@example.test", "one").id();
        world.control().accept(first);
        ObjectNode order = world.order("ada@example.test", "one");
        order.put("duplicate_behavior", "replace")
                .put("issued_at", "2026-09-09 00:00:00 +0000")
                .put("expires_at", "2028-01-01 00:00:00 +0000");
        JsonNode renewed = world.caller().issue(order).data();
        assertThat(renewed.path("replaces_badge_id").asText()).isEqualTo(first);
        assertThat(renewed.path("state").asText()).isEqualTo("accepted");
        assertThat(renewed.path("issued_at_date").asText()).isEqualTo("2026-03-01");
        assertThat(renewed.path("expires_at_date").asText()).isEqualTo("2028-01-01");
        assertThat(world.control().mostLiveBadges()).isEqualTo(1);
    }

    @Test
    void anIdenticalReplaceChangesNothing() {
        String first = world.issue("ada@example.test", "one").id();
        ObjectNode order =
                world.order("ada@example.test", "one").put("duplicate_behavior", "replace");
        assertThat(world.caller().issue(order).id()).isEqualTo(first);
        assertThat(world.control().badges()).hasSize(1);
    }

    @Test
    void ofManyConcurrentIssuesOneWins() throws Exception {
        var results = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> issue = () -> world.issue("ada@example.test", "one").status();
            for (int i = 0; i < 64; i++) {
                results.add(threads.submit(issue));
            }
        }
        var statuses = new ArrayList<Integer>();
        for (Future<Integer> result : results) {
            statuses.add(result.get());
        }
        assertThat(statuses).containsOnly(201, 422).containsOnlyOnce(201);
        assertThat(world.control().mostLiveBadges()).isEqualTo(1);
    }

    @Test
    void aBatchAnswersInOrder() {
        ObjectNode batch = SimulatorJson.object();
        batch.withArray("/badges")
                .add(world.order("a@example.test", "a"))
                .add(world.order("b@example.test", "b"));
        Caller.Reply reply = world.caller().post("/badges/batch", batch);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.data().findValuesAsText("issuer_earner_id")).containsExactly("a", "b");
    }

    @Test
    void aBatchWithOneBadItemIssuesNothingAndNamesIt() {
        ObjectNode batch = SimulatorJson.object();
        batch.withArray("/badges")
                .add(world.order("a@example.test", "a"))
                .add(world.order("a@example.test", "b"));
        Caller.Reply reply = world.caller().post("/badges/batch", batch);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.data().path("error_index").asInt()).isEqualTo(1);
        assertThat(world.control().badges()).isEmpty();
        assertThat(world.control().events()).noneMatch(e -> e.badge() != null);
        assertThat(world.issue("a@example.test", "a").status()).isEqualTo(201);
    }

    @Test
    void aBatchOverTheCapIsRefused() {
        world.control().set(Switch.BATCH_CAP, 1);
        ObjectNode batch = SimulatorJson.object();
        batch.withArray("/badges")
                .add(world.order("a@example.test", "a"))
                .add(world.order("b@example.test", "b"));
        assertThat(world.caller().post("/badges/batch", batch).status()).isEqualTo(422);
    }

    @Test
    void aFormBodyAndQueryParametersAreTakenToo() {
        String form =
                "recipient_email=ada%2Bx%40example.test&issued_to_first_name=Ada"
                        + "&issued_to_last_name=Example&issued_at=2026-03-01T09:15:00%2B0000";
        HttpRequest request =
                world.caller()
                        .request("/badges?badge_template_id=" + world.template().id())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        Caller.Reply reply = Caller.send(request);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.data().path("recipient_email").asText()).isEqualTo("ada+x@example.test");
    }

    @Test
    void aBodyThatIsNoJsonIsABadRequest() {
        HttpRequest request =
                world.caller()
                        .request("/badges")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"recipient_email\":"))
                        .build();
        assertThat(Caller.send(request).status()).isEqualTo(400);
    }
}
