package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.badge.ProviderState;
import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads Credly's documents. What we rest decisions on must be there and make sense; all else may
/// be missing, and fields that we do not know are passed over, as Credly asks of its clients.
final class CredlyJson {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private CredlyJson() {}

    static String id(JsonNode node, String field) throws UnreadableAnswer {
        return Documents.text(node, field)
                .filter(id -> ID.matcher(id).matches())
                .orElseThrow(() -> new UnreadableAnswer("\"%s\" is no id.".formatted(field)));
    }

    static Instant time(JsonNode node, String field) throws UnreadableAnswer {
        Instant time = instant(node, field);
        if (time == null) {
            throw new UnreadableAnswer("\"%s\" is no time.".formatted(field));
        }
        return time;
    }

    /// A badge; the organization is `ours` when it names us as issuer, maker or owner of the
    /// template, or names nobody (it was asked of our organization then).
    static ProviderBadge badge(JsonNode badge, String ours, Instant readAt)
            throws UnreadableAnswer {
        Instant changedAt = instant(badge, "state_updated_at");
        Instant known = changedAt == null ? instant(badge, "created_at") : changedAt;
        return badge(badge, ours, state(badge), known == null ? readAt : known);
    }

    static ProviderBadge ownBadge(JsonNode badge, String ours, Instant readAt)
            throws UnreadableAnswer {
        return own(badge(badge, ours, readAt), ours);
    }

    /// What is left of a badge of ours that was deleted: the state that it shows is no more.
    static ProviderBadge deletedBadge(JsonNode badge, String ours, Instant deletedAt)
            throws UnreadableAnswer {
        return own(badge(badge, ours, ProviderState.DELETED, deletedAt), ours);
    }

    private static ProviderBadge own(ProviderBadge badge, String ours) throws UnreadableAnswer {
        if (!badge.organizationId().equals(ours)) {
            throw new UnreadableAnswer("it is about another organization's badge.");
        }
        return badge;
    }

    private static ProviderBadge badge(
            JsonNode badge, String ours, ProviderState state, Instant asOf)
            throws UnreadableAnswer {
        return new ProviderBadge(
                id(badge, "id"),
                organization(badge, ours),
                id(badge.path("badge_template"), "id"),
                Documents.text(badge, "issuer_earner_id").orElse(null),
                Documents.text(badge, "recipient_email").orElse(null),
                state,
                asOf,
                instant(badge, "created_at"),
                instant(badge, "issued_at"),
                instant(badge, "expires_at"),
                Documents.url(badge, "accept_badge_url"),
                Documents.url(badge, "badge_url"),
                optionalId(badge, "replaces_badge_id"),
                optionalId(badge, "replacement_badge_id"),
                Documents.flag(badge, "public"),
                null);
    }

    private static String organization(JsonNode badge, String ours) {
        List<String> named = new ArrayList<>();
        for (JsonNode issuer : badge.path("issuer").path("entities")) {
            Documents.text(issuer.path("entity"), "id").ifPresent(named::add);
        }
        JsonNode maker = badge.path("created_by");
        if (Documents.text(maker, "type").orElse("").equals("Organization")) {
            Documents.text(maker, "id").ifPresent(named::add);
        }
        Documents.text(badge.path("badge_template").path("owner"), "id").ifPresent(named::add);
        return named.isEmpty() || named.contains(ours) ? ours : named.getFirst();
    }

    private static ProviderState state(JsonNode badge) throws UnreadableAnswer {
        String word = Documents.text(badge, "state").orElse("");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "pending" -> ProviderState.PENDING;
            case "accepted" -> ProviderState.ACCEPTED;
            case "rejected" -> ProviderState.REJECTED;
            case "revoked" -> ProviderState.REVOKED;
            default -> throw unknownState(word);
        };
    }

    static ProviderTemplate template(JsonNode template, Instant readAt) throws UnreadableAnswer {
        Instant changedAt = instant(template, "updated_at");
        String id = id(template, "id");
        String word = Documents.text(template, "state").orElse("");
        Template.State state =
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "draft" -> Template.State.DRAFT;
                    case "active" -> Template.State.ACTIVE;
                    case "archived" -> Template.State.ARCHIVED;
                    default -> throw unknownState(word);
                };
        return new ProviderTemplate(
                id,
                Documents.text(template, "name").orElse(id),
                Documents.text(template, "description").orElse(null),
                Documents.url(template, "image_url"),
                state,
                template.path("allow_duplicate_badges").asBoolean(false),
                List.of(),
                changedAt == null ? readAt : changedAt);
    }

    private static UnreadableAnswer unknownState(String word) {
        String shown = ID.matcher(word).matches() ? word : "?";
        return new UnreadableAnswer("the state \"%s\" is not known.".formatted(shown));
    }

    /// One page of a list. That it may be the last, and whether it is complete, decides what an
    /// absence means; so a page that does not say is not read.
    record Page(List<JsonNode> items, int totalPages, int totalCount) {}

    static Page page(JsonNode answer) throws UnreadableAnswer {
        JsonNode items = answer.path("data");
        JsonNode pages = answer.path("metadata").path("total_pages");
        JsonNode count = answer.path("metadata").path("total_count");
        if (!items.isArray()) {
            throw new UnreadableAnswer("it has no list.");
        }
        if (!pages.canConvertToInt() || !count.canConvertToInt()) {
            throw new UnreadableAnswer("it does not say how long the list is.");
        }
        List<JsonNode> all = new ArrayList<>();
        items.forEach(all::add);
        return new Page(all, pages.intValue(), count.intValue());
    }

    private static @Nullable String optionalId(JsonNode node, String field)
            throws UnreadableAnswer {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : id(node, field);
    }

    private static @Nullable Instant instant(JsonNode node, String field) {
        String text = Documents.text(node, field).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
