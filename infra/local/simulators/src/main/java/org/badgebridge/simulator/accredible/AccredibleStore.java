package org.badgebridge.simulator.accredible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.Journal;
import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.Table;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// All that this Accredible knows, behind one lock. What is put is in the journal before it is
/// answered; whoever changes something checks all of it before the first put.
final class AccredibleStore implements AutoCloseable {
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ENCODED_LENGTH = 8;
    private static final int MOST_VERSIONS = 50;

    private final InstantSource clock;
    private final Supplier<String> uuids;
    private final RandomGenerator random;
    private final Table<Issuer> issuers = new Table<>(_ -> List.of());
    private final Table<Key> keys = new Table<>(_ -> List.of());
    private final Table<Design> designs = new Table<>(_ -> List.of());
    private final Table<Group> groups = new Table<>(_ -> List.of());
    private final Table<AttributeKey> attributeKeys = new Table<>(_ -> List.of());
    private final Table<Credential> credentials = new Table<>(AccredibleStore::keys);
    private final Map<String, Kind<?>> kinds = new LinkedHashMap<>();
    private final Map<Long, Deque<Version>> versions = new LinkedHashMap<>();
    private final @Nullable Journal journal;
    private long last = 10_000_000;

    private record Kind<T>(Table<T> table, Class<T> type) {
        void load(String id, JsonNode value) {
            table.set(id, value.isNull() ? null : SimulatorJson.value(value, type));
        }
    }

    /// A credential since a moment; null: it is gone.
    private record Version(Instant since, @Nullable Credential credential) {}

    AccredibleStore(
            @Nullable Path file,
            InstantSource clock,
            Supplier<String> uuids,
            RandomGenerator random) {
        this.clock = clock;
        this.uuids = uuids;
        this.random = random;
        kinds.put("issuer", new Kind<>(issuers, Issuer.class));
        kinds.put("key", new Kind<>(keys, Key.class));
        kinds.put("design", new Kind<>(designs, Design.class));
        kinds.put("group", new Kind<>(groups, Group.class));
        kinds.put("attribute_key", new Kind<>(attributeKeys, AttributeKey.class));
        kinds.put("credential", new Kind<>(credentials, Credential.class));
        journal = file == null ? null : Journal.open(file, this::load);
        credentials.all().forEach(this::remember);
    }

    /// Sees and changes a consistent state; one at a time.
    synchronized <T> T with(Supplier<T> work) {
        return work.get();
    }

    synchronized void clear() {
        kinds.values().forEach(kind -> kind.table().clear());
        versions.clear();
        if (journal != null) {
            journal.clear();
        }
    }

    @Override
    public synchronized void close() {
        if (journal != null) {
            journal.close();
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC).toString();
    }

    long newId() {
        last++;
        return last;
    }

    String newUuid() {
        return uuids.get();
    }

    String newEncodedId() {
        var id = new StringBuilder();
        for (int i = 0; i < ENCODED_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    @Nullable Issuer issuer(long id) {
        return issuers.get(Long.toString(id));
    }

    Collection<Issuer> issuers() {
        return issuers.all();
    }

    void put(Issuer issuer) {
        set("issuer", issuers, Long.toString(issuer.id()), issuer);
    }

    @Nullable Key key(String key) {
        return keys.get(key);
    }

    void put(Key key) {
        set("key", keys, key.key(), key);
    }

    void removeKey(String key) {
        set("key", keys, key, null);
    }

    @Nullable Design design(String id) {
        return designs.get(id);
    }

    void put(Design design) {
        set("design", designs, Long.toString(design.id()), design);
    }

    @Nullable Group group(String id) {
        return groups.get(id);
    }

    Collection<Group> groups() {
        return groups.all();
    }

    void put(Group group) {
        set("group", groups, Long.toString(group.id()), group);
    }

    void removeGroup(long id) {
        set("group", groups, Long.toString(id), null);
    }

    Collection<AttributeKey> attributeKeys() {
        return attributeKeys.all();
    }

    void put(AttributeKey attributeKey) {
        set("attribute_key", attributeKeys, Long.toString(attributeKey.id()), attributeKey);
    }

    void removeAttributeKey(String id) {
        set("attribute_key", attributeKeys, id, null);
    }

    /// By its own id, by the one that is shown in links, or by the issuer's.
    @Nullable Credential credential(String id) {
        Credential byId = credentials.get(id);
        if (byId != null) {
            return byId;
        }
        List<Credential> others = credentials.having("id " + id);
        return others.isEmpty() ? null : others.getFirst();
    }

    Collection<Credential> credentials() {
        return credentials.all();
    }

    List<Credential> credentialsTo(long issuerId, String email) {
        return credentials.having(key(issuerId, email));
    }

    void put(Credential credential) {
        set("credential", credentials, Long.toString(credential.id()), credential);
        remember(credential);
    }

    void removeCredential(long id) {
        set("credential", credentials, Long.toString(id), null);
        remember(id, new Version(now(), null));
    }

    /// Every credential as it was so long ago, in order of creation.
    List<Credential> credentialsBefore(Duration lag) {
        Instant at = now().minus(lag);
        var seen = new ArrayList<Credential>();
        for (Deque<Version> history : versions.values()) {
            Version then = null;
            for (Version version : history) {
                then = version.since().isAfter(at) ? then : version;
            }
            if (then != null && then.credential() != null) {
                seen.add(then.credential());
            }
        }
        return seen;
    }

    private void remember(Credential credential) {
        remember(credential.id(), new Version(credential.updatedAt(), credential));
    }

    private void remember(long id, Version version) {
        Deque<Version> history = versions.computeIfAbsent(id, _ -> new ArrayDeque<>());
        history.addLast(version);
        if (history.size() > MOST_VERSIONS) {
            history.removeFirst();
        }
    }

    private static List<String> keys(Credential credential) {
        var keys = new ArrayList<String>();
        keys.add("id " + credential.encodedId());
        if (credential.licenseId() != null) {
            keys.add("id " + credential.licenseId());
        }
        keys.add(key(credential.issuerId(), credential.recipientEmail()));
        return keys;
    }

    private static String key(long issuerId, String email) {
        return "to " + issuerId + " " + Credential.normal(email);
    }

    private <T> void set(String kind, Table<T> table, String id, @Nullable T row) {
        if (journal != null) {
            ObjectNode line = SimulatorJson.object().put("kind", kind).put("id", id);
            line.set("value", row == null ? line.nullNode() : SimulatorJson.tree(row));
            journal.append(line);
        }
        table.set(id, row);
    }

    private void load(JsonNode line) {
        String id = line.path("id").asText();
        Kind<?> kind = kinds.get(line.path("kind").asText());
        if (kind == null) {
            throw new IllegalStateException("Not a journal of this simulator: " + line);
        }
        kind.load(id, line.path("value"));
        if (id.matches("\\d{1,15}")) {
            last = Math.max(last, Long.parseLong(id));
        }
    }
}
