package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Groups, as the API and the issuer's own hands change them.
final class GroupCalls {
    private final AccredibleStore store;
    private final Conditions conditions;
    private final Documents documents;

    GroupCalls(AccredibleStore store, Conditions conditions, Documents documents) {
        this.store = store;
        this.conditions = conditions;
        this.documents = documents;
    }

    Answer list(Key key, ObjectNode sought) {
        String name = Fields.text(sought, "name");
        List<Group> found =
                store.groups().stream()
                        .filter(key::sees)
                        .filter(group -> name == null || group.name().contains(name))
                        .toList();
        long usualSize = conditions.number(Condition.PAGE_SIZE);
        return Answer.json(
                200, Documents.page("groups", found, documents::group, sought, usualSize));
    }

    Answer create(Key key, ObjectNode body) {
        return create(key.issuerId(), key.departmentId(), body.path("group"));
    }

    /// A group with these fields, named as in the API.
    Answer create(long issuerId, @Nullable Long departmentId, JsonNode sent) {
        for (String needed : List.of("name", "course_name", "course_description")) {
            if (Fields.text(sent, needed) == null) {
                return Errors.field(422, needed, "can't be blank");
            }
        }
        Instant now = store.now();
        long id = sent.path("id").asLong(0);
        return stored(
                with(
                        new Group(
                                id == 0 ? store.newId() : id,
                                issuerId,
                                departmentId,
                                "",
                                null,
                                null,
                                null,
                                false,
                                null,
                                now,
                                now),
                        sent));
    }

    Answer one(String method, Group group, ObjectNode body) {
        return switch (method) {
            case "GET" -> shown(group);
            case "PUT", "PATCH" -> stored(with(group, body.path("group")));
            case "DELETE" -> {
                store.removeGroup(group.id());
                yield shown(group);
            }
            default -> Errors.notFound();
        };
    }

    private Group with(Group had, JsonNode sent) {
        String department = Fields.text(sent, "department_id");
        String design = Fields.text(sent, "primary_design_id");
        return new Group(
                had.id(),
                had.issuerId(),
                department == null ? had.departmentId() : (Long) Long.parseLong(department),
                Objects.requireNonNullElse(Fields.text(sent, "name"), had.name()),
                or(Fields.text(sent, "course_name"), had.courseName()),
                or(Fields.text(sent, "course_description"), had.courseDescription()),
                sent.path("primary_design_id").isNull()
                        ? null
                        : design == null ? had.primaryDesignId() : (Long) Long.parseLong(design),
                sent.path("allow_duplicate_credentials").asBoolean(had.allowDuplicateCredentials()),
                sent.has("auto_expiry")
                        ? (Integer) sent.path("auto_expiry").asInt()
                        : had.autoExpiry(),
                had.createdAt(),
                store.now());
    }

    private static @Nullable String or(@Nullable String sent, @Nullable String had) {
        return sent == null ? had : sent;
    }

    private Answer stored(Group group) {
        store.put(group);
        return shown(group);
    }

    private Answer shown(Group group) {
        ObjectNode answer = SimulatorJson.object();
        answer.set("group", documents.group(group));
        return Answer.json(200, answer);
    }
}
