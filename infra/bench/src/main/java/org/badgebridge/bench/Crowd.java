package org.badgebridge.bench;

import org.badgebridge.adapter.dynamodb.DynamoAudit;
import org.badgebridge.adapter.dynamodb.DynamoAwards;
import org.badgebridge.adapter.dynamodb.DynamoBadges;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.port.Audit;
import org.badgebridge.testing.TestSystem;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many learners, each with a certificate and a badge, of the last 200 days: copies of a sample of
/// each kind, which is stored as the functions store it.
final class Crowd {

    private static final Duration SPAN = Duration.ofDays(200);
    private static final int THREADS = 4;
    private static final int BATCH = 25;

    /// No divisor of a thousand, so that what is rare is of every kind.
    private static final int RARE_SOURCE = 997;

    private static final int RARE_TEMPLATE_BADGES = 10;
    private static final int AUDIT_ENTRIES = 1000;

    private final DynamoDbClient client;
    private final String settings;
    private final String table;
    private final Academy academy;
    private final LearnerIds ids;
    private final int size;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Crowd(TestSystem system, Academy academy, LearnerIds ids, int size) {
        this.client = system.dynamoDb();
        this.settings = system.tableName("SettingsTable");
        this.table = system.tableName("BadgesTable");
        this.academy = academy;
        this.ids = ids;
        this.size = size;
    }

    void fill() throws IOException, InterruptedException {
        Map<Kind, Copies> samples = samples();
        List<Future<?>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                parts.add(threads.submit(() -> fill(samples, first)));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the tables could not be filled", e);
        }
        audit();
    }

    private Map<Kind, Copies> samples() {
        DynamoAwards awards = new DynamoAwards(client, table);
        DynamoBadges badges = new DynamoBadges(client, settings, table, Clock.systemUTC());
        Map<Kind, Copies> samples = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Course course = academy.courses().getFirst();
            Names names =
                    Names.of(
                            kind,
                            size + samples.size(),
                            academy.sources().getFirst(),
                            course,
                            academy.templateOf(course),
                            now,
                            ids);
            Sample.store(kind, names, ids, awards, badges);
            samples.put(kind, Copies.of(names, client, table));
        }
        return samples;
    }

    /// Every learner whose number is `first` more than a multiple of the number of threads.
    private void fill(Map<Kind, Copies> samples, int first) {
        Random random = new Random(first);
        List<WriteRequest> batch = new ArrayList<>();
        for (int i = first; i < size; i += THREADS) {
            Names names = learner(i, random);
            Copies copies = samples.get(kind(i));
            if (copies == null) {
                continue;
            }
            for (Map<String, AttributeValue> item : copies.under(names, now)) {
                batch.add(WriteRequest.builder().putRequest(p -> p.item(item)).build());
                if (batch.size() == BATCH) {
                    write(batch);
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    /// Kinds are mixed, and each has its share also among few.
    private static Kind kind(int number) {
        return Kind.of(Math.floorMod(number * 7919, 1000));
    }

    /// The learner of a number; the same of every call but for what chance decides.
    Names learner(int number) {
        return learner(number, new Random(number));
    }

    private Names learner(int number, Random random) {
        List<Course> mapped = academy.mapped();
        Course course = mapped.get(random.nextInt(mapped.size()));
        boolean rare = number % (size / RARE_TEMPLATE_BADGES + 1) == 0;
        TemplateId template = rare ? academy.rareTemplate() : academy.templateOf(course);
        Instant at = now.minusMillis(random.nextLong(SPAN.toMillis()));
        return Names.of(kind(number), number, source(number, random), course, template, at, ids);
    }

    /// Six of ten are of the first source, three of the second.
    private SourceId source(int number, Random random) {
        if (number % RARE_SOURCE == 1) {
            return academy.rareSource();
        }
        int tenth = random.nextInt(10);
        return academy.sources().get(tenth < 6 ? 0 : tenth < 9 ? 1 : 2);
    }

    private void write(List<WriteRequest> batch) {
        Map<String, List<WriteRequest>> left = Map.of(table, batch);
        while (!left.isEmpty()) {
            Map<String, List<WriteRequest>> asked = left;
            left = client.batchWriteItem(b -> b.requestItems(asked)).unprocessedItems();
        }
    }

    private void audit() {
        Audit audit = new DynamoAudit(client, settings, Clock.systemUTC());
        Duration pause = SPAN.dividedBy(AUDIT_ENTRIES);
        for (int i = 0; i < AUDIT_ENTRIES; i++) {
            audit.keep(
                    new Audit.Entry(
                            "bench-" + i,
                            now.minus(pause.multipliedBy(i)),
                            "admin-" + i % 5,
                            "PUT /api/sources/{id}",
                            "source:" + academy.sources().get(i % 4),
                            null,
                            true,
                            List.of(new Audit.Change("name", "Campus", "Campus " + i))));
        }
    }
}
