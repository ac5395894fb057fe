package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// The attribute keys, as the API and the issuer's own hands make and find them.
final class AttributeKeyCalls {
    private static final Set<String> KINDS = Set.of("text", "date", "email", "image");

    private final AccredibleStore store;
    private final Conditions conditions;

    AttributeKeyCalls(AccredibleStore store, Conditions conditions) {
        this.store = store;
        this.conditions = conditions;
    }

    /// The name that is sought may be a part of one, as with groups.
    Answer search(Key key, ObjectNode sought) {
        String name = Fields.text(sought, "name");
        String kind = Fields.text(sought, "kind");
        Long department = department(sought);
        List<AttributeKey> found =
                store.attributeKeys().stream()
                        .filter(key::sees)
                        .filter(each -> name == null || each.name().contains(name))
                        .filter(each -> kind == null || each.kind().equals(kind))
                        .filter(each ->
                                department == null || department.equals(each.departmentId()))
                        .toList();
        return Answer.json(
                200,
                Documents.page(
                        "attribute_keys",
                        found,
                        Documents::attributeKey,
                        sought,
                        conditions.number(Condition.PAGE_SIZE)));
    }

    /// With a key of a department it is that department's, whatever is sent.
    Answer create(Key key, ObjectNode body) {
        JsonNode sent = body.path("attribute_key");
        Long department = key.departmentId() == null ? department(sent) : key.departmentId();
        return create(key.issuerId(), department, sent);
    }

    /// One with these fields, named as in the API.
    Answer create(long issuerId, JsonNode sent) {
        return create(issuerId, department(sent), sent);
    }

    private Answer create(long issuerId, @Nullable Long department, JsonNode sent) {
        String name = Fields.text(sent, "name");
        String kind = Fields.text(sent, "kind");
        if (name == null) {
            return Errors.field(422, "name", "can't be blank");
        }
        if (kind == null || !KINDS.contains(kind)) {
            return Errors.field(422, "kind", "is not included in the list");
        }
        long id = sent.path("id").asLong(0);
        AttributeKey made =
                new AttributeKey(id == 0 ? store.newId() : id, issuerId, department, name, kind);
        store.put(made);
        ObjectNode answer = SimulatorJson.object();
        answer.set("attribute_key", Documents.attributeKey(made));
        return Answer.json(200, answer);
    }

    private static @Nullable Long department(JsonNode sent) {
        long id = sent.path("department_id").asLong(0);
        return id == 0 ? null : (Long) id;
    }
}
