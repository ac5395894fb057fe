package org.badgebridge.adapter.credly;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.domain.badge.Award;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The addresses and bodies of Credly's API for one organization.
final class CredlyRequests {

    /// The form of Credly's own samples; others are parsed too, but this one is documented.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String organization;

    CredlyRequests(String api, String organizationId) {
        this.organization = api + "/organizations/" + encoded(organizationId);
    }

    URI organization() {
        return URI.create(organization);
    }

    URI badges() {
        return URI.create(organization + "/badges");
    }

    URI replace(String badgeId) {
        return URI.create(organization + "/badges/" + encoded(badgeId) + "/replace");
    }

    URI revoke(String badgeId) {
        return URI.create(organization + "/badges/" + encoded(badgeId) + "/revoke");
    }

    /// The filter is encoded as a whole: a bare `+` in an e-mail would arrive as a blank.
    URI badges(String filter, int page) {
        return URI.create(organization + "/badges?filter=" + encoded(filter) + "&page=" + page);
    }

    URI templates(int page) {
        return URI.create(organization + "/badge_templates?page=" + page);
    }

    URI event(String eventId) {
        return URI.create(organization + "/events/" + encoded(eventId));
    }

    URI events(int page) {
        return URI.create(organization + "/events?page=" + page);
    }

    /// All badges of all states in full, from where `rest`, parameters as they stand in a query,
    /// points to. Throws [IllegalArgumentException] when these are none.
    URI allBadges(String rest) {
        return URI.create(
                organization
                        + "/high_volume_issued_badge_search?badge_format=default&filter="
                        + encoded("state::pending,accepted,rejected,revoked")
                        + (rest.isEmpty() ? "" : "&" + rest));
    }

    String callBackBody(URI url) {
        return Documents.write(
                JsonNodeFactory.instance.objectNode().put("webhook_url", url.toString()));
    }

    String issueBody(Award award) {
        return Documents.write(terms(award).put("recipient_email", award.recipient().email()));
    }

    /// Without the e-mail: it is not among the fields of a replacement, and Credly changes it only
    /// while the badge is pending.
    String replaceBody(Award award) {
        return Documents.write(terms(award));
    }

    String revokeBody(String reason) {
        return Documents.write(JsonNodeFactory.instance.objectNode().put("reason", reason));
    }

    private static ObjectNode terms(Award award) {
        Award.Recipient recipient = award.recipient();
        Names names = Names.of(recipient.firstName(), recipient.lastName());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("badge_template_id", award.templateId())
                .put("issued_to_first_name", names.first())
                .put("issued_to_last_name", names.last())
                .put("issuer_earner_id", recipient.id().value())
                .put("issued_at", time(award.issuedAt()));
        CredlyLocales.of(recipient.locale()).ifPresent(locale -> body.put("locale", locale));
        if (award.quiet()) {
            body.put("suppress_badge_notification_email", true);
        }
        if (award.expiresAt() != null) {
            body.put("expires_at", time(award.expiresAt()));
        }
        String evidence = award.evidenceUrl();
        if (evidence != null && Documents.isWebUrl(evidence)) {
            body.putArray("evidence")
                    .addObject()
                    .put("type", "UrlEvidence")
                    .put("name", "Certificate")
                    .put("value", evidence);
        }
        return body;
    }

    /// Credly wants two names. Of one field with several words the last is the last name; a single
    /// word stands in both, which is what other clients send for people with one name.
    private record Names(String first, String last) {
        static Names of(String first, String last) {
            String one = first.strip();
            String two = last.strip();
            if (!one.isEmpty() && !two.isEmpty()) {
                return new Names(one, two);
            }
            String whole = one + two;
            int blank = whole.lastIndexOf(' ');
            return blank < 0
                    ? new Names(whole, whole)
                    : new Names(whole.substring(0, blank).strip(), whole.substring(blank + 1));
        }
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
