package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.HttpCall;
import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Lists of issued badges, the bulk search, and one badge (sheet section 3). Runs while the store
/// is read.
final class BadgeReading {
    private static final Map<String, Function<Badge, String>> SORTS =
            Map.of(
                    "created_at", b -> SimulatorJson.time(b.createdAt()),
                    "updated_at", b -> SimulatorJson.time(b.updatedAt()),
                    "issued_at", b -> SimulatorJson.time(b.terms().issuedAt()),
                    "expires_at", b -> time(b.terms().expiresAt()),
                    "state_updated_at", b -> time(b.stateUpdatedAt()),
                    "issued_to", b -> b.recipient().fullName());
    private static final Comparator<Badge> NEWEST_FIRST =
            Comparator.comparingLong(Badge::number).reversed();

    private final CredlyStore store;
    private final Switches switches;
    private final Documents documents;
    private final URI base;

    BadgeReading(CredlyStore store, Switches switches, Documents documents, URI base) {
        this.store = store;
        this.switches = switches;
        this.documents = documents;
        this.base = base;
    }

    Answer list(String organizationId, HttpCall call) {
        ListQuery query = ListQuery.of(call);
        Optional<Answer> refusal = unknownFilter(query);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Badge> found = query.sorted(found(organizationId, query, NEWEST_FIRST), SORTS);
        return query.page(found, switches.number(Switch.PAGE_SIZE), base, documents::badge);
    }

    /// Oldest first, so that a cursor stays good while badges are added.
    Answer bulk(String organizationId, HttpCall call) {
        ListQuery query = ListQuery.of(call);
        Optional<Answer> refusal = unknownFilter(query);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String cursor = call.parameter("cursor").orElse("0");
        if (!cursor.matches("[0-9]{1,18}")) {
            return Envelope.error(422, "Invalid cursor");
        }
        long after = Long.parseLong(cursor);
        boolean minimal = call.parameter("badge_format").orElse("default").equals("minimal");
        List<Badge> found =
                found(organizationId, query, NEWEST_FIRST.reversed()).stream()
                        .filter(b -> b.number() > after)
                        .toList();
        int size = (int) Math.min(found.size(), switches.number(Switch.BULK_PAGE_SIZE));
        ArrayNode data = SimulatorJson.object().arrayNode();
        for (Badge badge : found.subList(0, size)) {
            data.add(minimal ? documents.minimal(badge) : documents.badge(badge));
        }
        ObjectNode metadata = SimulatorJson.object().putNull("next_page_url");
        if (size < found.size()) {
            metadata.put("next_page_url", query.link(base, "cursor", found.get(size - 1).number()));
        }
        return Envelope.data(200, data, metadata);
    }

    Answer one(String organizationId, String id) {
        Badge badge = store.badge(id);
        return badge == null
                        || !badge.organizationId().equals(organizationId)
                        || !switches.on(Switch.SINGLE_BADGE_GET)
                ? Envelope.error(404, "Not found")
                : Envelope.data(200, documents.badge(badge));
    }

    private List<Badge> found(String organizationId, ListQuery query, Comparator<Badge> order) {
        Instant visibleSince = store.now().minusMillis(switches.number(Switch.LOOKUP_LAG_MS));
        return candidates(query).stream()
                .filter(b -> b.organizationId().equals(organizationId))
                .filter(b -> !b.createdAt().isAfter(visibleSince))
                .filter(b -> b.replacementBadgeId() == null || !switches.on(Switch.HIDE_REPLACED))
                .filter(b -> query.filters().keySet().stream().allMatch(k -> fits(b, k, query)))
                .sorted(order)
                .toList();
    }

    /// The fewest badges that surely include all that fit.
    private Collection<Badge> candidates(ListQuery query) {
        Set<Badge> some = new HashSet<>();
        if (query.filters().containsKey("issuer_earner_id")) {
            query.values("issuer_earner_id").forEach(id -> some.addAll(store.badgesOf(id)));
        } else if (query.filters().containsKey("recipient_email")) {
            query.values("recipient_email").forEach(to -> some.addAll(store.badgesTo(to)));
        } else if (query.filters().containsKey("recipient_email_all")) {
            addresses(query).forEach(to -> some.addAll(store.badgesTo(to)));
        } else if (query.filters().containsKey("badge_template_id")) {
            query.values("badge_template_id")
                    .forEach(id -> some.addAll(store.badgesOfTemplate(id)));
        } else {
            return store.badges();
        }
        return some;
    }

    private List<String> addresses(ListQuery query) {
        var addresses = new ArrayList<String>();
        query.values("recipient_email_all")
                .forEach(email -> addresses.addAll(store.addressesOf(email)));
        return addresses;
    }

    private boolean fits(Badge badge, String key, ListQuery query) {
        List<String> values = query.values(key);
        String email = CredlyStore.normal(badge.recipient().email());
        return switch (key) {
            case "state" -> values.contains(badge.state().name().toLowerCase(Locale.ROOT));
            case "recipient_email" ->
                    values.stream().map(CredlyStore::normal).anyMatch(email::equals);
            case "recipient_email_all" -> addresses(query).contains(email);
            case "issuer_earner_id" -> {
                String id = badge.recipient().issuerEarnerId();
                yield id != null && values.contains(id);
            }
            case "badge_template_id" -> values.contains(badge.badgeTemplateId());
            case "badge_templates[reporting_tags]" -> {
                Template template = store.template(badge.badgeTemplateId());
                yield template != null
                        && template.reportingTags().stream().anyMatch(values::contains);
            }
            case "public" -> values.contains(Boolean.toString(badge.isPublic()));
            case "query" ->
                    (badge.recipient().fullName() + " " + badge.recipient().email())
                            .toLowerCase(Locale.ROOT)
                            .contains(values.getFirst().toLowerCase(Locale.ROOT));
            case "created_at_min", "created_at_max" -> inRange(badge.createdAt(), key, values);
            case "updated_at_min", "updated_at_max" -> inRange(badge.updatedAt(), key, values);
            case "issued_at_min", "issued_at_max" -> inRange(badge.terms().issuedAt(), key, values);
            default -> true;
        };
    }

    /// Days are whole and inclusive; what is not a day does not filter.
    static boolean inRange(Instant time, String key, List<String> values) {
        if (!values.getFirst().matches("\\d{4}-\\d\\d-\\d\\d")) {
            return true;
        }
        String day = LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
        int order = day.compareTo(values.getFirst());
        return key.endsWith("_min") ? order >= 0 : order <= 0;
    }

    private Optional<Answer> unknownFilter(ListQuery query) {
        if (!switches.on(Switch.REFUSE_UNKNOWN_FILTERS)) {
            return Optional.empty();
        }
        return query.filters().keySet().stream()
                .filter(key -> !FILTERS.contains(key))
                .findFirst()
                .map(key -> Envelope.error(422, "Unknown filter: " + key));
    }

    private static final Set<String> FILTERS =
            Set.of(
                    "state",
                    "recipient_email",
                    "recipient_email_all",
                    "issuer_earner_id",
                    "badge_template_id",
                    "badge_templates[reporting_tags]",
                    "public",
                    "query",
                    "created_at_min",
                    "created_at_max",
                    "updated_at_min",
                    "updated_at_max",
                    "issued_at_min",
                    "issued_at_max");

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : SimulatorJson.time(instant);
    }
}
