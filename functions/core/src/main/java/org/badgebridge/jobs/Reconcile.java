package org.badgebridge.jobs;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;
import org.badgebridge.port.ProviderDescription;
import org.badgebridge.port.Providers;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes good for webhooks that were lost: first what happened since the last event that was read,
/// then all badges as they are, a page a chunk. Where no event tells of deletions, our own badges
/// are asked for too, once a day and whenever a person starts it.
final class Reconcile implements JobWork {

    /// How long it waits for a provider before it gives up; the next one begins where it stopped.
    private static final Duration PATIENCE = Duration.ofHours(6);

    /// The longest that a provider takes to answer.
    private static final Duration ENOUGH_FOR_A_CALL = Duration.ofSeconds(15);

    /// Events are read again so far back: some are listed a while after they occurred.
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /// The counts that tell of something we did not know; what is none is not counted.
    private static final Set<String> DIFFERENCES = Set.of("events_applied", "mended", "adopted");

    private final Accounts accounts;
    private final Providers providers;
    private final HeardEvents events;
    private final Mirror mirror;
    private final Clock clock;

    Reconcile(
            Accounts accounts,
            Providers providers,
            HeardEvents events,
            Mirror mirror,
            Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.events = events;
        this.mirror = mirror;
        this.clock = clock;
    }

    /// Where a chunk begins. `newest` is when the newest event occurred that this job has read.
    private sealed interface Place {

        record Events(Instant newest, Page.Cursor from) implements Place {}

        record Badges(Page.Cursor from) implements Place {}

        record Deletions(Page.Cursor from) implements Place {}

        default String written() {
            return switch (this) {
                case Events(Instant newest, Page.Cursor from) ->
                        "events " + newest + " " + from.value();
                case Badges(Page.Cursor from) -> "badges " + from.value();
                case Deletions(Page.Cursor from) -> "deletions " + from.value();
            };
        }

        static Place read(String cursor) {
            String[] parts = cursor.split(" ", 2);
            return switch (parts[0]) {
                case "badges" -> new Badges(new Page.Cursor(parts[1]));
                case "deletions" -> new Deletions(new Page.Cursor(parts[1]));
                default -> {
                    String[] rest = parts[1].split(" ", 2);
                    yield new Events(Instant.parse(rest[0]), new Page.Cursor(rest[1]));
                }
            };
        }
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        ConnectionId id = new ConnectionId(job.parameters().getOrDefault(JobRunner.CONNECTION, ""));
        Optional<Connection> connection = accounts.connection(id);
        if (connection.isEmpty()) {
            return new Chunk.Failed("The connection was deleted.");
        }
        if (!connection.get().enabled()) {
            return new Chunk.Failed("The connection is disabled. Enable it, then start again.");
        }
        Instant since = events.readUpTo(id).orElse(connection.get().createdAt());
        return switch (place(job.cursor(), since, connection.get())) {
            case Place.Events at -> events(job, connection.get(), at, since, deadline);
            case Place.Badges at -> badges(job, connection.get(), at, since, deadline);
            case Place.Deletions at -> deletions(job, connection.get(), at, deadline);
        };
    }

    private Place place(@Nullable String cursor, Instant since, Connection connection) {
        if (cursor != null) {
            return Place.read(cursor);
        }
        return postsEvents(connection)
                ? new Place.Events(since, Page.Cursor.START)
                : new Place.Badges(Page.Cursor.START);
    }

    private Chunk events(
            Job job, Connection connection, Place.Events at, Instant since, Deadline deadline) {
        return switch (mirror.readEvents(connection, since.minus(OVERLAP), at.from(), deadline)) {
            case Mirror.Read.Through(var tally, Optional<Page.Cursor> next) -> {
                Instant seen = tally.newest();
                Instant newest = seen == null || seen.isBefore(at.newest()) ? at.newest() : seen;
                if (next.isEmpty()) {
                    events.readUpTo(connection.id(), newest);
                }
                Place then =
                        next.<Place>map(cursor -> new Place.Events(newest, cursor))
                                .orElseGet(() -> new Place.Badges(Page.Cursor.START));
                yield new Chunk.More(then.written(), tally.counts());
            }
            case Mirror.Read.NotNow(String reason) -> notNow(job, reason, deadline);
            case Mirror.Read.Never(String reason) -> failed(reason);
        };
    }

    private Chunk badges(
            Job job, Connection connection, Place.Badges at, Instant since, Deadline deadline) {
        // Until all was read once, all may have changed.
        Instant changedSince = since.isAfter(connection.createdAt()) ? since.minus(OVERLAP) : null;
        return switch (mirror.readBadges(connection, changedSince, at.from(), deadline)) {
            case Mirror.Read.Through(var tally, Optional<Page.Cursor> next) -> {
                if (next.isPresent()) {
                    yield new Chunk.More(new Place.Badges(next.get()).written(), tally.counts());
                }
                yield asksForDeletions(job, connection, since)
                        ? new Chunk.More(
                                new Place.Deletions(Page.Cursor.START).written(), tally.counts())
                        : done(job, connection, tally.counts(), null);
            }
            case Mirror.Read.NotNow(String reason) -> notNow(job, reason, deadline);
            case Mirror.Read.Never(String reason) -> failed(reason);
        };
    }

    private Chunk deletions(Job job, Connection connection, Place.Deletions at, Deadline deadline) {
        return switch (mirror.readDeletions(connection, at.from(), deadline)) {
            case Mirror.Read.Through(var tally, Optional<Page.Cursor> next) ->
                    next.<Chunk>map(cursor ->
                                    new Chunk.More(
                                            new Place.Deletions(cursor).written(), tally.counts()))
                            .orElseGet(() -> done(job, connection, tally.counts(), null));
            case Mirror.Read.NotNow(String reason) -> notNow(job, reason, deadline);
            // All else was read, and is not to be read again and again for this.
            case Mirror.Read.Never(String reason) ->
                    done(
                            job,
                            connection,
                            Map.of(),
                            "Which badges were deleted there, it does not tell. " + reason);
        };
    }

    /// By days of UTC.
    private boolean asksForDeletions(Job job, Connection connection, Instant since) {
        boolean anotherDay =
                since.truncatedTo(ChronoUnit.DAYS)
                        .isBefore(job.createdAt().truncatedTo(ChronoUnit.DAYS));
        return !postsEvents(connection)
                && (anotherDay || !job.startedBy().equals(JobRunner.SCHEDULE));
    }

    private Chunk done(
            Job job, Connection connection, Map<String, Long> last, @Nullable String remark) {
        if (!postsEvents(connection)) {
            events.readUpTo(connection.id(), job.createdAt());
        }
        String found = found(job, last);
        return new Chunk.Done(last, remark == null ? found : found + " " + remark);
    }

    /// Where nothing tells how far its events were read, it is how far its badges were.
    private boolean postsEvents(Connection connection) {
        return providers
                .description(connection.provider())
                .filter(ProviderDescription::postsEvents)
                .isPresent();
    }

    private static String found(Job job, Map<String, Long> last) {
        Map<String, Long> counts = new HashMap<>(job.counts());
        last.forEach((name, count) -> counts.merge(name, count, Long::sum));
        return Collections.disjoint(counts.keySet(), DIFFERENCES)
                ? "What we knew was what the provider has."
                : "What differed from what the provider has was mended.";
    }

    /// A job that has much to read takes as long as it takes; only waiting for a provider ends.
    private Chunk notNow(Job job, String reason, Deadline deadline) {
        boolean ourTimeRanOut = !deadline.allows(ENOUGH_FOR_A_CALL);
        return !ourTimeRanOut && clock.instant().isAfter(job.createdAt().plus(PATIENCE))
                ? new Chunk.Failed(reason + " Start again once it can be reached.")
                : new Chunk.Later(reason + " The job goes on by itself.");
    }

    private static Chunk failed(String reason) {
        return new Chunk.Failed(reason);
    }
}
