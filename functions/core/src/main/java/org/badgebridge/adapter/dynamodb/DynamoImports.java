package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.event.Person;
import org.badgebridge.port.Imports;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// [Imports] in the settings table, each in a partition of its own. What nobody removes is gone two
/// weeks after it came.
public final class DynamoImports implements Imports {

    private static final Duration KEPT = Duration.ofDays(14);

    /// An item holds 400 KB, so the rows of one chunk may need several.
    private static final int MOST_BYTES = 300_000;

    /// What DynamoDB counts for an element of a list, besides the element.
    private static final int OVERHEAD = 4;

    private final DynamoDbClient client;
    private final Table settings;

    public DynamoImports(DynamoDbClient client, String settingsTable) {
        this.client = client;
        this.settings = new Table(client, settingsTable);
    }

    @Override
    public Optional<Import> find(String id) {
        return settings.get(SettingsKeys.importOf(id), Import.class);
    }

    @Override
    public Optional<Chunk> chunk(String id, int number) {
        return settings.get(SettingsKeys.chunk(id, number), Stored.class).map(Stored::chunk);
    }

    @Override
    public List<Chunk> chunks(String id) {
        return stored(id).stream().map(Stored::chunk).toList();
    }

    private List<Stored> stored(String id) {
        return settings.within(SettingsKeys.ofImport(id), SettingsKeys.CHUNK, Stored.class);
    }

    @Override
    public boolean add(Import with, Chunk chunk, List<LearningEvent> rows) {
        String id = with.id();
        Instant end = with.updatedAt().plus(KEPT);
        List<Part> parts = parts(rows);
        Transaction transaction =
                new Transaction(client)
                        .put(
                                settings.name(),
                                Item.at(SettingsKeys.importOf(id), with, with.version())
                                        .expiringAt(end),
                                with.version())
                        .put(
                                settings.name(),
                                Item.at(
                                                SettingsKeys.chunk(id, chunk.number()),
                                                new Stored(chunk, parts.size()),
                                                0)
                                        .expiringAt(end),
                                0);
        for (int i = 0; i < parts.size(); i++) {
            transaction.put(
                    settings.name(),
                    Item.at(SettingsKeys.rows(id, chunk.number(), i))
                            .record(parts.get(i))
                            .expiringAt(end));
        }
        return transaction.commit();
    }

    @Override
    public List<LearningEvent> rows(String id, int number) {
        return settings
                .within(SettingsKeys.ofImport(id), SettingsKeys.rowsOf(number), Part.class)
                .stream()
                .flatMap(part -> part.events().stream())
                .toList();
    }

    @Override
    public void removeRows(String id, int number) {
        settings.get(SettingsKeys.chunk(id, number), Stored.class)
                .ifPresent(stored -> removeRows(id, stored));
    }

    private void removeRows(String id, Stored stored) {
        for (int i = 0; i < stored.parts(); i++) {
            delete(SettingsKeys.rows(id, stored.chunk().number(), i));
        }
    }

    /// The rows first: they name people, and what is left tells where they are.
    @Override
    public void remove(String id) {
        List<Stored> all = stored(id);
        all.forEach(stored -> removeRows(id, stored));
        all.forEach(stored -> delete(SettingsKeys.chunk(id, stored.chunk().number())));
        delete(SettingsKeys.importOf(id));
    }

    private void delete(Key key) {
        client.deleteItem(b -> b.tableName(settings.name()).key(key.attributes()));
    }

    /// A chunk, and in how many parts its rows are kept.
    record Stored(Chunk chunk, int parts) {}

    private static List<Part> parts(List<LearningEvent> events) {
        List<Part> parts = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int bytes = 0;
        for (LearningEvent event : events) {
            List<String> row = Part.row(event);
            int more = bytes(row);
            if (bytes + more > MOST_BYTES) {
                parts.add(Part.of(event, rows));
                rows = new ArrayList<>();
                bytes = 0;
            }
            rows.add(row);
            bytes += more;
        }
        if (!rows.isEmpty()) {
            parts.add(Part.of(events.getLast(), rows));
        }
        return parts;
    }

    private static int bytes(List<String> row) {
        return row.stream()
                .mapToInt(cell -> cell.getBytes(StandardCharsets.UTF_8).length + OVERHEAD)
                .sum();
    }

    /// Some rows of one chunk, which have source, realm, type and time of receipt in common; of
    /// each row the rest, as texts in a fixed order, so that no names are repeated.
    record Part(
            SourceId source,
            String realm,
            EventType type,
            Instant receivedAt,
            List<List<String>> rows) {

        static Part of(LearningEvent any, List<List<String>> rows) {
            return new Part(any.source(), any.realm(), any.type(), any.receivedAt(), rows);
        }

        static List<String> row(LearningEvent event) {
            Person person = event.person();
            Course course = event.course();
            return List.of(
                    event.id(),
                    event.occurredAt().toString(),
                    text(person.userId()),
                    text(person.email()),
                    person.firstName(),
                    person.lastName(),
                    text(course == null ? null : course.id()),
                    text(course == null ? null : course.name()),
                    text(event.certificateKey()),
                    text(event.certificateUrl()),
                    text(event.issuedAt()),
                    text(event.expiresAt()),
                    text(person.locale()));
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        List<LearningEvent> events() {
            return rows.stream().map(row -> event(new Cells(row))).toList();
        }

        private LearningEvent event(Cells cells) {
            String id = cells.next();
            Instant occurredAt = Instant.parse(cells.next());
            String userId = cells.orNull();
            String email = cells.orNull();
            String firstName = cells.next();
            String lastName = cells.next();
            Course course = new Course(cells.next(), cells.orNull());
            String certificate = cells.orNull();
            String url = cells.orNull();
            Instant issuedAt = cells.time();
            Instant expiresAt = cells.time();
            // Rows from before there was a language end here.
            String locale = cells.more() ? cells.orNull() : null;
            return new LearningEvent(
                    id,
                    source,
                    realm,
                    type,
                    occurredAt,
                    receivedAt,
                    new Person(userId, email, firstName, lastName, locale),
                    course,
                    certificate,
                    url,
                    issuedAt,
                    expiresAt,
                    EventData.NONE);
        }
    }

    /// The texts of one row, one after another. Not thread-safe.
    private static final class Cells {
        private final List<String> row;
        private int at;

        Cells(List<String> row) {
            this.row = row;
        }

        boolean more() {
            return at < row.size();
        }

        String next() {
            return row.get(at++);
        }

        @Nullable String orNull() {
            String text = next();
            return text.isEmpty() ? null : text;
        }

        @Nullable Instant time() {
            String text = orNull();
            return text == null ? null : Instant.parse(text);
        }
    }
}
