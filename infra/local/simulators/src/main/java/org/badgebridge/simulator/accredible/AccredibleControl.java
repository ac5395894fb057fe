package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.ControlClient;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorJson;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The hands on a running [AccredibleSimulator], over HTTP, so that they work from any process.
/// Safe for concurrent use. What the simulator refuses throws [IllegalStateException].
public final class AccredibleControl implements AutoCloseable {
    private final ControlClient client;

    private AccredibleControl(ControlClient client) {
        this.client = client;
    }

    public static AccredibleControl at(URI url) {
        return new AccredibleControl(new ControlClient(url));
    }

    /// For what this class has no method for.
    public ControlClient client() {
        return client;
    }

    /// An issuer with a thousand credits.
    public Issuer createIssuer(String name) {
        return value(
                client.post("/__sim/issuers", SimulatorJson.object().put("name", name)),
                Issuer.class);
    }

    public List<Issuer> issuers() {
        return items("/__sim/issuers", Issuer.class);
    }

    public void setCredits(Issuer issuer, long left) {
        client.put("/__sim/issuers/" + issuer.id(), SimulatorJson.object().put("credits", left));
    }

    public void setSandbox(Issuer issuer, boolean on) {
        client.put("/__sim/issuers/" + issuer.id(), SimulatorJson.object().put("sandbox", on));
    }

    /// A key of the whole account.
    public Key createKey(Issuer issuer) {
        return createKey(issuer, SimulatorJson.object());
    }

    public Key createKey(Issuer issuer, ObjectNode fields) {
        return value(client.post("/__sim/issuers/" + issuer.id() + "/keys", fields), Key.class);
    }

    public void removeKey(Key key) {
        client.delete("/__sim/keys/" + key.key());
    }

    /// A group with a design, which allows no duplicates.
    public Group createGroup(Issuer issuer, String name) {
        ObjectNode design = SimulatorJson.object().put("name", name);
        long id =
                client.post("/__sim/issuers/" + issuer.id() + "/designs", design)
                        .path("id")
                        .asLong();
        return createGroup(
                issuer,
                SimulatorJson.object()
                        .put("name", name)
                        .put("course_name", name)
                        .put("course_description", "Earned by completing " + name + ".")
                        .put("primary_design_id", id));
    }

    /// A group with these fields, named as in the API.
    public Group createGroup(Issuer issuer, ObjectNode fields) {
        long id =
                client.post("/__sim/issuers/" + issuer.id() + "/groups", fields)
                        .path("group")
                        .path("id")
                        .asLong();
        return groups().stream().filter(each -> each.id() == id).findFirst().orElseThrow();
    }

    /// Changes these fields, named as in the API.
    public void changeGroup(Group group, ObjectNode fields) {
        client.put("/__sim/groups/" + group.id(), fields);
    }

    public void deleteGroup(Group group) {
        client.delete("/__sim/groups/" + group.id());
    }

    public List<Group> groups() {
        return items("/__sim/groups", Group.class);
    }

    /// An attribute of the whole account; `kind` is text, date, email or image.
    public AttributeKey createAttributeKey(Issuer issuer, String name, String kind) {
        return createAttributeKey(
                issuer, SimulatorJson.object().put("name", name).put("kind", kind));
    }

    /// An attribute with these fields, named as in the API; `department_id` may be among them.
    public AttributeKey createAttributeKey(Issuer issuer, ObjectNode fields) {
        long id =
                client.post("/__sim/issuers/" + issuer.id() + "/attribute_keys", fields)
                        .path("attribute_key")
                        .path("id")
                        .asLong();
        return attributeKeys().stream().filter(each -> each.id() == id).findFirst().orElseThrow();
    }

    /// Credentials that bear it already keep it.
    public void deleteAttributeKey(AttributeKey key) {
        client.delete("/__sim/attribute_keys/" + key.id());
    }

    public List<AttributeKey> attributeKeys() {
        return items("/__sim/attribute_keys", AttributeKey.class);
    }

    /// Issues a credential as a person does in the dashboard; fields as in the API.
    public String issueByHand(Issuer issuer, ObjectNode fields) {
        ObjectNode body = SimulatorJson.object();
        body.set("credential", fields);
        return client.post("/__sim/issuers/" + issuer.id() + "/credentials", body)
                .path("credential")
                .path("id")
                .asText();
    }

    /// Changes a credential as a person does in the dashboard; fields as in the API.
    public void change(String credentialId, ObjectNode fields) {
        ObjectNode body = SimulatorJson.object();
        body.set("credential", fields);
        client.put("/__sim/credentials/" + credentialId, body);
    }

    public void delete(String credentialId) {
        client.delete("/__sim/credentials/" + credentialId);
    }

    /// The recipient looks at it.
    public void open(String credentialId) {
        client.post("/__sim/credentials/" + credentialId + "/open", SimulatorJson.object());
    }

    /// Every credential in order of creation; deleted ones are gone.
    public List<Credential> credentials() {
        return items("/__sim/credentials", Credential.class);
    }

    /// The most valid credentials that one recipient has of one group.
    public int mostLive() {
        return client.get("/__sim/live").path("most").asInt();
    }

    public void set(Condition which, long position) {
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

    @Override
    public void close() {
        client.close();
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
