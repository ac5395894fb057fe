package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.adapter.provider.UnreadableAnswer;
import org.badgebridge.domain.badge.FailureCause;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a person has to mend after Credly refused: by the attributes that its errors name (Credly
/// docs, errors), else by the words of its message, which are not documented as stable.
final class CredlyRefusals {

    private static final Map<String, FailureCause> NAMED = new LinkedHashMap<>();

    static {
        NAMED.put("recipient_email", FailureCause.EMAIL_REFUSED);
        NAMED.put("issued_to", FailureCause.NAME_REFUSED);
        NAMED.put("issued_at", FailureCause.DATES_REFUSED);
        NAMED.put("expires_at", FailureCause.DATES_REFUSED);
        NAMED.put("badge_template", FailureCause.TEMPLATE_REFUSED);
        NAMED.put("badge template", FailureCause.TEMPLATE_REFUSED);
    }

    private CredlyRefusals() {}

    static FailureCause of(int status, String body, String words) {
        if (status == 404 || status == 410) {
            return FailureCause.NOT_FOUND_THERE;
        }
        String attributes = attributes(body);
        FailureCause named = named(attributes);
        return named == FailureCause.REFUSED ? named(words) : named;
    }

    private static FailureCause named(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return NAMED.entrySet().stream()
                .filter(each -> small.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FailureCause.REFUSED);
    }

    private static String attributes(String body) {
        StringBuilder names = new StringBuilder();
        try {
            for (JsonNode error : Documents.parse(body).path("data").path("errors")) {
                names.append(error.path("attribute").asText()).append(' ');
            }
        } catch (UnreadableAnswer noJson) {
            // Then its words are all there is.
        }
        return names.toString();
    }
}
