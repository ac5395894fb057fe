package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.badge.ProviderEvent;
import org.badgebridge.domain.badge.ProviderEvent.BadgeChanged;
import org.badgebridge.domain.badge.ProviderEvent.BadgeDeleted;
import org.badgebridge.domain.badge.ProviderEvent.Other;
import org.badgebridge.domain.badge.ProviderEvent.TemplateChanged;
import org.badgebridge.domain.badge.ProviderEvent.TemplateDeleted;
import org.badgebridge.domain.badge.ProviderEvent.Unreadable;
import org.badgebridge.port.Page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads Credly's events: `id`, `event_type`, `organization_id`, `occurred_at`, and a badge or a
/// template in full.
///
/// Whose event it is, its own `organization_id` says. Its template may be another organization's:
/// those that granted us issuing rights have theirs in our list of templates too.
///
/// Whether it shows things as they were or as they are is not documented; so what carries no time
/// of its own counts as of the event, the earliest that it can be.
final class CredlyEvents {

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TYPE = Pattern.compile("[a-z_.]{1,64}");

    private CredlyEvents() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static Page<ProviderEvent> page(JsonNode answer, String ours, int number)
            throws UnreadableAnswer {
        CredlyJson.Page page = CredlyJson.page(answer);
        List<ProviderEvent> events = new ArrayList<>();
        for (JsonNode item : page.items()) {
            try {
                events.add(event(item, ours));
            } catch (UnreadableAnswer notOurs) {
                // Or there is nothing to call it by. Its neighbours matter all the same.
            }
        }
        return new Page<>(
                events,
                number < page.totalPages() ? new Page.Cursor(String.valueOf(number + 1)) : null);
    }

    static ProviderEvent event(JsonNode event, String ours) throws UnreadableAnswer {
        String id = CredlyJson.id(event, "id").toLowerCase(Locale.ROOT);
        if (!CredlyJson.id(event, "organization_id").equals(ours)) {
            throw new UnreadableAnswer("it is about another organization's event.");
        }
        Instant at = CredlyJson.time(event, "occurred_at");
        String type =
                Documents.text(event, "event_type")
                        .filter(text -> TYPE.matcher(text).matches())
                        .orElseThrow(() -> new UnreadableAnswer("\"event_type\" is no type."));
        try {
            return content(id, at, type, event, ours);
        } catch (UnreadableAnswer e) {
            return new Unreadable(id, at, type + " could not be read: " + e.getMessage());
        }
    }

    private static ProviderEvent content(
            String id, Instant at, String type, JsonNode event, String ours)
            throws UnreadableAnswer {
        JsonNode template = event.path("badge_template");
        JsonNode badge = event.path("badge");
        return switch (type) {
            case "badge_template.created", "badge_template.changed" ->
                    new TemplateChanged(id, at, CredlyJson.template(template, at));
            case "badge_template.deleted" ->
                    new TemplateDeleted(id, at, CredlyJson.id(template, "id"));
            case "badge.created", "badge.state.changed", "badge.privacy.changed" ->
                    new BadgeChanged(id, at, CredlyJson.ownBadge(badge, ours, at));
            case "badge.deleted" ->
                    new BadgeDeleted(id, at, CredlyJson.deletedBadge(badge, ours, at));
            default -> new Other(id, at, type);
        };
    }
}
