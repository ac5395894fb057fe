package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.accredible.Credential;
import org.badgebridge.simulator.accredible.Issuer;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

/// Two providers side by side: the same certificate, each its own fate.
@WithWorld
final class TwoProvidersIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-15T09:30:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-15T09:30:00Z");
    private static final int FOREVER = 1_000_000;

    private final World world;

    TwoProvidersIT(World world) {
        this.world = world;
    }

    @Test
    void oneCertificateEarnsBadgesAtBoth() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("issued");
        JsonNode there = elsewhere.badge("issued");

        assertThat(academy.issued()).hasSize(1);
        assertThat(elsewhere.issued()).hasSize(1);
        Credential credential = elsewhere.issued().getFirst();
        assertThat(credential.recipientEmail()).isEqualTo(Certificate.email("ada"));
        assertThat(credential.recipientName()).isEqualTo("Ada Example");
        assertThat(credential.issuedOn()).isEqualTo("2026-01-15");
        assertThat(credential.metaData().path("badgebridge_badge").asText())
                .isEqualTo(there.path("id").asText());
        assertThat(there.path("provider_badge_id").asText())
                .isEqualTo(Long.toString(credential.id()));
        assertThat(there.path("provider_state").asText()).isEqualTo("published");
        assertThat(Academy.history(there)).endsWith("issue done");
    }

    @Test
    void providerThatDoesNotAnswerDelaysNothingAtTheOther() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        elsewhere.fault(Operation.ISSUE, new Fault.Hang(false));

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("issued");

        assertThat(elsewhere.seen().path("state").asText()).isNotEqualTo("issued");
        assertThat(elsewhere.issued()).isEmpty();
    }

    @Test
    void norTheOtherWayRound() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        academy.fault(Operation.ANY, new Fault.Hang(false), FOREVER);

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        elsewhere.badge("issued");

        assertThat(academy.anyBadge().path("state").asText()).isNotEqualTo("issued");
        assertThat(academy.issued()).isEmpty();
    }

    @Test
    void revokedCertificateExpiresTheCredentialAndAnotherRevivesIt() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        Certificate certificate = Certificate.of("ada", COURSE, JANUARY);
        academy.post(certificate.issued());
        elsewhere.badge("issued");

        academy.post(certificate.revoked(FEBRUARY));
        elsewhere.badge("revoked");
        Credential expired = elsewhere.issued().getFirst();
        assertThat(expired.expiredOn()).isNotNull();

        academy.post(new Certificate("c-2", "ada", COURSE, MARCH, null).issued());
        elsewhere.badge("issued");
        Credential again = elsewhere.issued().getFirst();
        assertThat(again.id()).isEqualTo(expired.id());
        assertThat(again.expiredOn()).isNull();
        assertThat(again.issuedOn()).isEqualTo("2026-03-15");
    }

    @Test
    void templateMayHaveItsCredentialsDeleted() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        world.api().put("templates/" + elsewhere.template(), Map.of("on_revoke", "delete"));
        Certificate certificate = Certificate.of("ada", COURSE, JANUARY);
        academy.post(certificate.issued());
        elsewhere.badge("issued");

        academy.post(certificate.revoked(FEBRUARY));
        elsewhere.badge("revoked");

        assertThat(elsewhere.issued()).isEmpty();
    }

    @Test
    void credentialThatIsNotPublishedSaysWhyAndIsPublishedByARetry() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        world.accredible().setCredits(elsewhere.issuer(), 0);

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode waiting = elsewhere.badge("unpublished");
        assertThat(waiting.path("reason").asText()).contains("no credits");
        assertThat(waiting.path("reason_code").asText()).isEqualTo("unpublished");
        JsonNode check = world.api().post("connections/" + elsewhere.name() + "/test", Map.of());
        assertThat(check.path("warning").asText()).contains("0 credits");

        world.accredible().setCredits(elsewhere.issuer(), 5);
        world.api().post("badges/" + waiting.path("id").asText() + "/retry", Map.of());
        JsonNode published = elsewhere.badge("issued");

        assertThat(Academy.history(published)).endsWith("publish done");
        assertThat(elsewhere.issued()).hasSize(1);
    }

    @Test
    void whatChangesThereIsReadBackWithoutEvents() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        elsewhere.badge("issued");
        String id = Long.toString(elsewhere.issued().getFirst().id());
        reconcile(elsewhere);

        world.accredible().change(id, SimulatorJson.object().put("expired_on", "2026-02-01"));
        JsonNode job = reconcile(elsewhere);

        assertThat(job.path("counts").path("mended").asInt()).as(job.toString()).isEqualTo(1);
        assertThat(elsewhere.seen().path("provider_state").asText()).isEqualTo("expired");
        assertThat(elsewhere.seen().path("witness").asText()).isEqualTo("read_back");
    }

    @Test
    void whatIsDeletedThereByHandIsNoticed() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        elsewhere.badge("issued");

        world.accredible().delete(Long.toString(elsewhere.issued().getFirst().id()));
        JsonNode job = reconcile(elsewhere);

        assertThat(job.path("counts").path("mended").asInt()).as(job.toString()).isEqualTo(1);
        assertThat(elsewhere.seen().path("provider_state").asText()).isEqualTo("deleted");
        assertThat(elsewhere.seen().path("state").asText()).isEqualTo("revoked");
        assertThat(elsewhere.issued()).isEmpty();
    }

    @Test
    void credentialBearsWhatTheEventTells() throws InterruptedException {
        Academy academy = world.academy();
        Elsewhere elsewhere = world.elsewhere(academy);
        world.accredible().createAttributeKey(elsewhere.issuer(), "Course", "text");
        world.accredible().createAttributeKey(elsewhere.issuer(), "Completed on", "date");
        world.accredible().createAttributeKey(elsewhere.issuer(), "Score", "text");
        elsewhere.sync();
        world.api()
                .put(
                        "templates/" + elsewhere.template(),
                        Map.of(
                                "attribute_pointers",
                                Map.of(
                                        "Course",
                                        "/data/course/name",
                                        "Completed on",
                                        "/data/certificate/issued_at",
                                        "Score",
                                        "/data/score")));

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        JsonNode badge = elsewhere.badge("issued");

        assertThat(elsewhere.issued().getFirst().customAttributes())
                .isEqualTo(
                        SimulatorJson.object()
                                .put("Completed on", "2026-01-15")
                                .put("Course", "A course"));
        assertThat(badge.path("history").toString())
                .contains("the event that earned it says nothing at /data/score");
    }

    private JsonNode reconcile(Elsewhere elsewhere) throws InterruptedException {
        JsonNode job = world.api().post("connections/" + elsewhere.name() + "/reconcile", Map.of());
        return Await.until(
                Academy.PATIENCE,
                () -> world.api().get("jobs/" + job.path("id").asText()),
                now -> now.path("state").asText().equals("done"));
    }

    @Test
    void testOfAConnectionWithTheWrongNumberTellsTheRightOne() {
        Issuer issuer = world.accredible().createIssuer("Misnamed Academy");
        world.api()
                .post(
                        "connections",
                        Map.of(
                                "id",
                                "misnamed",
                                "name",
                                "Misnamed",
                                "provider",
                                "accredible",
                                "organization_id",
                                "1",
                                "base_url",
                                world.accredibleUrl().toString()));
        JsonNode check =
                world.api()
                        .put(
                                "connections/misnamed/token",
                                Map.of("token", world.accredible().createKey(issuer).key()));
        assertThat(check.path("ok").asBoolean()).isFalse();
        assertThat(check.path("message").asText())
                .startsWith("This token opens the organization Misnamed Academy, whose id is ");
    }

    /// The mistake of a peer: a sync of one account that takes away what another has.
    @Test
    void syncOfOneConnectionTouchesNothingOfAnothers() throws InterruptedException {
        Elsewhere one = world.elsewhere(world.academy());
        Elsewhere other = world.elsewhere(world.academy());
        world.accredible().deleteGroup(one.group());
        one.sync();

        assertThat(world.api().get("templates/" + one.template()).path("state").asText())
                .isEqualTo("gone");
        assertThat(world.api().get("templates/" + other.template()).path("state").asText())
                .isEqualTo("active");
        assertThat(world.api().get("templates/" + other.template()).path("image_url").asText())
                .contains("/images/");
    }
}
