package org.badgebridge.simulator.credly;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Organizations (sheet section 6.1). Runs while the store is read or changed.
final class OrganizationCalls {
    /// The editable texts besides name and webhook address.
    static final List<String> TEXTS =
            List.of(
                    "website_url",
                    "contact_email",
                    "legal_contact_email",
                    "technical_contact_email",
                    "zip_or_postal_code",
                    "organization_type",
                    "bio",
                    "twitter_url",
                    "facebook_url",
                    "linked_in_url",
                    "support_email",
                    "support_url",
                    "address",
                    "city",
                    "location",
                    "state_or_province",
                    "country");

    private final CredlyStore store;
    private final Switches switches;
    private final Documents documents;
    private final URI base;

    OrganizationCalls(CredlyStore store, Switches switches, Documents documents, URI base) {
        this.store = store;
        this.switches = switches;
        this.documents = documents;
        this.base = base;
    }

    Answer list(String ownId, HttpCall call) {
        List<Organization> own =
                store.organizations().stream().filter(o -> o.id().equals(ownId)).toList();
        return ListQuery.of(call)
                .page(own, switches.number(Switch.PAGE_SIZE), base, documents::organization);
    }

    Answer one(Organization organization) {
        return Envelope.data(200, documents.organization(organization));
    }

    /// Changes what was sent and nothing else; an empty or null `webhook_url` takes it away.
    Answer update(Organization old, Parameters sent) {
        @Nullable String webhook = old.webhookUrl();
        if (sent.has("webhook_url")) {
            webhook = sent.text("webhook_url").orElse(null);
            if (webhook != null && !isWebAddress(webhook)) {
                return Envelope.invalid(
                        List.of(new Envelope.FieldError("webhook_url", "is invalid")),
                        switches.on(Switch.ERROR_MESSAGES_AS_TEXT));
            }
        }
        Map<String, String> profile = new LinkedHashMap<>(old.profile());
        for (String field : TEXTS) {
            sent.text(field).ifPresent(value -> profile.put(field, value));
        }
        var organization =
                new Organization(
                        old.id(),
                        old.number(),
                        sent.text("name").orElse(old.name()),
                        webhook,
                        profile,
                        old.createdAt(),
                        store.now());
        store.put(organization);
        return one(organization);
    }

    private static boolean isWebAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
