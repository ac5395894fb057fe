package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reads pages of the bulk search, whose only way to the next is `next_page_url`.
///
/// Of that URL we take the parameters that are not ours to say, and ask our own address with them:
/// its host is not documented, and the token must not go to another.
final class CredlyBulk {

    private static final int MOST_CURSOR = 2000;

    private CredlyBulk() {}

    static BadgesPage page(
            JsonNode answer,
            String ours,
            Page.Cursor asked,
            CredlyRequests requests,
            Instant readAt)
            throws UnreadableAnswer {
        JsonNode items = answer.path("data");
        if (!items.isArray()) {
            throw new UnreadableAnswer("it has no list.");
        }
        List<ProviderBadge> badges = new ArrayList<>();
        int unreadable = 0;
        for (JsonNode item : items) {
            try {
                badges.add(CredlyJson.ownBadge(item, ours, readAt));
            } catch (UnreadableAnswer e) {
                unreadable++;
            }
        }
        return new BadgesPage(badges, unreadable, next(answer, asked, requests));
    }

    private static Page.@Nullable Cursor next(
            JsonNode answer, Page.Cursor asked, CredlyRequests requests) throws UnreadableAnswer {
        JsonNode url = answer.path("metadata").path("next_page_url");
        if (url.isNull()) {
            return null;
        }
        if (!url.isTextual()) {
            throw new UnreadableAnswer("it does not say whether the list goes on.");
        }
        String rest = parametersNotOurs(url.textValue());
        if (rest.isEmpty() || rest.length() > MOST_CURSOR || rest.equals(asked.value())) {
            throw new UnreadableAnswer("it does not say where the list goes on.");
        }
        try {
            requests.allBadges(rest);
        } catch (IllegalArgumentException e) {
            throw new UnreadableAnswer("where the list goes on is no address.");
        }
        return new Page.Cursor(rest);
    }

    /// Not by [java.net.URI], which refuses the bare `|` of a filter.
    private static String parametersNotOurs(String url) {
        String whole = url.split("#", 2)[0];
        int mark = whole.indexOf('?');
        return Arrays.stream(whole.substring(mark < 0 ? whole.length() : mark + 1).split("&", -1))
                .filter(parameter -> !parameter.isEmpty())
                .filter(parameter -> !isOurs(parameter))
                .collect(Collectors.joining("&"));
    }

    private static boolean isOurs(String parameter) {
        String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
        return name.equals("badge_format")
                || name.equals("filter")
                || name.startsWith("filter[")
                || name.startsWith("filter%5b");
    }
}
