package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// Renders what the API shows (sheet sections 2.4, 3.3, 5.2, 6.1, 7). Runs while the store is read
/// or changed.
final class Documents {
    private final CredlyStore store;
    private final URI base;

    Documents(CredlyStore store, URI base) {
        this.store = store;
        this.base = base;
    }

    ObjectNode badge(Badge badge) {
        ObjectNode node = SimulatorJson.object();
        node.put("id", badge.id());
        node.set("user", user(badge));
        Organization organization = store.organization(badge.organizationId());
        if (organization != null) {
            node.set("created_by", owner(organization));
            node.set("issuer", issuer(organization));
        }
        node.put("printing_enabled", false).putNull("print_method");
        Template template = store.template(badge.badgeTemplateId());
        if (template != null) {
            ObjectNode shown = template(template);
            shown.remove("reporting_tags");
            node.set("badge_template", shown);
            node.set("image", shown.get("image"));
            node.set("image_url", shown.get("image_url"));
        } else {
            node.putObject("badge_template").put("id", badge.badgeTemplateId());
        }
        names(node, badge);
        node.put("issued_to_middle_name", badge.recipient().middleName());
        node.put("locale", badge.terms().locale());
        node.put("replacement_badge_id", badge.replacementBadgeId());
        node.put("replaces_badge_id", badge.replacesBadgeId());
        node.put("revocation_reason", badge.revocationReason());
        node.put(
                "suppress_badge_notification_email",
                badge.terms().suppressBadgeNotificationEmail());
        country(node, badge.terms().countryName());
        node.put("state_or_province", badge.terms().stateOrProvince());
        if (badge.terms().earnerGroup() != null) {
            node.putObject("issuer_earner_group").put("name", badge.terms().earnerGroup());
        }
        node.put("issued_at_date", date(badge.terms().issuedAt()));
        node.put("expires_at_date", date(badge.terms().expiresAt()));
        node.putArray("alignments");
        node.putArray("evidence").addAll(badge.terms().evidence());
        String page = base + "/badges/" + badge.id();
        if (badge.state() == BadgeState.PENDING || acceptedAndReplaced(badge)) {
            node.put("accept_badge_url", page + "/accept");
        }
        if (badge.state() == BadgeState.ACCEPTED) {
            node.put("badge_url", page);
        }
        return node;
    }

    /// A badge in the bulk search's `minimal` format.
    ObjectNode minimal(Badge badge) {
        ObjectNode node = SimulatorJson.object().put("id", badge.id());
        names(node, badge);
        if (badge.state() == BadgeState.ACCEPTED) {
            node.put("badge_url", base + "/badges/" + badge.id());
        }
        Template template = store.template(badge.badgeTemplateId());
        node.putObject("badge_template")
                .put("id", badge.badgeTemplateId())
                .put("name", template == null ? null : template.name());
        ObjectNode user = node.putObject("user");
        store.account(badge.recipient().email()).ifPresent(account -> user.put("id", account.id()));
        return node;
    }

    ObjectNode template(Template template) {
        ObjectNode node = SimulatorJson.object();
        node.put("id", template.id());
        node.put("name", template.name());
        node.put("description", template.description());
        node.put("state", template.state().name().toLowerCase(Locale.ROOT));
        node.put("state_updated_at", time(template.stateUpdatedAt()));
        node.put("public", template.isPublic());
        node.put("visibility", template.isPublic() ? "public" : "private");
        node.put("allow_duplicate_badges", template.allowDuplicateBadges());
        node.put("badges_count", store.badgesFrom(template.id()));
        node.put("recipient_type", "User");
        node.put("level", template.level());
        node.putNull("cost").putNull("time_to_earn").putNull("type_category");
        node.put("certification", false);
        node.put("lock_badge_state", false);
        node.put("enable_earn_this_badge", false).putNull("earn_this_badge_url");
        node.put("enable_detail_attribute_visibility", true);
        node.put("send_expiring_badge_notifications", false);
        node.put("show_badge_lmi", false).put("show_lmi_jobs", false);
        node.put("show_skill_tag_links", true).put("show_template_settings", true);
        node.put("record_to_blockchain", false).put("printing_disabled", false);
        node.put("get_issue_count", store.badgesFrom(template.id()));
        node.put("vanity_slug", CredlyStore.slug(template.name()));
        node.put("default_expires_at", time(template.defaultExpiresAt()));
        node.put("default_expires_at_date", date(template.defaultExpiresAt()));
        node.put("global_activity_url", template.globalActivityUrl());
        node.putNull("criteria_url").putNull("criteria_url_name");
        node.put("created_at", time(template.createdAt()));
        node.put("updated_at", time(template.updatedAt()));
        if (template.state() == TemplateState.DRAFT) {
            node.putNull("image").putNull("image_url");
        } else {
            String image = base + "/images/" + template.id() + "/badge.svg";
            node.putObject("image").put("id", template.id()).put("url", image);
            node.put("image_url", image);
        }
        Organization owner = store.organization(template.organizationId());
        if (owner != null) {
            ObjectNode shown = owner(owner);
            shown.put("enable_blockchain", false)
                    .put("vanity_slug", owner.vanitySlug())
                    .put("viewable", true);
            node.set("owner", shown);
            node.put(
                    "url",
                    shown.path("vanity_url").asText()
                            + "/badge/"
                            + node.get("vanity_slug").asText());
        }
        node.putArray("alignments");
        node.putArray("recommendations");
        node.putArray("required_badge_templates");
        node.putArray("badge_template_activities");
        var skills = node.putArray("skills");
        template.skills().forEach(skills::add);
        var tags = node.putArray("reporting_tags");
        template.reportingTags().forEach(tags::add);
        return node;
    }

    ObjectNode organization(Organization organization) {
        ObjectNode node = SimulatorJson.object();
        node.put("id", organization.id());
        node.put("name", organization.name());
        for (String field : OrganizationCalls.TEXTS) {
            node.put(field, organization.profile().get(field));
        }
        node.put("webhook_url", organization.webhookUrl());
        node.putArray("allowed_webhooks");
        node.put("vanity_slug", organization.vanitySlug());
        node.put("vanity_url", vanityUrl(organization));
        node.put("verified", true);
        node.put("verified_at", time(organization.createdAt()));
        node.put("enable_blockchain", false).put("workforce_enabled", false);
        node.put("has_employees", false).put("require_template_detail_attributes", false);
        node.putNull("photo").putNull("photo_url");
        node.putArray("featured_badge_templates");
        node.put("created_at", time(organization.createdAt()));
        node.put("updated_at", time(organization.updatedAt()));
        return node;
    }

    ObjectNode event(Event event) {
        ObjectNode node = webhook(event);
        if (event.badge() != null) {
            node.set("badge", badge(event.badge()));
        }
        if (event.badgeTemplate() != null) {
            node.set("badge_template", template(event.badgeTemplate()));
        }
        return node;
    }

    /// The flat body of a webhook: where to look, nothing else.
    ObjectNode webhook(Event event) {
        return SimulatorJson.object()
                .put("id", event.id())
                .put("organization_id", event.organizationId())
                .put("event_type", event.eventType())
                .put("occurred_at", time(event.occurredAt()));
    }

    private void names(ObjectNode node, Badge badge) {
        Recipient recipient = badge.recipient();
        node.put("issued_to", recipient.fullName());
        node.put("issued_to_first_name", recipient.firstName());
        node.put("issued_to_last_name", recipient.lastName());
        node.put("issuer_earner_id", recipient.issuerEarnerId());
        node.put("recipient_email", recipient.email());
        node.put("public", badge.isPublic());
        node.put("state", badge.state().name().toLowerCase(Locale.ROOT));
        node.put("state_updated_at", time(badge.stateUpdatedAt()));
        node.put("issued_at", time(badge.terms().issuedAt()));
        node.put("expires_at", time(badge.terms().expiresAt()));
        node.put("created_at", time(badge.createdAt()));
        node.put("updated_at", time(badge.updatedAt()));
    }

    private ObjectNode user(Badge badge) {
        ObjectNode user = SimulatorJson.object();
        store.account(badge.recipient().email())
                .ifPresent(account ->
                        user.put("id", account.id())
                                .put("email", account.id() + "@example.com")
                                .put("first_name", account.firstName())
                                .putNull("middle_name")
                                .put("last_name", account.lastName())
                                .put("current_position_name", "*****")
                                .put("current_organization_name", "*****")
                                .put("confirmed", true)
                                .putNull("photo")
                                .putNull("photo_url")
                                .put("url", base + "/users/" + account.id()));
        return user;
    }

    private ObjectNode owner(Organization organization) {
        return SimulatorJson.object()
                .put("type", "Organization")
                .put("id", organization.id())
                .put("name", organization.name())
                .put("url", base + "/v1/organizations/" + organization.id())
                .put("vanity_url", vanityUrl(organization))
                .put("share_to_ziprecruiter", false)
                .put("verified", true);
    }

    private JsonNode issuer(Organization organization) {
        ObjectNode issuer =
                SimulatorJson.object().put("summary", "issued by " + organization.name());
        ObjectNode entity = issuer.putArray("entities").addObject();
        entity.put("label", "Issued by").put("primary", true);
        entity.set("entity", owner(organization));
        return issuer;
    }

    private String vanityUrl(Organization organization) {
        return base + "/org/" + organization.vanitySlug();
    }

    private static boolean acceptedAndReplaced(Badge badge) {
        return badge.state() == BadgeState.ACCEPTED && badge.replacementBadgeId() != null;
    }

    private static void country(ObjectNode node, @Nullable String name) {
        node.putNull("country").putNull("country_code");
        if (name == null) {
            return;
        }
        String shown = name.equals("United States of America") ? "United States" : name;
        node.put("country", shown);
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            if (country.getDisplayCountry(Locale.ENGLISH).equals(shown)) {
                node.put("country_code", country.getISO3Country());
            }
        }
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : SimulatorJson.time(instant);
    }

    private static @Nullable String date(@Nullable Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
