package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.acceptance.system.PlatformPost.Proof;
import org.badgebridge.simulator.credly.Badge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every platform that there is a preset for, from its post to the badge.
@WithWorld
final class PlatformsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String OPEN_EDX = "course-v1:Example+Welding+2026";
    private static final String ADA = "ada@example.org";
    private static final String BEN = "ben@example.org";

    /// By which learners are known of whom their platform tells no e-mail.
    private static final String CORRECTED = "ada@learners.example";

    /// Credly wants a last name, and this platform may have but one.
    private static final Map<String, String> LAST_NAME = Map.of("field.last_name", "=-");

    /// Of Open edX's binary mode.
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "Content-Type", JSON,
                    "ce-specversion", "1.0",
                    "ce-id", "8f0c6a3e-f1ee-11f0-9b1c-0242ac120007",
                    "ce-source", "openedx/lms/web",
                    "ce-type", "org.openedx.learning.certificate.created.v1",
                    "ce-time", "2026-01-15T09:30:00.123456+00:00");

    private static final Map<String, String> LIFTERLMS =
            Map.of(
                    "Content-Type", JSON,
                    "X-LLMS-Webhook-Topic", "progress.updated",
                    "X-LLMS-Delivery-ID", "3a7f4c1e");

    private final HttpClient http = HttpClient.newHttpClient();
    private final World world;

    PlatformsIT(World world) {
        this.world = world;
    }

    /// A platform's post, and the learners whom its badges go to.
    record Told(
            String preset,
            String sample,
            Map<String, String> headers,
            Proof proof,
            Map<String, String> settings,
            String course,
            List<String> emails) {

        static Told json(String preset, String sample, Proof proof, String course) {
            return new Told(preset, sample, type(JSON), proof, Map.of(), course, List.of(ADA));
        }

        Told as(Map<String, String> others) {
            return new Told(preset, sample, others, proof, settings, course, emails);
        }

        Told set(Map<String, String> others) {
            return new Told(preset, sample, headers, proof, others, course, emails);
        }

        Told to(String... others) {
            return new Told(preset, sample, headers, proof, settings, course, List.of(others));
        }

        PlatformPost post(String secret, Issuer keys) {
            return proof.of(
                    new PlatformPost("", headers, PlatformPost.sample(sample)), secret, keys);
        }

        @Override
        public String toString() {
            return sample + " " + settings.getOrDefault("scheme", "");
        }
    }

    private static Map<String, String> type(String type) {
        return Map.of("Content-Type", type);
    }

    static Stream<Told> platformsThatTellTheEmail() {
        return Stream.of(
                Told.json(
                        "standard",
                        "standard-certificate-issued.json",
                        Proof.STANDARD_WEBHOOKS,
                        "welding-1"),
                Told.json("learnomy", "learnomy-certificate-issued.json", Proof.LEARNOMY, "12"),
                Told.json(
                        "openedx-plugin",
                        "openedx-plugin-certificate-created.json",
                        Proof.IN_THE_URL,
                        OPEN_EDX),
                Told.json(
                                "openedx-plugin",
                                "openedx-plugin-certificate-created-form.txt",
                                Proof.IN_THE_URL,
                                OPEN_EDX)
                        .as(type(FORM)),
                Told.json(
                                "openedx-cloudevents",
                                "openedx-cloudevents-certificate-created.json",
                                Proof.BEARER,
                                OPEN_EDX)
                        .as(type(CLOUD_EVENT)),
                Told.json(
                                "openedx-cloudevents",
                                "openedx-cloudevents-certificate-created-data.json",
                                Proof.BEARER,
                                OPEN_EDX)
                        .as(ATTRIBUTES),
                Told.json(
                                "moodle-trigger",
                                "moodle-trigger-certificate-issued.txt",
                                Proof.BEARER,
                                "12")
                        .as(type(FORM))
                        .to("ada+welding@example.org"),
                Told.json("canvas", "canvas-course-completed.json", Proof.TOKEN, "565"),
                Told.json("canvas", "canvas-course-completed.json", Proof.IN_THE_URL, "565")
                        .set(Map.of("scheme", "path")),
                Told.json(
                        "learndash-wpwebhooks",
                        "learndash-wpwebhooks-course-completed.json",
                        Proof.WP_WEBHOOKS,
                        "12"),
                Told.json(
                        "thinkific", "thinkific-enrollment-completed.json", Proof.THINKIFIC, "12"),
                Told.json("teachable", "teachable-batch.json", Proof.IN_THE_URL, "2950001")
                        .set(LAST_NAME)
                        .to(ADA, BEN),
                Told.json(
                        "learnworlds",
                        "learnworlds-certificate-awarded.json",
                        Proof.LEARNWORLDS,
                        "welding-1"),
                Told.json("zapier", "zapier-certificate-issued.json", Proof.BEARER, "welding-1"));
    }

    static Stream<Told> platformsThatDoNot() {
        return Stream.of(
                Told.json(
                        "moodle-webhooks",
                        "moodle-webhooks-certificate-issued.json",
                        Proof.IN_THE_BODY,
                        "12"),
                Told.json("lifterlms", "lifterlms-course-completed.json", Proof.LIFTERLMS, "12")
                        .as(LIFTERLMS));
    }

    @Test
    void everyPresetIsTried() {
        assertThat(
                        Stream.concat(platformsThatTellTheEmail(), platformsThatDoNot())
                                .map(Told::preset))
                .containsAll(
                        world.api().all("presets").stream()
                                .map(preset -> preset.path("id").asText())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("platformsThatTellTheEmail")
    void postBecomesABadge(Told told) throws Exception {
        Academy academy = world.academy();
        String secret = connect(academy, told);

        PlatformPost post = told.post(secret, world.issuer());
        assertThat(status(academy, post)).isEqualTo(200);
        issued(academy, told.emails());

        refusedWhenTampered(academy, told, post);
    }

    @ParameterizedTest
    @MethodSource("platformsThatDoNot")
    void badgeWaitsForTheEmailThatItsPlatformDoesNotTell(Told told) throws Exception {
        Academy academy = world.academy();
        String secret = connect(academy, told);

        PlatformPost post = told.post(secret, world.issuer());
        assertThat(status(academy, post)).isEqualTo(200);
        JsonNode held = academy.badge("held");
        assertThat(held.path("reason").asText()).contains("e-mail");
        world.api()
                .put(
                        "learners/" + held.path("learner_id").asText(),
                        Map.of("email", CORRECTED, "first_name", "Ada", "last_name", "Example"));
        issued(academy, List.of(CORRECTED));

        refusedWhenTampered(academy, told, post);
    }

    /// The source of the platform beside the academy's own, with its course mapped; answers its
    /// secret, which is empty when it needs none.
    private String connect(Academy academy, Told told) {
        Map<String, String> settings = new HashMap<>(told.settings());
        if (told.proof() == Proof.TOKEN) {
            settings.put("jwks", world.issuer().url() + "/keys");
        }
        String source = source(academy);
        world.api()
                .post(
                        "sources",
                        Map.of(
                                "id",
                                source,
                                "name",
                                "LMS " + source,
                                "preset",
                                told.preset(),
                                "settings",
                                settings));
        world.api()
                .post(
                        "mappings",
                        Map.of(
                                "source", source,
                                "course", told.course(),
                                "template", academy.id(academy.template())));
        return told.proof() == Proof.TOKEN
                ? ""
                : world.api()
                        .post("sources/" + source + "/secrets", Map.of())
                        .path("value")
                        .asText();
    }

    private static String source(Academy academy) {
        return academy.name() + "-lms";
    }

    private static void issued(Academy academy, List<String> emails) throws InterruptedException {
        Await.until(
                PATIENCE,
                academy::badges,
                badges ->
                        badges.size() == emails.size()
                                && badges.stream()
                                        .allMatch(b -> b.path("state").asText().equals("issued")));
        assertThat(academy.issued())
                .extracting(badge -> badge.recipient().email())
                .containsExactlyInAnyOrderElementsOf(emails);
        assertThat(academy.issued())
                .extracting(Badge::badgeTemplateId)
                .containsOnly(academy.template().id());
    }

    private void refusedWhenTampered(Academy academy, Told told, PlatformPost post)
            throws IOException, InterruptedException {
        if (told.proof().provesContent()) {
            assertThat(status(academy, post.tampered())).isEqualTo(401);
        }
    }

    private int status(Academy academy, PlatformPost post)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                world.url()
                                        .resolve(
                                                "/webhooks/certificates/"
                                                        + source(academy)
                                                        + post.path()))
                        .timeout(TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.ofString(post.body()));
        post.headers().forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
