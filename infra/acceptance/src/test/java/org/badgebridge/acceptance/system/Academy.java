package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.Organization;
import org.badgebridge.simulator.credly.Template;
import org.badgebridge.simulator.credly.Token;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A learning platform and an organization at the provider, made known to Badgebridge by its API: a
/// certificate for [#COURSE] earns the template. Nothing of it is shared with another academy, so
/// its troubles are its own. Thread-safe.
public record Academy(
        String name,
        SettingsApi api,
        CredlyControl credly,
        Organization organization,
        Token token,
        Template template,
        Platform platform) {

    public static final String COURSE = "welding-1";

    /// Longer than a call to the provider, its deadline, and two looks at what became of it.
    public static final Duration PATIENCE = Duration.ofSeconds(100);

    static Academy found(
            String name, SettingsApi api, URI system, URI credlyUrl, CredlyControl credly)
            throws InterruptedException {
        Organization organization = credly.createOrganization("Academy " + name);
        Token token = credly.createToken(organization);
        Template template = credly.createTemplate(organization, "Welding I");
        connect(name, api, organization, token, credlyUrl);
        api.post("sources", Map.of("id", name, "name", "LMS " + name, "preset", "standard"));
        String secret = api.post("sources/" + name + "/secrets", Map.of()).path("value").asText();
        Academy academy =
                new Academy(
                        name,
                        api,
                        credly,
                        organization,
                        token,
                        template,
                        Platform.at(system, name, secret));
        academy.sync();
        academy.offer(template, COURSE);
        return academy;
    }

    private static void connect(
            String name, SettingsApi api, Organization organization, Token token, URI credlyUrl) {
        api.post(
                "connections",
                Map.of(
                        "id",
                        name,
                        "name",
                        "Credly " + name,
                        "provider",
                        "credly",
                        "organization_id",
                        organization.id(),
                        "base_url",
                        credlyUrl.toString(),
                        "calls_per_second",
                        100));
        JsonNode test = api.put("connections/" + name + "/token", Map.of("token", token.token()));
        assertThat(test.path("ok").asBoolean()).as(test.toString()).isTrue();
    }

    public void sync() throws InterruptedException {
        JsonNode job = api.post("connections/" + name + "/sync", Map.of());
        Await.until(
                PATIENCE,
                () -> api.get("jobs/" + job.path("id").asText()),
                now -> now.path("state").asText().equals("done"));
    }

    /// Lets a course earn a template.
    public void offer(Template which, String course) {
        api.post("mappings", Map.of("source", name, "course", course, "template", id(which)));
        api.post("templates/" + id(which) + "/activate", Map.of());
    }

    /// A template's id in Badgebridge.
    public String id(Template which) {
        return name + "." + which.id();
    }

    /// Posts an event; the event's text is its identity.
    public void post(String event) {
        try {
            assertThat(platform.post("d" + Integer.toHexString(event.hashCode()), event))
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError("The webhook did not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A thing that goes wrong with this academy's calls alone.
    public void fault(Operation operation, Fault.Effect effect, int times) {
        credly.add(Fault.on(operation, effect).times(times).onlyContaining(organization.id()));
    }

    /// Waits until so many posts were read and awarded.
    public void awarded(int posts) throws InterruptedException {
        Await.until(
                PATIENCE,
                () -> api.all("sources/" + name + "/deliveries"),
                deliveries -> deliveries.size() == posts);
    }

    /// Badgebridge's badges of this academy.
    public List<JsonNode> badges() {
        return api.all("badges?connection=" + name);
    }

    /// The one badge there is once it is in this state, with its history.
    public JsonNode badge(String state) throws InterruptedException {
        return badge(template, state);
    }

    public JsonNode badge(Template which, String state) throws InterruptedException {
        return Await.until(
                        PATIENCE,
                        () -> seen(which),
                        badge ->
                                badge.map(b -> b.path("state").asText().equals(state))
                                        .orElse(false))
                .orElseThrow();
    }

    /// The one badge as soon as there is one, in whichever state.
    JsonNode anyBadge() throws InterruptedException {
        return Await.until(PATIENCE, () -> seen(template), Optional::isPresent).orElseThrow();
    }

    private Optional<JsonNode> seen(Template which) {
        List<JsonNode> all = api.all("badges?connection=" + name + "&template=" + id(which));
        assertThat(all).hasSizeLessThanOrEqualTo(1);
        return all.stream().map(b -> api.get("badges/" + b.path("id").asText())).findFirst();
    }

    /// What the provider has issued for this academy, whatever became of it.
    public List<Badge> issued() {
        return credly.badges().stream()
                .filter(badge -> badge.organizationId().equals(organization.id()))
                .toList();
    }

    public List<Badge> live() {
        return issued().stream().filter(Badge::isLive).toList();
    }

    /// The steps and outcomes of a badge's history, in order, as `step outcome`.
    static List<String> history(JsonNode badge) {
        return badge.path("history")
                .valueStream()
                .map(line -> line.path("step").asText() + " " + line.path("outcome").asText())
                .toList();
    }
}
