package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.account.Attribute;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderState;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads Accredible's documents. What we rest decisions on must be there and make sense; all else
/// may be missing, or null where an object could be. Ids are texts here and numbers there.
final class AccredibleJson {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String PAGES = "https://www.credential.net/";

    private static final int MOST_NAME = 255;

    private AccredibleJson() {}

    static String id(JsonNode node, String field) throws UnreadableAnswer {
        return optionalId(node, field)
                .orElseThrow(() -> new UnreadableAnswer("\"%s\" is no id.".formatted(field)));
    }

    static Optional<String> optionalId(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return Optional.of(value)
                .filter(each -> each.isTextual() || each.isIntegralNumber())
                .map(JsonNode::asText)
                .filter(text -> ID.matcher(text).matches());
    }

    /// A credential as it is shown alone: as of our reading, for it does not say when it changed.
    static ProviderBadge credential(JsonNode answer, String ours, Instant readAt)
            throws UnreadableAnswer {
        JsonNode shown = answer.path("credential");
        return badge(
                shown,
                optionalId(shown.path("issuer"), "id").orElse(ours),
                id(shown, "group_id"),
                shown.path("recipient"),
                "",
                Documents.url(shown, "url"),
                new Times(readAt, readAt, null));
    }

    /// What an answer is about, unless it is not what was asked about.
    static ProviderBadge same(ProviderBadge badge, String id) throws UnreadableAnswer {
        expect(badge.id().equals(id), "another credential");
        return badge;
    }

    static void expect(boolean plausible, String instead) throws UnreadableAnswer {
        if (!plausible) {
            throw new UnreadableAnswer("it is about " + instead + ".");
        }
    }

    /// A credential as a search shows it.
    static ProviderBadge row(JsonNode row, String ours, Instant readAt) throws UnreadableAnswer {
        Instant createdAt = instant(row, "created_at");
        Instant changedAt = instant(row, "updated_at");
        String page = optionalId(row, "encoded_id").orElse(id(row, "id"));
        return badge(
                row,
                optionalId(row, "issuer_id").orElse(ours),
                id(row.path("group"), "id"),
                row,
                "recipient_",
                PAGES + page,
                new Times(readAt, changedAt == null ? readAt : changedAt, createdAt));
    }

    private record Times(Instant readAt, Instant asOf, @Nullable Instant createdAt) {}

    private static ProviderBadge badge(
            JsonNode shown,
            String issuer,
            String group,
            JsonNode recipient,
            String prefix,
            @Nullable String page,
            Times times)
            throws UnreadableAnswer {
        JsonNode approve = shown.path("approve");
        if (!approve.isBoolean()) {
            throw new UnreadableAnswer("it does not say whether it is published.");
        }
        Instant end = day(shown, "expired_on");
        boolean over = end != null && !times.readAt().isBefore(end);
        Boolean hidden = Documents.flag(shown, "private");
        return new ProviderBadge(
                id(shown, "id"),
                issuer,
                group,
                optionalId(recipient, prefix + "id").orElse(null),
                Documents.text(recipient, prefix + "email").orElse(null),
                over
                        ? ProviderState.EXPIRED
                        : approve.booleanValue()
                                ? ProviderState.PUBLISHED
                                : ProviderState.UNPUBLISHED,
                times.asOf(),
                times.createdAt(),
                day(shown, "issued_on"),
                end,
                null,
                page,
                null,
                null,
                hidden == null ? null : !hidden,
                null);
    }

    /// Whether a group allows a learner two of it, it does not tell; so it may.
    static ProviderTemplate group(
            JsonNode group,
            @Nullable String picture,
            @Nullable List<Attribute> attributes,
            Instant readAt)
            throws UnreadableAnswer {
        String id = id(group, "id");
        Instant changedAt = instant(group, "updated_at");
        return new ProviderTemplate(
                id,
                Documents.text(group, "name")
                        .or(() -> Documents.text(group, "course_name"))
                        .orElse(id),
                Documents.text(group, "course_description").orElse(null),
                picture,
                Template.State.ACTIVE,
                true,
                attributes,
                changedAt == null ? readAt : changedAt);
    }

    /// What an attribute key stands for; empty when it has no name. A kind that is not known takes
    /// any text.
    static Optional<Attribute> attribute(JsonNode key) {
        Attribute.Kind kind =
                switch (Documents.text(key, "kind").orElse("").toLowerCase(Locale.ROOT)) {
                    case "date" -> Attribute.Kind.DATE;
                    case "email" -> Attribute.Kind.EMAIL;
                    case "image" -> Attribute.Kind.IMAGE;
                    default -> Attribute.Kind.TEXT;
                };
        return Documents.text(key, "name")
                .filter(name -> !name.isBlank() && name.length() <= MOST_NAME)
                .map(name -> new Attribute(name, kind));
    }

    /// The design that a group is shown with.
    static Optional<String> design(JsonNode group) {
        return optionalId(group, "primary_design_id")
                .or(() -> optionalId(group, "badge_design_id"))
                .or(() -> optionalId(group, "certificate_design_id"));
    }

    static @Nullable Instant instant(JsonNode node, String field) {
        try {
            return Documents.text(node, field).map(Instant::parse).orElse(null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant day(JsonNode node, String field) throws UnreadableAnswer {
        String text = Documents.text(node, field).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.split("[ T]", 2)[0])
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableAnswer("\"%s\" is no date.".formatted(field));
        }
    }
}
