package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/// Making, changing and deleting single credentials. The answer is 200 even where nothing could be
/// published.
final class CredentialCalls {
    private final AccredibleStore store;
    private final Conditions conditions;
    private final Documents documents;
    private final Issuing issuing;

    CredentialCalls(AccredibleStore store, Conditions conditions, Documents documents) {
        this.store = store;
        this.conditions = conditions;
        this.documents = documents;
        this.issuing = new Issuing(store, conditions);
    }

    Answer create(Key key, ObjectNode body) {
        return switch (issuing.issue(key, body.path("credential"))) {
            case Outcome.Stored stored -> shown(stored.credential());
            case Refusal refusal -> refusal.answer();
        };
    }

    Answer update(Credential had, ObjectNode body) {
        JsonNode sent = body.path("credential");
        String issuedOn = DateForms.sent(sent, "issued_on", had.issuedOn());
        String expiredOn =
                sent.path("expired_on").isNull()
                        ? null
                        : DateForms.sent(sent, "expired_on", had.expiredOn());
        if (DateForms.wrong(sent, "issued_on", issuedOn)
                || DateForms.wrong(sent, "expired_on", expiredOn)) {
            return Errors.field(422, "issued_on", "is not a valid date");
        }
        Group group = store.group(Long.toString(had.groupId()));
        CustomAttributes attributes =
                CustomAttributes.of(
                        store, had.issuerId(), group == null ? null : group.departmentId());
        Optional<Refusal> refusal =
                attributes.refusal(
                        sent.path("custom_attributes"),
                        (int) conditions.number(Condition.UNKNOWN_ATTRIBUTE_STATUS));
        if (refusal.isPresent()) {
            return refusal.get().answer();
        }
        JsonNode recipient = sent.path("recipient");
        Credential has =
                new Credential(
                        had.id(),
                        had.encodedId(),
                        had.uuid(),
                        or(Fields.text(sent, "id"), had.licenseId()),
                        had.issuerId(),
                        had.groupId(),
                        Objects.requireNonNullElse(
                                Fields.text(recipient, "name"), had.recipientName()),
                        Objects.requireNonNullElse(
                                Fields.text(recipient, "email"), had.recipientEmail()),
                        or(Fields.text(recipient, "id"), had.recipientId()),
                        or(recipient.path("meta_data"), had.recipientMetaData()),
                        or(Fields.text(sent, "name"), had.name()),
                        or(Fields.text(sent, "description"), had.description()),
                        Objects.requireNonNull(issuedOn),
                        expiredOn,
                        sent.path("approve").asBoolean(had.approve()) && had.approve(),
                        sent.path("complete").asBoolean(had.complete()),
                        had.isPrivate(),
                        attributes.merged(had.customAttributes(), sent.path("custom_attributes")),
                        or(sent.path("meta_data"), had.metaData()),
                        sent.has("evidence_items")
                                ? Evidence.shown(sent.path("evidence_items"))
                                : had.evidenceItems(),
                        had.opened(),
                        had.publishedOn(),
                        had.createdAt(),
                        store.now());
        boolean publish = sent.path("approve").asBoolean(false) && !had.approve();
        return stored(publish ? issuing.published(has) : has);
    }

    /// Answers what was deleted.
    Answer delete(Credential credential) {
        store.removeCredential(credential.id());
        return shown(credential);
    }

    Answer opened(Credential credential) {
        return stored(credential.openedAt(store.now()));
    }

    private Answer stored(Credential credential) {
        store.put(credential);
        return shown(credential);
    }

    private Answer shown(Credential credential) {
        return Answer.json(200, documents.credential(credential));
    }

    private static @Nullable String or(@Nullable String sent, @Nullable String had) {
        return sent == null ? had : sent;
    }

    private static JsonNode or(JsonNode sent, JsonNode had) {
        return sent.isMissingNode() ? had : sent;
    }
}
