package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.SharedControl;
import org.badgebridge.simulator.SimulatorJson;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a test or a person does to the simulator: as its maker, as the issuer in the dashboard, and
/// as a recipient.
final class ControlCalls {
    private final AccredibleStore store;
    private final Conditions conditions;
    private final CredentialCalls credentials;
    private final GroupCalls groups;
    private final AttributeKeyCalls attributeKeys;
    private final Runnable reset;

    ControlCalls(
            AccredibleStore store, Conditions conditions, Documents documents, Runnable reset) {
        this.store = store;
        this.conditions = conditions;
        this.credentials = new CredentialCalls(store, conditions, documents);
        this.groups = new GroupCalls(store, conditions, documents);
        this.attributeKeys = new AttributeKeyCalls(store, conditions);
        this.reset = reset;
    }

    /// `path` begins behind `__sim`.
    Answer answer(HttpCall call, List<String> path) {
        Optional<ObjectNode> body = Fields.of(call);
        if (body.isEmpty()) {
            return SharedControl.problem(400, "The body is not a JSON object");
        }
        if (call.method().equals("POST") && path.equals(List.of("reset"))) {
            reset.run();
            return Answer.empty(204);
        }
        return store.with(() -> answer(call.method(), path, body.get()));
    }

    private Answer answer(String method, List<String> path, ObjectNode body) {
        String id = path.size() > 1 ? path.get(1) : "";
        String action = path.size() > 2 ? " " + path.get(2) : "";
        return switch (method + " " + path.getFirst() + (id.isEmpty() ? "" : " {id}") + action) {
            case "GET issuers" -> items(store.issuers());
            case "POST issuers" -> issuer(body);
            case "PUT issuers {id}" -> change(id, body);
            case "POST issuers {id} keys" -> key(Long.parseLong(id), body);
            case "DELETE keys {id}" -> {
                store.removeKey(id);
                yield Answer.empty(204);
            }
            case "POST issuers {id} designs" -> design(Long.parseLong(id), body);
            case "POST issuers {id} groups" -> groups.create(Long.parseLong(id), null, body);
            case "GET groups" -> items(store.groups());
            case "PUT groups {id}", "DELETE groups {id}" -> group(method, id, body);
            case "POST issuers {id} attribute_keys" ->
                    attributeKeys.create(Long.parseLong(id), body);
            case "GET attribute_keys" -> items(store.attributeKeys());
            case "DELETE attribute_keys {id}" -> {
                store.removeAttributeKey(id);
                yield Answer.empty(204);
            }
            case "GET credentials" -> items(store.credentials());
            case "GET live" -> live();
            case "POST issuers {id} credentials" ->
                    credentials.create(new Key("", Long.parseLong(id), null), body);
            case "PUT credentials {id}", "DELETE credentials {id}", "POST credentials {id} open" ->
                    credential(method, id, body);
            case "GET switches" -> switches();
            case "PUT switches" -> set(body);
            default -> SharedControl.problem(404, "There is no such control call");
        };
    }

    private static Answer items(Collection<?> rows) {
        ObjectNode body = SimulatorJson.object();
        body.set("items", SimulatorJson.tree(rows));
        return Answer.json(200, body);
    }

    private Answer issuer(ObjectNode body) {
        long id = body.path("id").asLong(0);
        Issuer made =
                new Issuer(
                        id == 0 ? store.newId() : id,
                        body.path("name").asText("Sample Org"),
                        body.path("credits").asLong(1000),
                        body.path("sandbox").asBoolean(false));
        store.put(made);
        return Answer.json(201, SimulatorJson.tree(made));
    }

    private Answer change(String id, ObjectNode body) {
        Issuer had = store.issuer(Long.parseLong(id));
        if (had == null) {
            return SharedControl.problem(404, "There is no such issuer");
        }
        Issuer has =
                new Issuer(
                        had.id(),
                        body.path("name").asText(had.name()),
                        body.path("credits").asLong(had.credits()),
                        body.path("sandbox").asBoolean(had.sandbox()));
        store.put(has);
        return Answer.json(200, SimulatorJson.tree(has));
    }

    private Answer key(long issuerId, ObjectNode body) {
        JsonNode department = body.path("department_id");
        Key made =
                new Key(
                        body.path("key").asText(store.newUuid()),
                        issuerId,
                        department.isNumber() ? (Long) department.asLong() : null);
        store.put(made);
        return Answer.json(201, SimulatorJson.tree(made));
    }

    private Answer design(long issuerId, ObjectNode body) {
        long id = body.path("id").asLong(0);
        Design made =
                new Design(
                        id == 0 ? store.newId() : id, issuerId, body.path("name").asText("Design"));
        store.put(made);
        return Answer.json(201, SimulatorJson.tree(made));
    }

    private Answer group(String method, String id, ObjectNode body) {
        Group group = store.group(id);
        ObjectNode wrapped = SimulatorJson.object();
        wrapped.set("group", body);
        return group == null ? Errors.noGroup() : groups.one(method, group, wrapped);
    }

    private Answer credential(String method, String id, ObjectNode body) {
        Credential credential = store.credential(id);
        if (credential == null) {
            return Errors.noCredential();
        }
        return switch (method) {
            case "PUT" -> credentials.update(credential, body);
            case "DELETE" -> credentials.delete(credential);
            default -> credentials.opened(credential);
        };
    }

    /// How many valid credentials one recipient has of one group, at most.
    private Answer live() {
        Map<String, Integer> counts = new HashMap<>();
        String today = store.today();
        for (Credential each : store.credentials()) {
            if (each.validOn(today)) {
                String email = each.recipientEmail().toLowerCase(Locale.ROOT);
                counts.merge(each.groupId() + " " + email, 1, Integer::sum);
            }
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return Answer.json(200, SimulatorJson.object().put("most", most));
    }

    private Answer switches() {
        ObjectNode body = SimulatorJson.object();
        conditions
                .all()
                .forEach((which, at) -> body.put(which.name().toLowerCase(Locale.ROOT), at));
        return Answer.json(200, body);
    }

    private Answer set(ObjectNode body) {
        for (Map.Entry<String, JsonNode> each : body.properties()) {
            try {
                conditions.set(
                        Condition.valueOf(each.getKey().toUpperCase(Locale.ROOT)),
                        each.getValue().asLong());
            } catch (IllegalArgumentException e) {
                return SharedControl.problem(422, "There is no switch " + each.getKey());
            }
        }
        return switches();
    }
}
