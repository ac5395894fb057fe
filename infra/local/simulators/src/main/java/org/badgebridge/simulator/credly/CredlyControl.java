package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.ControlClient;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The hands on a running [CredlySimulator], over HTTP, so that they work from any process. Safe
/// for concurrent use. What the simulator refuses throws [IllegalStateException].
public final class CredlyControl implements AutoCloseable {
    private final ControlClient client;

    private CredlyControl(ControlClient client) {
        this.client = client;
    }

    public static CredlyControl at(URI url) {
        return new CredlyControl(new ControlClient(url));
    }

    /// For what this class has no method for.
    public ControlClient client() {
        return client;
    }

    public Organization createOrganization(String name) {
        return value(
                client.post("/__sim/organizations", SimulatorJson.object().put("name", name)),
                Organization.class);
    }

    public List<Organization> organizations() {
        return items("/__sim/organizations", Organization.class);
    }

    /// A token with all rights for 180 days.
    public Token createToken(Organization organization) {
        return createToken(organization, true, true, true);
    }

    public Token createToken(
            Organization organization, boolean read, boolean write, boolean delete) {
        ObjectNode flags =
                SimulatorJson.object()
                        .put("read_enabled", read)
                        .put("write_enabled", write)
                        .put("delete_enabled", delete);
        return value(
                client.post("/__sim/organizations/" + organization.id() + "/tokens", flags),
                Token.class);
    }

    public void expireToken(Token token, Instant at) {
        client.put(
                "/__sim/tokens/" + token.token(),
                SimulatorJson.object().put("expires_at", SimulatorJson.time(at)));
    }

    public void removeToken(Token token) {
        client.delete("/__sim/tokens/" + token.token());
    }

    /// An active, public template that allows no duplicates.
    public Template createTemplate(Organization organization, String name) {
        return createTemplate(organization, SimulatorJson.object().put("name", name));
    }

    /// A template with these fields, named as in the API; those left out have defaults.
    public Template createTemplate(Organization organization, ObjectNode fields) {
        return value(
                client.post("/__sim/organizations/" + organization.id() + "/templates", fields),
                Template.class);
    }

    /// Changes these fields, named as in the API.
    public Template changeTemplate(Template template, ObjectNode fields) {
        return value(client.put("/__sim/templates/" + template.id(), fields), Template.class);
    }

    public Template archiveTemplate(Template template) {
        return value(
                client.post(
                        "/__sim/templates/" + template.id() + "/archive", SimulatorJson.object()),
                Template.class);
    }

    public Template activateTemplate(Template template) {
        return value(
                client.post(
                        "/__sim/templates/" + template.id() + "/activate", SimulatorJson.object()),
                Template.class);
    }

    public void deleteTemplate(Template template) {
        client.delete("/__sim/templates/" + template.id());
    }

    public List<Template> templates() {
        return items("/__sim/templates", Template.class);
    }

    /// Issues a badge as a person does in Credly's web application; fields as in the API.
    public Badge issueByHand(Organization organization, ObjectNode fields) {
        return value(
                client.post("/__sim/organizations/" + organization.id() + "/badges", fields),
                Badge.class);
    }

    /// Every badge in order of issue, whatever its state; deleted ones are gone.
    public List<Badge> badges() {
        return items("/__sim/badges", Badge.class);
    }

    /// Every badge that the issuer knows by this id of its own, in order of issue.
    public List<Badge> badgesOf(String issuerEarnerId) {
        return items(
                "/__sim/badges?issuer_earner_id="
                        + URLEncoder.encode(issuerEarnerId, StandardCharsets.UTF_8),
                Badge.class);
    }

    public Badge badge(String id) {
        return value(client.get("/__sim/badges/" + id), Badge.class);
    }

    public Badge accept(String badgeId) {
        return learner(badgeId, "accept", SimulatorJson.object());
    }

    public Badge reject(String badgeId) {
        return learner(badgeId, "reject", SimulatorJson.object());
    }

    public Badge setPrivacy(String badgeId, boolean isPublic) {
        return learner(badgeId, "privacy", SimulatorJson.object().put("public", isPublic));
    }

    /// Revokes as a person does in Credly's web application.
    public Badge revokeByHand(String badgeId, String reason) {
        return learner(badgeId, "revoke", SimulatorJson.object().put("reason", reason));
    }

    public void deleteBadge(String badgeId) {
        client.delete("/__sim/badges/" + badgeId);
    }

    /// Makes these addresses one person's.
    public Account linkAddresses(String... emails) {
        ObjectNode body = SimulatorJson.object();
        var list = body.putArray("emails");
        for (String email : emails) {
            list.add(email);
        }
        return value(client.put("/__sim/accounts", body), Account.class);
    }

    /// The most live (pending or accepted, not replaced) badges that one earner has of one
    /// template.
    public int mostLiveBadges() {
        return client.get("/__sim/live?at_least=2").path("most").asInt();
    }

    public List<Event> events() {
        return items("/__sim/events", Event.class);
    }

    public void set(Switch which, boolean on) {
        set(which, on ? 1 : 0);
    }

    public void set(Switch which, long position) {
        client.put(
                "/__sim/switches",
                SimulatorJson.object().put(which.name().toLowerCase(Locale.ROOT), position));
    }

    /// Sets a fault; the id clears it.
    public String add(Fault fault) {
        return client.add(fault);
    }

    public void clearFaults() {
        client.clearFaults();
    }

    /// How many calls of this kind have arrived, faults or not.
    public long calls(Operation operation) {
        return client.calls(operation);
    }

    public void sendWebhooks(WebhookPlan plan) {
        client.put("/__sim/webhooks", SimulatorJson.tree(plan));
    }

    /// The newest tries, at most a thousand, oldest first.
    public List<WebhookAttempt> webhookAttempts() {
        var attempts = new ArrayList<WebhookAttempt>();
        client.get("/__sim/webhooks")
                .path("attempts")
                .forEach(one -> attempts.add(value(one, WebhookAttempt.class)));
        return attempts;
    }

    /// Forgets everything: badges, organizations, faults, switches, counts. A demo starts anew.
    public void reset() {
        client.post("/__sim/reset", SimulatorJson.object());
    }

    @Override
    public void close() {
        client.close();
    }

    private Badge learner(String badgeId, String action, ObjectNode body) {
        return value(client.post("/__sim/badges/" + badgeId + "/" + action, body), Badge.class);
    }

    private <T> List<T> items(String path, Class<T> type) {
        var items = new ArrayList<T>();
        client.get(path).path("items").forEach(item -> items.add(value(item, type)));
        return items;
    }

    private static <T> T value(JsonNode tree, Class<T> type) {
        return SimulatorJson.value(tree, type);
    }
}
