package org.badgebridge.adapter.accredible;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.adapter.provider.Documents;
import org.badgebridge.domain.badge.Award;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;

/// What is asked of Accredible: addresses and bodies. Dates are days, of UTC.
final class AccredibleRequests {

    /// As many as a page has unless it is asked for others.
    static final int PAGE_SIZE = 50;

    private final String api;

    AccredibleRequests(URI baseUrl) {
        this.api = baseUrl.toString().replaceAll("/+$", "").replaceAll("/v1$", "");
    }

    URI credentials() {
        return URI.create(api + "/v1/credentials");
    }

    URI credential(String id) {
        return URI.create(api + "/v1/credentials/" + encoded(id));
    }

    URI search() {
        return URI.create(api + "/v2/credentials/search");
    }

    URI groups() {
        return URI.create(api + "/v1/issuer/groups/search");
    }

    URI attributeKeys() {
        return URI.create(api + "/v1/attribute_keys/search");
    }

    URI group(String id) {
        return URI.create(api + "/v1/issuer/groups/" + encoded(id));
    }

    URI design(String id) {
        return URI.create(api + "/v1/designs/" + encoded(id));
    }

    URI issuer() {
        return URI.create(api + "/v1/issuer/details");
    }

    String issueBody(Award award) {
        return wrapped(terms(award));
    }

    /// The same credential with the award's terms: a date of expiry that is not sent would stay.
    String replaceBody(Award award) {
        ObjectNode terms = terms(award);
        if (award.expiresAt() == null) {
            terms.putNull("expired_on");
        }
        return wrapped(terms);
    }

    String publishBody() {
        return wrapped(object().put("approve", true));
    }

    String expireBody(Instant now) {
        return wrapped(object().put("expired_on", day(now)));
    }

    /// What has one of these values in each of these fields.
    String searchBody(Map<String, ? extends Collection<String>> sought, int from) {
        ObjectNode body = object();
        ObjectNode query = body.putObject("query");
        sought.forEach((field, values) -> {
            if (values.size() == 1) {
                query.put(field, values.iterator().next());
            } else {
                values.forEach(query.putArray(field + "[in]")::add);
            }
        });
        body.putObject("sort").put("id", "asc");
        body.putObject("page").put("from", from).put("size", PAGE_SIZE);
        return Documents.write(body);
    }

    /// All that changed on the day of `since` or later, or all; from where a cursor of Accredible's
    /// own points to, or from a place.
    String changedBody(@Nullable Instant since, @Nullable String cursor, int from) {
        ObjectNode body = object();
        ObjectNode query = body.putObject("query");
        if (since != null) {
            query.put("updated_at[gte]", day(since));
        }
        body.putObject("sort").put("id", "asc");
        ObjectNode page = body.putObject("page").put("size", PAGE_SIZE);
        if (cursor == null) {
            page.put("from", from);
        } else {
            page.put("cursor", cursor);
        }
        return Documents.write(body);
    }

    String pageBody(int page) {
        return Documents.write(object().put("page", page).put("page_size", PAGE_SIZE));
    }

    private static ObjectNode terms(Award award) {
        ObjectNode terms = object();
        terms.putObject("recipient")
                .put("name", name(award))
                .put("email", award.email())
                .put("id", award.earner().value());
        terms.put("group_id", Long.parseLong(award.templateId()))
                .put("issued_on", day(award.issuedAt()))
                .put("approve", true);
        Instant end = award.expiresAt();
        if (end != null) {
            terms.put("expired_on", day(end));
        }
        if (!award.attributes().isEmpty()) {
            ObjectNode attributes = terms.putObject("custom_attributes");
            award.attributes().forEach(attributes::put);
        }
        Award.Origin origin = award.origin();
        if (origin != null) {
            terms.putObject("meta_data")
                    .put("badgebridge_badge", origin.badge().toString())
                    .put("badgebridge_certificate", origin.certificate().toString());
        }
        String evidence = award.evidenceUrl();
        if (evidence != null && Documents.isWebUrl(evidence)) {
            terms.putArray("evidence_items")
                    .addObject()
                    .put("description", "Certificate")
                    .put("category", "url")
                    .put("url", evidence);
        }
        return terms;
    }

    private static String name(Award award) {
        return (award.firstName().strip() + " " + award.lastName().strip()).strip();
    }

    private static String wrapped(ObjectNode credential) {
        ObjectNode body = object();
        body.set("credential", credential);
        return Documents.write(body);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
