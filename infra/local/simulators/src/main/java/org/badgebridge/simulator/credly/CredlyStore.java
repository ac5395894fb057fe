package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Answer;
import org.badgebridge.simulator.Journal;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.Table;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// All that this Credly knows. Every change happens under one lock, is written to the journal
/// before it is answered, and is undone as a whole when its answer is an error.
final class CredlyStore implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final Supplier<String> ids;
    private volatile Consumer<Event> published = _ -> {};
    private final Table<Organization> organizations = new Table<>(_ -> List.of());
    private final Table<Token> tokens = new Table<>(_ -> List.of());
    private final Table<Template> templates = new Table<>(_ -> List.of());
    private final Table<Badge> badges = new Table<>(CredlyStore::keys);
    private final Table<Account> accounts = new Table<>(Account::emails);
    private final Table<Event> events = new Table<>(_ -> List.of());
    private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Event> fresh = new ArrayList<>();
    private ArrayNode changes = SimulatorJson.object().arrayNode();
    private final @Nullable Journal journal;
    private long number;

    private record Kind<T>(Table<T> table, Class<T> type) {
        void load(String id, JsonNode value) {
            table.set(id, value.isNull() ? null : SimulatorJson.value(value, type));
        }
    }

    CredlyStore(@Nullable Path file, InstantSource clock, Supplier<String> ids) {
        this.clock = clock;
        this.ids = ids;
        kinds.put("organization", new Kind<>(organizations, Organization.class));
        kinds.put("token", new Kind<>(tokens, Token.class));
        kinds.put("template", new Kind<>(templates, Template.class));
        kinds.put("badge", new Kind<>(badges, Badge.class));
        kinds.put("account", new Kind<>(accounts, Account.class));
        kinds.put("event", new Kind<>(events, Event.class));
        journal = file == null ? null : Journal.open(file, this::load);
    }

    /// Tells of every event with a webhook address, after the change that made it was written.
    void publishTo(Consumer<Event> listener) {
        published = listener;
    }

    /// Runs a change: all of it or, when the answer is an error or it throws, nothing.
    Answer change(Supplier<Answer> change) {
        List<Event> toPublish;
        Answer answer;
        lock.lock();
        try {
            boolean keep = false;
            try {
                answer = change.get();
                keep = answer.succeeded();
                if (keep && journal != null && !changes.isEmpty()) {
                    journal.append(changes);
                }
            } catch (RuntimeException e) {
                keep = false;
                throw e;
            } finally {
                if (!keep) {
                    undo.forEach(Runnable::run);
                    fresh.clear();
                }
                toPublish = List.copyOf(fresh);
                undo.clear();
                fresh.clear();
                changes = changes.arrayNode();
            }
        } finally {
            lock.unlock();
        }
        toPublish.forEach(published);
        return answer;
    }

    /// Looks at a consistent state.
    <T> T read(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            kinds.values().forEach(kind -> kind.table().clear());
            if (journal != null) {
                journal.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (journal != null) {
                journal.close();
            }
        } finally {
            lock.unlock();
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String newId() {
        return ids.get();
    }

    long nextNumber() {
        number++;
        return number;
    }

    @Nullable Organization organization(String id) {
        return organizations.get(id);
    }

    Collection<Organization> organizations() {
        return organizations.all();
    }

    void put(Organization organization) {
        set("organization", organizations, organization.id(), organization);
    }

    @Nullable Token token(String token) {
        return tokens.get(token);
    }

    Collection<Token> tokens() {
        return tokens.all();
    }

    void put(Token token) {
        set("token", tokens, token.token(), token);
    }

    void removeToken(String token) {
        set("token", tokens, token, null);
    }

    @Nullable Template template(String id) {
        return templates.get(id);
    }

    Collection<Template> templates() {
        return templates.all();
    }

    void put(Template template) {
        set("template", templates, template.id(), template);
    }

    void removeTemplate(String id) {
        set("template", templates, id, null);
    }

    @Nullable Badge badge(String id) {
        return badges.get(id);
    }

    Collection<Badge> badges() {
        return badges.all();
    }

    List<Badge> badgesTo(String email) {
        return badges.having("email " + normal(email));
    }

    List<Badge> badgesOf(String issuerEarnerId) {
        return badges.having("earner " + issuerEarnerId);
    }

    List<Badge> badgesOfTemplate(String templateId) {
        return badges.having("template " + templateId);
    }

    int badgesFrom(String templateId) {
        return badges.count("template " + templateId);
    }

    void put(Badge badge) {
        set("badge", badges, badge.id(), badge);
    }

    void removeBadge(String id) {
        set("badge", badges, id, null);
    }

    Optional<Account> account(String email) {
        return accounts.having(normal(email)).stream().findFirst();
    }

    Collection<Account> accounts() {
        return accounts.all();
    }

    void put(Account account) {
        set("account", accounts, account.id(), account);
    }

    void removeAccount(String id) {
        set("account", accounts, id, null);
    }

    /// Every address of the person with this address, itself at least.
    List<String> addressesOf(String email) {
        return account(email).map(Account::emails).orElse(List.of(normal(email)));
    }

    @Nullable Event event(String id) {
        return events.get(id);
    }

    Collection<Event> events() {
        return events.all();
    }

    void put(Event event) {
        set("event", events, event.id(), event);
    }

    void happened(String type, Badge badge) {
        happened(type, badge.organizationId(), badge, null);
    }

    void happened(String type, Template template) {
        happened(type, template.organizationId(), null, template);
    }

    private void happened(
            String type,
            String organizationId,
            @Nullable Badge badge,
            @Nullable Template template) {
        Organization owner = organizations.get(organizationId);
        boolean listening = owner != null && owner.webhookUrl() != null;
        var event =
                new Event(
                        newId(),
                        nextNumber(),
                        organizationId,
                        type,
                        now(),
                        badge,
                        template,
                        listening ? Event.Delivery.PENDING : Event.Delivery.NONE);
        put(event);
        if (listening) {
            fresh.add(event);
        }
    }

    private <T> void set(String kind, Table<T> table, String id, @Nullable T row) {
        T before = table.set(id, row);
        undo.push(() -> table.set(id, before));
        if (journal != null) {
            ObjectNode change = changes.addObject();
            change.put("kind", kind).put("id", id);
            change.set("value", row == null ? change.nullNode() : SimulatorJson.tree(row));
        }
    }

    private void load(JsonNode line) {
        for (JsonNode change : line) {
            Kind<?> kind = kinds.get(change.path("kind").asText());
            if (kind != null) {
                kind.load(change.path("id").asText(), change.path("value"));
                number = Math.max(number, change.path("value").path("number").asLong());
            }
        }
    }

    private static List<String> keys(Badge badge) {
        var keys = new ArrayList<String>();
        keys.add("email " + normal(badge.recipient().email()));
        keys.add("template " + badge.badgeTemplateId());
        if (badge.recipient().issuerEarnerId() != null) {
            keys.add("earner " + badge.recipient().issuerEarnerId());
        }
        return keys;
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
