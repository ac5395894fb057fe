package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what was ordered and refuses what makes no sense. Stores nothing.
final class OrderCheck {
    private static final String TAKEN =
            "has already been taken. The settings of this group do not allow several credentials"
                    + " for one email.";

    private final AccredibleStore store;
    private final Conditions conditions;

    sealed interface Checked permits Order, Refusal {}

    /// A credential that may be stored, and whether it is to be published then.
    record Order(Credential draft, boolean publish) implements Checked {}

    OrderCheck(AccredibleStore store, Conditions conditions) {
        this.store = store;
        this.conditions = conditions;
    }

    /// `before`: orders that are good and will be stored before this one.
    Checked check(Key key, JsonNode sent, List<Order> before) {
        JsonNode recipient = sent.path("recipient");
        String email = Fields.text(recipient, "email");
        String name = Fields.text(recipient, "name");
        if (email == null || name == null) {
            return Refusal.plain("recipient", "Can not create credential without recipient data");
        }
        Group group = group(key, sent);
        if (group == null) {
            return Refusal.plain("group_id", "Invalid Group");
        }
        if (Fields.text(sent, "name") == null && group.courseName() == null) {
            return Refusal.of(422, "name", "can't be blank");
        }
        String issuedOn = DateForms.sent(sent, "issued_on", store.today());
        String expiredOn = DateForms.sent(sent, "expired_on", expiryOf(group, issuedOn));
        if (DateForms.wrong(sent, "issued_on", issuedOn)
                || DateForms.wrong(sent, "expired_on", expiredOn)) {
            String field =
                    DateForms.wrong(sent, "issued_on", issuedOn) ? "issued_on" : "expired_on";
            return Refusal.of(422, field, "is not a valid date");
        }
        CustomAttributes attributes =
                CustomAttributes.of(store, group.issuerId(), group.departmentId());
        Optional<Refusal> refusal =
                attributes.refusal(
                        sent.path("custom_attributes"),
                        (int) conditions.number(Condition.UNKNOWN_ATTRIBUTE_STATUS));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!group.allowDuplicateCredentials() && has(group, email, before)) {
            int status = (int) conditions.number(Condition.DUPLICATE_STATUS);
            return Refusal.of(status, "recipient.email", TAKEN);
        }
        Instant now = store.now();
        Credential draft =
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
                        Evidence.shown(sent.path("evidence_items")),
                        false,
                        null,
                        now,
                        now);
        return new Order(draft, sent.path("approve").asBoolean(true));
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

    private boolean has(Group group, String email, List<Order> before) {
        return Stream.concat(
                        store.credentialsTo(group.issuerId(), email).stream(),
                        before.stream().map(Order::draft).filter(each -> each.goesTo(email)))
                .anyMatch(each -> each.groupId() == group.id());
    }

    private static @Nullable String expiryOf(Group group, @Nullable String issuedOn) {
        Integer years = group.autoExpiry();
        return years == null || years <= 0 || issuedOn == null
                ? null
                : LocalDate.parse(issuedOn).plusYears(years).toString();
    }
}
