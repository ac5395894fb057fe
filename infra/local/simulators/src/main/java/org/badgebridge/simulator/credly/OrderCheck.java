package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.credly.BadgeOrder.DuplicateBehavior;
import org.badgebridge.simulator.credly.Envelope.FieldError;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks what a caller sent for a badge, in Credly's order: required fields, e-mail, template,
/// locale, dates, and the rest. Runs inside a change of the store.
final class OrderCheck {
    /// Either an order or the answer that refuses it.
    sealed interface Checked {
        record Fine(BadgeOrder order) implements Checked {}

        record Refused(Answer answer) implements Checked {}
    }

    private static final Set<String> LOCALES =
            Set.of("en", "fr", "de", "ko", "ja", "zh-CN", "pt", "es-ES", "es-US", "fr-CA", "pt-BR");
    private static final List<String> REQUIRED =
            List.of("recipient_email", "issued_at", "issued_to_first_name", "issued_to_last_name");
    private static final List<String> TEXTS =
            List.of(
                    "recipient_email",
                    "issued_to_first_name",
                    "issued_to_middle_name",
                    "issued_to_last_name",
                    "issuer_earner_id",
                    "country_name",
                    "state_or_province");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_TEXT_EVIDENCE = 350;

    private final CredlyStore store;
    private final Switches switches;

    OrderCheck(CredlyStore store, Switches switches) {
        this.store = store;
        this.switches = switches;
    }

    Checked check(String organizationId, Parameters sent) {
        var errors = new ArrayList<FieldError>();
        for (String name : REQUIRED) {
            if (sent.text(name).isEmpty()) {
                errors.add(new FieldError(name, "can't be blank"));
            }
        }
        if (!errors.isEmpty()) {
            return refused(errors);
        }
        String email = sent.text("recipient_email").orElse("").strip();
        if (!EMAIL.matcher(email).matches()) {
            return refused(List.of(new FieldError("recipient_email", "is invalid")));
        }
        String templateId = sent.text("badge_template_id").orElse("");
        Template template = store.template(templateId);
        if (template == null
                || !template.organizationId().equals(organizationId)
                || template.state() != TemplateState.ACTIVE) {
            return new Checked.Refused(Envelope.noSuchTemplate(templateId));
        }
        String locale = sent.text("locale").orElse("en");
        if (!LOCALES.contains(locale)) {
            return refused(List.of(new FieldError("locale", "is not included in the list")));
        }
        Optional<Instant> issuedAt = sent.text("issued_at").flatMap(DateForms::parse);
        Optional<Expiry> expiry = expiry(sent, template);
        if (issuedAt.isEmpty()) {
            errors.add(new FieldError("issued_at", "is not a valid date"));
        }
        if (expiry.isEmpty()) {
            errors.add(new FieldError("expires_at", "is not a valid date"));
        }
        if (issuedAt.isEmpty() || expiry.isEmpty()) {
            return refused(errors);
        }
        @Nullable Instant expiresAt = expiry.get().at();
        if (expiresAt != null && !expiresAt.isAfter(issuedAt.get())) {
            errors.add(new FieldError("expires_at", "must be after the issue date"));
        }
        for (String name : TEXTS) {
            if (sent.text(name).orElse("").length() > LONGEST_TEXT) {
                errors.add(new FieldError(name, "is too long (maximum is " + LONGEST_TEXT + ")"));
            }
        }
        Optional<DuplicateBehavior> onDuplicate = onDuplicate(sent);
        if (onDuplicate.isEmpty()) {
            errors.add(new FieldError("duplicate_behavior", "is not included in the list"));
        }
        var evidence = new ArrayList<JsonNode>();
        if (sent.get("evidence").isArray()) {
            for (JsonNode item : sent.get("evidence")) {
                evidence(item)
                        .ifPresentOrElse(
                                evidence::add,
                                () -> errors.add(new FieldError("evidence", "is invalid")));
            }
        } else if (!sent.get("evidence").isMissingNode() && !sent.get("evidence").isNull()) {
            errors.add(new FieldError("evidence", "is invalid"));
        }
        if (!errors.isEmpty() || onDuplicate.isEmpty()) {
            return refused(errors);
        }
        return new Checked.Fine(
                new BadgeOrder(
                        organizationId,
                        new Recipient(
                                email,
                                sent.text("issued_to_first_name").orElse(""),
                                sent.text("issued_to_middle_name").orElse(null),
                                sent.text("issued_to_last_name").orElse(""),
                                sent.text("issuer_earner_id").orElse(null)),
                        template,
                        new Terms(
                                issuedAt.get(),
                                expiresAt,
                                locale,
                                sent.flag("suppress_badge_notification_email", false),
                                sent.text("country_name").orElse(null),
                                sent.text("state_or_province").orElse(null),
                                new Parameters(groupOf(sent)).text("name").orElse(null),
                                evidence),
                        onDuplicate.get()));
    }

    private record Expiry(@Nullable Instant at) {}

    /// Absent or null is the template's default, false is never; empty is not a date.
    private static Optional<Expiry> expiry(Parameters sent, Template template) {
        Optional<String> text = sent.text("expires_at");
        if (text.isEmpty()) {
            return Optional.of(new Expiry(template.defaultExpiresAt()));
        }
        if (text.get().equals("false")) {
            return Optional.of(new Expiry(null));
        }
        return DateForms.parse(text.get()).map(Expiry::new);
    }

    private static Optional<DuplicateBehavior> onDuplicate(Parameters sent) {
        return switch (sent.text("duplicate_behavior").orElse("deny").toLowerCase(Locale.ROOT)) {
            case "deny" -> Optional.of(DuplicateBehavior.DENY);
            case "allow" -> Optional.of(DuplicateBehavior.ALLOW);
            case "replace" -> Optional.of(DuplicateBehavior.REPLACE);
            default -> Optional.empty();
        };
    }

    private static ObjectNode groupOf(Parameters sent) {
        return sent.get("issuer_earner_group") instanceof ObjectNode group
                ? group
                : SimulatorJson.object();
    }

    /// The item as the badge will show it.
    private Optional<JsonNode> evidence(JsonNode item) {
        if (!(item instanceof ObjectNode sent)) {
            return Optional.empty();
        }
        String type = sent.path("type").asText();
        ObjectNode shown = SimulatorJson.object().put("id", store.newId()).put("type", type);
        switch (type) {
            case "UrlEvidence" -> {
                String value = sent.path("value").asText();
                if (!value.startsWith("https://") && !value.startsWith("http://")) {
                    return Optional.empty();
                }
                shown.put("name", sent.path("name").asText())
                        .put("description", sent.path("description").asText(null))
                        .put("value", value);
            }
            case "IdEvidence" -> {
                if (!sent.hasNonNull("id") || !sent.hasNonNull("title")) {
                    return Optional.empty();
                }
                shown.put("id", sent.path("id").asText()).put("name", sent.path("title").asText());
            }
            case "TextEvidence" -> {
                if (sent.path("description").asText().length() > LONGEST_TEXT_EVIDENCE) {
                    return Optional.empty();
                }
                shown.setAll(sent);
            }
            case "" -> {
                return Optional.empty();
            }
            // Shapes that nobody has seen documented are kept as they came.
            default -> shown.setAll(sent);
        }
        return Optional.of(shown);
    }

    private Checked refused(List<FieldError> errors) {
        return new Checked.Refused(
                Envelope.invalid(errors, switches.on(Switch.ERROR_MESSAGES_AS_TEXT)));
    }
}
