package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.Template;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An Open edX beside an academy, whose event bus tells of learners and courses, each event an hour
/// later than the one before; and the academy's templates, which rules earn. For one thread.
final class OpenEdx {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String AT = "@learners.example";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Template> templates = new HashMap<>();
    private final Academy academy;
    private final String source;
    private final URI url;
    private final String secret;
    private Instant last = JANUARY;
    private String lastPost = "";
    private int posts;

    private OpenEdx(Academy academy, String source, URI url, String secret) {
        this.academy = academy;
        this.source = source;
        this.url = url;
        this.secret = secret;
    }

    static OpenEdx of(World world) throws InterruptedException {
        Academy academy = world.academy();
        String source = academy.name() + "-edx";
        SettingsApi api = academy.api();
        api.post(
                "sources",
                Map.of("id", source, "name", "Open edX", "preset", "openedx-cloudevents"));
        String secret = api.post("sources/" + source + "/secrets", Map.of()).path("value").asText();
        return new OpenEdx(
                academy, source, world.url().resolve("/webhooks/certificates/" + source), secret);
    }

    Academy academy() {
        return academy;
    }

    SettingsApi api() {
        return academy.api();
    }

    String source() {
        return source;
    }

    // ---- Templates ------------------------------------------------------------------------------

    /// Templates of these names, each earned by its rule and active.
    OpenEdx offers(Map<String, JsonNode> rules) throws InterruptedException {
        makes(rules.keySet().toArray(String[]::new));
        rules.forEach((name, rule) -> {
            rule(name, rule);
            activate(name);
        });
        return this;
    }

    OpenEdx offers(String name, JsonNode rule) throws InterruptedException {
        return offers(Map.of(name, rule));
    }

    /// Templates that nothing earns yet.
    OpenEdx makes(String... names) throws InterruptedException {
        for (String name : names) {
            templates.put(name, academy.credly().createTemplate(academy.organization(), name));
        }
        academy.sync();
        return this;
    }

    /// One more rule of a template. It asks for what this platform tells: others have courses that
    /// are called the same.
    JsonNode rule(String name, JsonNode rule) {
        JsonNode own = rule.deepCopy();
        Stream.concat(
                        own.findValues("requirements").stream().flatMap(JsonNode::valueStream),
                        own.path("penalties").valueStream().filter(each -> each.has("course")))
                .map(ObjectNode.class::cast)
                .forEach(asked -> asked.put("source", source));
        Map<String, Object> body = new HashMap<>();
        own.properties().forEach(each -> body.put(each.getKey(), each.getValue()));
        body.put("template", id(name));
        return api().post("rules", body);
    }

    void activate(String name) {
        api().post("templates/" + id(name) + "/activate", Map.of());
    }

    /// A template's id in Badgebridge.
    String id(String name) {
        return academy.id(template(name));
    }

    private Template template(String name) {
        Template template = templates.get(name);
        assertThat(template).as(name).isNotNull();
        return template;
    }

    // ---- Events ---------------------------------------------------------------------------------

    static String family(String course) {
        return "course-v1:Acme+" + course;
    }

    OpenEdx passes(String learner, String course) {
        return status(learner, course, true);
    }

    OpenEdx fails(String learner, String course) {
        return status(learner, course, false);
    }

    private OpenEdx status(String learner, String course, boolean passing) {
        return tells(
                "course.passing.status.updated.v1",
                """
                {"course_passing_status": {"is_passing": %s, "course": %s, "user": %s}}\
                """
                        .formatted(passing, course(course), user(learner, learner + AT)));
    }

    /// A certificate of a course run, which is graded.
    OpenEdx certifies(String learner, String course, String mode, String grade) {
        return tells("certificate.created.v1", certificate(learner, course, mode, grade));
    }

    OpenEdx certifies(String learner, String course) {
        return certifies(learner, course, "verified", "0.93");
    }

    OpenEdx revokes(String learner, String course) {
        return tells("certificate.revoked.v1", certificate(learner, course, "verified", "0.93"));
    }

    private static String certificate(String learner, String course, String mode, String grade) {
        return """
        {"certificate": {"user": %s, "course": %s, "mode": "%s", "grade": "%s", "name": "Ada Example",
          "download_url": "", "current_status": "downloadable", "previous_status": ""}}\
        """
                .formatted(user(learner, learner + AT), course(course), mode, grade);
    }

    static String course(String course) {
        return """
        {"course_key": "%s+2026", "display_name": "%s", "start": "2026-01-01T00:00:00+00:00",
          "end": null}\
        """
                .formatted(family(course), course);
    }

    /// A person whom the platform knows by a number, and others by what may change.
    static String user(String learner, String email) {
        return """
        {"id": %s, "is_active": true,
          "pii": {"username": "%s", "email": "%s", "name": "Ada Example"}}\
        """
                .formatted(Integer.toUnsignedString(learner.hashCode()), learner, email);
    }

    /// Posts an event with this data.
    OpenEdx tells(String type, String data) {
        last = last.plus(HOUR);
        posts++;
        String post =
                """
                {"specversion": "1.0", "id": "%s-%d", "source": "openedx/lms/web",
                 "type": "org.openedx.learning.%s", "time": "%s", "data": %s}
                """
                        .formatted(source, posts, type, last, data);
        post(post);
        return this;
    }

    /// The last post once more.
    OpenEdx repeats() {
        post(lastPost);
        return this;
    }

    /// What is posted from now on happens from now on.
    OpenEdx today() {
        last = Instant.now().minus(HOUR).plusSeconds(1);
        return this;
    }

    private void post(String body) {
        lastPost = body;
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/cloudevents+json")
                        .header("Authorization", "Bearer " + secret)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError("The webhook did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---- What came of it ------------------------------------------------------------------------

    /// Waits until all posts were judged, and these badges are wanted and no others, each as
    /// `learner: template`, and until the provider has them and no others.
    OpenEdx holds(String... badges) throws InterruptedException {
        judged();
        List<String> templatesOfThese =
                Stream.of(badges)
                        .map(badge -> id(badge.substring(badge.indexOf(": ") + 2)))
                        .sorted()
                        .toList();
        Await.until(PATIENCE, this::wanted, templatesOfThese::equals);
        Await.until(PATIENCE, this::live, List.of(badges)::equals);
        return this;
    }

    /// Waits until all posts were judged.
    OpenEdx judged() throws InterruptedException {
        Await.until(PATIENCE, this::deliveries, seen -> seen.size() == posts);
        return this;
    }

    List<JsonNode> deliveries() {
        return api().all("sources/" + source + "/deliveries");
    }

    private List<String> wanted() {
        return academy.badges().stream()
                .filter(badge -> badge.path("wanted").asText().equals("issued"))
                .map(badge -> badge.path("template_id").asText())
                .sorted()
                .toList();
    }

    /// What the provider has, in the order of the alphabet.
    private List<String> live() {
        return academy.live().stream().map(this::named).sorted().toList();
    }

    private String named(Badge badge) {
        String email = badge.recipient().email();
        return templates.entrySet().stream()
                .filter(each -> each.getValue().id().equals(badge.badgeTemplateId()))
                .map(each -> email.substring(0, email.indexOf('@')) + ": " + each.getKey())
                .findFirst()
                .orElseThrow();
    }

    /// The one badge of a template once it is in this state, with its history.
    JsonNode badge(String name, String state) throws InterruptedException {
        return academy.badge(template(name), state);
    }

    /// The one learner's progress with the one rule of a template.
    JsonNode progress(String name) {
        List<JsonNode> all = api().all("progress?template=" + id(name));
        assertThat(all).as(name).hasSize(1);
        return all.getFirst();
    }

    /// How many groups of that rule are met, and how many there are.
    String met(String name) {
        JsonNode progress = progress(name);
        return progress.path("met").asInt() + " of " + progress.path("of").asInt();
    }
}
