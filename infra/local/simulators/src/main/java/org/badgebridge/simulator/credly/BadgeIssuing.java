package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.credly.BadgeOrder.DuplicateBehavior;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Issues and replaces badges under the duplicate rule (sheet sections 2.5, 4.1, 4.2). Runs inside
/// a change of the store, so the rule is atomic.
final class BadgeIssuing {
    /// Either the badge now in place or the answer that refuses.
    private sealed interface Placed {
        record In(Badge badge) implements Placed {}

        record Refused(Answer answer) implements Placed {}
    }

    private final CredlyStore store;
    private final Switches switches;
    private final Documents documents;
    private final OrderCheck orders;

    BadgeIssuing(CredlyStore store, Switches switches, Documents documents) {
        this.store = store;
        this.switches = switches;
        this.documents = documents;
        this.orders = new OrderCheck(store, switches);
    }

    Answer issue(String organizationId, Parameters sent) {
        return switch (place(organizationId, sent)) {
            case Placed.In(Badge badge) -> Envelope.data(201, documents.badge(badge));
            case Placed.Refused(Answer answer) -> answer;
        };
    }

    /// All or nothing; `error_index` names the first bad item.
    Answer issueBatch(String organizationId, Parameters sent) {
        JsonNode items = sent.get("badges");
        if (!items.isArray() || items.isEmpty()) {
            return Envelope.error(422, "badges can't be blank");
        }
        if (items.size() > switches.number(Switch.BATCH_CAP)) {
            return Envelope.error(
                    422, "Too many badges (maximum is " + switches.number(Switch.BATCH_CAP) + ")");
        }
        ArrayNode issued = SimulatorJson.object().arrayNode();
        for (int i = 0; i < items.size(); i++) {
            var fields = items.get(i) instanceof ObjectNode o ? o : SimulatorJson.object();
            switch (place(organizationId, new Parameters(fields))) {
                case Placed.In(Badge badge) -> issued.add(documents.badge(badge));
                case Placed.Refused(Answer answer) -> {
                    ObjectNode body = (ObjectNode) SimulatorJson.parse(answer.body());
                    body.withObject("/data").put("error_index", i);
                    return Answer.json(answer.status(), body);
                }
            }
        }
        return Envelope.data(201, issued);
    }

    /// Names, address, locale and issuer's id stay when they are not sent; all else is as sent.
    Answer replace(String organizationId, String badgeId, Parameters sent) {
        Badge old = store.badge(badgeId);
        if (old == null || !old.organizationId().equals(organizationId)) {
            return Envelope.error(404, "Not found");
        }
        if (old.state() == BadgeState.REVOKED || old.replacementBadgeId() != null) {
            return Envelope.error(422, "Badge cannot be replaced");
        }
        Recipient before = old.recipient();
        ObjectNode fields = SimulatorJson.object();
        fields.put("recipient_email", before.email());
        fields.put("issued_to_first_name", before.firstName());
        fields.put("issued_to_middle_name", before.middleName());
        fields.put("issued_to_last_name", before.lastName());
        fields.put("issuer_earner_id", before.issuerEarnerId());
        fields.put("locale", old.terms().locale());
        sent.text("issued_to").ifPresent(full -> fullName(fields, full));
        fields.setAll(sent.fields());
        if (old.state() != BadgeState.PENDING) {
            fields.put("recipient_email", before.email());
        }
        return switch (orders.check(organizationId, new Parameters(fields))) {
            case OrderCheck.Checked.Refused(Answer answer) -> answer;
            case OrderCheck.Checked.Fine(BadgeOrder order) -> {
                if (!order.template().allowDuplicateBadges()
                        && duplicate(order, old.id()).isPresent()) {
                    yield alreadyHas();
                }
                yield Envelope.data(
                        201,
                        documents.badge(
                                successor(
                                        old, order.template(), order.recipient(), order.terms())));
            }
        };
    }

    private Placed place(String organizationId, Parameters sent) {
        return switch (orders.check(organizationId, sent)) {
            case OrderCheck.Checked.Refused(Answer answer) -> new Placed.Refused(answer);
            case OrderCheck.Checked.Fine(BadgeOrder order) -> place(order);
        };
    }

    private Placed place(BadgeOrder order) {
        Optional<Badge> existing = duplicate(order, null);
        if (existing.isEmpty()
                || order.template().allowDuplicateBadges()
                || order.onDuplicate() == DuplicateBehavior.ALLOW) {
            Badge badge = badge(order.template(), order.recipient(), order.terms(), null);
            store.put(badge);
            store.happened("badge.created", badge);
            return new Placed.In(badge);
        }
        return switch (order.onDuplicate()) {
            case REPLACE -> new Placed.In(renewed(existing.get(), order));
            case DENY, ALLOW -> new Placed.Refused(alreadyHas());
        };
    }

    /// The newest badge of this template that the same person has: by address, by any other address
    /// of the same account, or by the issuer's id.
    private Optional<Badge> duplicate(BadgeOrder order, @Nullable String except) {
        var same = new ArrayList<Badge>();
        store.addressesOf(order.recipient().email())
                .forEach(email -> same.addAll(store.badgesTo(email)));
        if (order.recipient().issuerEarnerId() != null) {
            same.addAll(store.badgesOf(order.recipient().issuerEarnerId()));
        }
        return same.stream()
                .filter(b -> b.badgeTemplateId().equals(order.template().id()))
                .filter(b -> !b.id().equals(except) && blocks(b))
                .max(Comparator.comparingLong(Badge::number));
    }

    private boolean blocks(Badge badge) {
        return badge.replacementBadgeId() == null
                && switch (badge.state()) {
                    case PENDING, ACCEPTED -> true;
                    case REJECTED -> switches.on(Switch.REJECTED_BLOCKS);
                    case REVOKED -> switches.on(Switch.REVOKED_BLOCKS);
                };
    }

    /// `duplicate_behavior: replace`: the address changes only when template and issuer's id match
    /// on a pending badge, the issuer's id only when the address matches, the issue date never. An
    /// identical badge is left alone.
    private Badge renewed(Badge old, BadgeOrder order) {
        Recipient before = old.recipient();
        Recipient asked = order.recipient();
        boolean sameId =
                asked.issuerEarnerId() != null
                        && asked.issuerEarnerId().equals(before.issuerEarnerId());
        boolean sameAddress =
                CredlyStore.normal(asked.email()).equals(CredlyStore.normal(before.email()));
        var recipient =
                new Recipient(
                        sameId && old.state() == BadgeState.PENDING
                                ? asked.email()
                                : before.email(),
                        asked.firstName(),
                        asked.middleName(),
                        asked.lastName(),
                        sameAddress ? asked.issuerEarnerId() : before.issuerEarnerId());
        Terms terms = order.terms().issuedAt(old.terms().issuedAt());
        if (recipient.equals(before) && sameTerms(terms, old.terms())) {
            return old;
        }
        return successor(old, order.template(), recipient, terms);
    }

    private static boolean sameTerms(Terms one, Terms other) {
        return withoutIds(one).equals(withoutIds(other));
    }

    private static Terms withoutIds(Terms terms) {
        List<JsonNode> evidence =
                terms.evidence().stream()
                        .<JsonNode>map(item -> ((ObjectNode) item).deepCopy().without("id"))
                        .toList();
        return new Terms(
                terms.issuedAt(),
                terms.expiresAt(),
                terms.locale(),
                terms.suppressBadgeNotificationEmail(),
                terms.countryName(),
                terms.stateOrProvince(),
                terms.earnerGroup(),
                evidence);
    }

    private Badge successor(Badge old, Template template, Recipient recipient, Terms terms) {
        Badge badge = badge(template, recipient, terms, old);
        store.put(badge);
        store.put(old.replacedBy(badge.id(), badge.createdAt()));
        store.happened("badge.created", badge);
        return badge;
    }

    private Badge badge(
            Template template, Recipient recipient, Terms terms, @Nullable Badge replaced) {
        Instant now = store.now();
        return new Badge(
                store.newId(),
                store.nextNumber(),
                template.organizationId(),
                template.id(),
                recipient,
                terms,
                replaced == null ? BadgeState.PENDING : replaced.state(),
                replaced == null ? null : replaced.stateUpdatedAt(),
                replaced == null || replaced.isPublic(),
                null,
                replaced == null ? null : replaced.id(),
                null,
                now,
                now);
    }

    private static void fullName(ObjectNode fields, String full) {
        int blank = full.strip().indexOf(' ');
        if (blank > 0) {
            fields.put("issued_to_first_name", full.strip().substring(0, blank));
            fields.put("issued_to_last_name", full.strip().substring(blank + 1));
        }
    }

    private static Answer alreadyHas() {
        return Envelope.error(422, "User already has this badge");
    }
}
