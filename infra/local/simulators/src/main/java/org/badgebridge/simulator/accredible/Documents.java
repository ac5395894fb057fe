package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What Accredible shows of its things. A credential's id is a text where one is shown, and a
/// number in a search or after a bulk creation.
final class Documents {
    private final AccredibleStore store;
    private final URI base;

    Documents(AccredibleStore store, URI base) {
        this.store = store;
        this.base = base;
    }

    ObjectNode credential(Credential c) {
        Group group = store.group(Long.toString(c.groupId()));
        ObjectNode shown = SimulatorJson.object();
        shown.put("id", Long.toString(c.id()))
                .put("encoded_id", c.encodedId())
                .put("uuid", c.uuid())
                .put("url", base + "/" + c.encodedId())
                .put("name", name(c, group))
                .put("description", c.description())
                .put("approve", c.approve())
                .put("complete", c.complete())
                .putNull("grade")
                .put("issued_on", c.issuedOn())
                .put("expired_on", c.expiredOn())
                .put("private", c.isPrivate())
                .put("group_id", c.groupId())
                .put("group_name", group == null ? null : group.name())
                .put("seo_image", image(group));
        shown.set("custom_attributes", c.customAttributes());
        shown.set("meta_data", c.metaData());
        ObjectNode recipient = shown.putObject("recipient");
        recipient
                .put("name", c.recipientName())
                .put("email", c.recipientEmail())
                .put("id", c.recipientId())
                .putNull("phone_number");
        recipient.set("meta_data", c.recipientMetaData());
        Issuer issuer = store.issuer(c.issuerId());
        shown.putObject("issuer")
                .put("id", c.issuerId())
                .put("name", issuer == null ? null : issuer.name())
                .putNull("description")
                .putNull("url");
        shown.set("evidence_items", c.evidenceItems());
        shown.putArray("references");
        ObjectNode answer = SimulatorJson.object();
        answer.set("credential", shown);
        return answer;
    }

    ObjectNode credentialOfBulk(Credential c) {
        ObjectNode answer = credential(c);
        answer.withObject("/credential").put("id", c.id());
        return answer;
    }

    ObjectNode row(Credential c) {
        Group group = store.group(Long.toString(c.groupId()));
        ObjectNode row = SimulatorJson.object();
        row.put("id", c.id())
                .put("uuid", c.uuid())
                .put("license_id", c.licenseId())
                .put("encoded_id", c.encodedId())
                .put("name", name(c, group))
                .put("recipient_name", c.recipientName())
                .put("recipient_email", c.recipientEmail())
                .put("recipient_id", c.recipientId())
                .put("issuer_id", c.issuerId())
                .put("approve", c.approve())
                .put("published_on", time(c.publishedOn()))
                .put("private", c.isPrivate())
                .put("issued_on", c.issuedOn())
                .put("expired_on", c.expiredOn())
                .put("created_at", SimulatorJson.time(c.createdAt()))
                .put("updated_at", SimulatorJson.time(c.updatedAt()))
                .putNull("grade")
                .put("seo_image", image(group))
                .put("recipient_opened", c.opened())
                .put("recipient_engaged", false);
        row.set("recipient_meta_data", c.recipientMetaData());
        row.set("custom_attributes", c.customAttributes());
        row.set("meta_data", c.metaData());
        row.putObject("group")
                .put("id", c.groupId())
                .put("name", group == null ? null : group.name())
                .put("course_name", group == null ? null : group.courseName());
        return row;
    }

    ObjectNode group(Group group) {
        ObjectNode shown = SimulatorJson.object();
        shown.put("id", group.id())
                .put("name", group.name())
                .put("course_name", group.courseName())
                .put("course_description", group.courseDescription())
                .put("language", "en")
                .put("primary_design_id", group.primaryDesignId())
                .put("badge_design_id", group.primaryDesignId())
                .put("department_id", group.departmentId())
                .put("auto_expiry", group.autoExpiry())
                .put("created_at", SimulatorJson.time(group.createdAt()))
                .put("updated_at", SimulatorJson.time(group.updatedAt()));
        return shown;
    }

    ObjectNode design(Design design) {
        ObjectNode answer = SimulatorJson.object();
        answer.putObject("design")
                .put("id", design.id())
                .put("name", design.name())
                .put("rasterized_content_url", base + "/images/" + design.id() + ".svg");
        return answer;
    }

    ObjectNode issuer(Issuer issuer) {
        ObjectNode answer = SimulatorJson.object();
        answer.putObject("issuer")
                .put("id", issuer.id())
                .put("name", issuer.name())
                .put("email", "ops@example.org")
                .put("certificate_left", issuer.credits())
                .put("language", "en")
                .put("url", "https://example.org")
                .put("spiderable", true)
                .putNull("linkedin_company_id");
        return answer;
    }

    static ObjectNode attributeKey(AttributeKey key) {
        return SimulatorJson.object()
                .put("id", key.id())
                .put("name", key.name())
                .put("kind", key.kind())
                .put("department_id", key.departmentId());
    }

    /// The page of these that was asked for; of the usual size when none was named.
    static <T> ObjectNode page(
            String list,
            List<T> found,
            Function<T, ObjectNode> document,
            ObjectNode sought,
            long usualSize) {
        int size = Math.max(1, sought.path("page_size").asInt((int) usualSize));
        int page = Math.max(1, sought.path("page").asInt(1));
        List<ObjectNode> shown =
                found.stream().skip((page - 1L) * size).limit(size).map(document).toList();
        return page(list, shown, page, found.size(), size);
    }

    /// One page of a list that counts its pages.
    static ObjectNode page(String list, Iterable<ObjectNode> items, int page, int total, int size) {
        int pages = Math.max(1, (total + size - 1) / size);
        ObjectNode answer = SimulatorJson.object();
        var shown = answer.putArray(list);
        items.forEach(shown::add);
        answer.putObject("meta")
                .put("current_page", page)
                .put("next_page", page < pages ? (Integer) (page + 1) : null)
                .put("prev_page", page > 1 ? (Integer) (page - 1) : null)
                .put("total_pages", pages)
                .put("total_count", total);
        return answer;
    }

    private static @Nullable String name(Credential c, @Nullable Group group) {
        return c.name() != null || group == null ? c.name() : group.courseName();
    }

    private @Nullable String image(@Nullable Group group) {
        return group == null || group.primaryDesignId() == null
                ? null
                : base + "/images/" + group.primaryDesignId() + ".svg";
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : SimulatorJson.time(at);
    }

    /// What was sent where an object may be, or null.
    static JsonNode orNull(JsonNode sent) {
        return sent.isMissingNode() ? SimulatorJson.object().nullNode() : sent;
    }
}
