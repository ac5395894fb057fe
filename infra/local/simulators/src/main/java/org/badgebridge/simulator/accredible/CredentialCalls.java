package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Making, changing and deleting credentials.
///
/// Whatever is asked, nothing is published without a credit, without a design, or in the sandbox
/// mode: the credential is stored all the same, and the answer is 200.
final class CredentialCalls {
    private static final String TAKEN =
            "has already been taken. The settings of this group do not allow several credentials"
                    + " for one email.";

    private final AccredibleStore store;
    private final Conditions conditions;
    private final Documents documents;

    CredentialCalls(AccredibleStore store, Conditions conditions, Documents documents) {
        this.store = store;
        this.conditions = conditions;
        this.documents = documents;
    }

    Answer create(Key key, ObjectNode body) {
        JsonNode sent = body.path("credential");
        JsonNode recipient = sent.path("recipient");
        String email = Fields.text(recipient, "email");
        String name = Fields.text(recipient, "name");
        if (email == null || name == null) {
            return Errors.text(422, "Can not create credential without recipient data");
        }
        Group group = group(key, sent);
        if (group == null) {
            return Errors.text(422, "Invalid Group");
        }
        if (Fields.text(sent, "name") == null && group.courseName() == null) {
            return Errors.field(422, "name", "can't be blank");
        }
        String issuedOn = date(sent, "issued_on", store.today());
        String expiredOn = date(sent, "expired_on", expiryOf(group, issuedOn));
        if (wrong(sent, "issued_on", issuedOn) || wrong(sent, "expired_on", expiredOn)) {
            String field = wrong(sent, "issued_on", issuedOn) ? "issued_on" : "expired_on";
            return Errors.field(422, field, "is not a valid date");
        }
        CustomAttributes attributes =
                CustomAttributes.of(store, group.issuerId(), group.departmentId());
        Optional<Answer> refusal = refusal(attributes, sent);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!group.allowDuplicateCredentials() && has(group, email)) {
            int status = (int) conditions.number(Condition.DUPLICATE_STATUS);
            return Errors.field(status, "recipient.email", TAKEN);
        }
        Instant now = store.now();
        Credential made =
                new Credential(
                        store.newId(),
                        store.newEncodedId(),
                        store.newUuid(),
                        Fields.text(sent, "id"),
                        group.issuerId(),
                        group.id(),
                        name,
                        email,
                        Fields.text(recipient, "id"),
                        Documents.orNull(recipient.path("meta_data")),
                        Fields.text(sent, "name"),
                        Fields.text(sent, "description"),
                        Objects.requireNonNull(issuedOn),
                        expiredOn,
                        false,
                        sent.path("complete").asBoolean(true),
                        sent.path("private").asBoolean(false),
                        attributes.merged(
                                MissingNode.getInstance(), sent.path("custom_attributes")),
                        Documents.orNull(sent.path("meta_data")),
                        evidence(sent.path("evidence_items")),
                        false,
                        null,
                        now,
                        now);
        return stored(sent.path("approve").asBoolean(true) ? published(made) : made);
    }

    Answer update(Credential had, ObjectNode body) {
        JsonNode sent = body.path("credential");
        String issuedOn = date(sent, "issued_on", had.issuedOn());
        String expiredOn =
                sent.path("expired_on").isNull() ? null : date(sent, "expired_on", had.expiredOn());
        if (wrong(sent, "issued_on", issuedOn) || wrong(sent, "expired_on", expiredOn)) {
            return Errors.field(422, "issued_on", "is not a valid date");
        }
        Group group = store.group(Long.toString(had.groupId()));
        CustomAttributes attributes =
                CustomAttributes.of(
                        store, had.issuerId(), group == null ? null : group.departmentId());
        Optional<Answer> refusal = refusal(attributes, sent);
        if (refusal.isPresent()) {
            return refusal.get();
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
                                ? evidence(sent.path("evidence_items"))
                                : had.evidenceItems(),
                        had.opened(),
                        had.publishedOn(),
                        had.createdAt(),
                        store.now());
        boolean publish = sent.path("approve").asBoolean(false) && !had.approve();
        return stored(publish ? published(has) : has);
    }

    /// Answers what was deleted.
    Answer delete(Credential credential) {
        store.removeCredential(credential.id());
        return Answer.json(200, documents.credential(credential));
    }

    Answer opened(Credential credential) {
        return stored(copied(credential, credential.approve(), true, credential.publishedOn()));
    }

    private Credential copied(
            Credential from, boolean approve, boolean opened, @Nullable Instant publishedOn) {
        return new Credential(
                from.id(),
                from.encodedId(),
                from.uuid(),
                from.licenseId(),
                from.issuerId(),
                from.groupId(),
                from.recipientName(),
                from.recipientEmail(),
                from.recipientId(),
                from.recipientMetaData(),
                from.name(),
                from.description(),
                from.issuedOn(),
                from.expiredOn(),
                approve,
                from.complete(),
                from.isPrivate(),
                from.customAttributes(),
                from.metaData(),
                from.evidenceItems(),
                opened,
                publishedOn,
                from.createdAt(),
                store.now());
    }

    private Answer stored(Credential credential) {
        store.put(credential);
        return Answer.json(200, documents.credential(credential));
    }

    private Optional<Answer> refusal(CustomAttributes attributes, JsonNode sent) {
        int unknownStatus = (int) conditions.number(Condition.UNKNOWN_ATTRIBUTE_STATUS);
        return attributes.refusal(sent.path("custom_attributes"), unknownStatus);
    }

    private @Nullable Group group(Key key, JsonNode sent) {
        String id = Fields.text(sent, "group_id");
        String name = Fields.text(sent, "group_name");
        Group group =
                id != null
                        ? store.group(id)
                        : store.groups().stream()
                                .filter(each -> each.name().equals(name))
                                .findFirst()
                                .orElse(null);
        return group != null && key.sees(group) ? group : null;
    }

    private boolean has(Group group, String email) {
        return store.credentialsTo(group.issuerId(), email).stream()
                .anyMatch(each -> each.groupId() == group.id());
    }

    private Credential published(Credential credential) {
        Issuer issuer = store.issuer(credential.issuerId());
        Group group = store.group(Long.toString(credential.groupId()));
        if (issuer == null || group == null || group.primaryDesignId() == null) {
            return credential;
        }
        boolean paid =
                store.credentialsTo(issuer.id(), credential.recipientEmail()).stream()
                        .anyMatch(Credential::approve);
        if (issuer.sandbox() || (issuer.credits() == 0 && !paid)) {
            return credential;
        }
        if (!paid) {
            store.put(issuer.credited(issuer.credits() - 1));
        }
        return copied(credential, true, credential.opened(), store.now());
    }

    /// A category is called a type when it is shown, and a text becomes an object.
    private static ArrayNode evidence(JsonNode sent) {
        ArrayNode shown = SimulatorJson.object().arrayNode();
        for (JsonNode item : sent) {
            String category = item.path("category").asText().toLowerCase(Locale.ROOT);
            ObjectNode one = shown.addObject();
            one.put("id", shown.size())
                    .put("description", Fields.text(item, "description"))
                    .put("type", category)
                    .put("link_url", Fields.text(item, "url"))
                    .put("position", shown.size() - 1);
            if (item.has("string_object")) {
                one.putObject("string_object").set(category, item.path("string_object"));
            } else {
                one.putNull("string_object");
            }
        }
        return shown;
    }

    private static @Nullable String expiryOf(Group group, @Nullable String issuedOn) {
        Integer years = group.autoExpiry();
        return years == null || years <= 0 || issuedOn == null
                ? null
                : LocalDate.parse(issuedOn).plusYears(years).toString();
    }

    /// The date that was sent, null when it is none, or the other when none was sent.
    private static @Nullable String date(JsonNode sent, String field, @Nullable String otherwise) {
        String text = Fields.text(sent, field);
        return text == null ? otherwise : DateForms.read(text).orElse(null);
    }

    private static boolean wrong(JsonNode sent, String field, @Nullable String read) {
        return Fields.text(sent, field) != null && read == null;
    }

    private static @Nullable String or(@Nullable String sent, @Nullable String had) {
        return sent == null ? had : sent;
    }

    private static JsonNode or(JsonNode sent, JsonNode had) {
        return sent.isMissingNode() ? had : sent;
    }
}
