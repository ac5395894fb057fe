package org.badgebridge.jobs;

import org.badgebridge.award.Awarder;
import org.badgebridge.award.Candidates;
import org.badgebridge.award.Pusher;
import org.badgebridge.batch.Batch;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.jobs.PushWork.What;
import org.badgebridge.listing.BadgeFilter;
import org.badgebridge.listing.CertificateFilter;
import org.badgebridge.mirror.Mirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.Kind;
import org.badgebridge.port.Jobs.State;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs jobs in chunks, each recorded before the next, so that a crash costs one chunk done twice.
/// The first chunks of a job run where it is asked for, so that small jobs are done at once;
/// housekeeping goes on with the rest. Thread-safe.
public final class JobRunner {

    /// No chunk takes longer; after it another worker may take the job over.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration ENOUGH_FOR_A_CHUNK = Duration.ofSeconds(5);

    /// Who starts what a schedule starts.
    static final String SCHEDULE = "schedule";

    static final String CONNECTION = "connection";

    private final Jobs jobs;
    private final Map<Kind, JobWork> work;
    private final Supplier<String> newId;
    private final Clock clock;

    public JobRunner(
            Jobs jobs,
            Accounts accounts,
            Awards awards,
            Badges badges,
            Rules rules,
            Providers providers,
            DueBadges waiting,
            SettleQueue queue,
            Awarder awarder,
            Pusher pusher,
            HeardEvents events,
            Mirror mirror,
            ImportWork importing,
            EraseWork erasing,
            Supplier<String> newId,
            Clock clock) {
        this.jobs = jobs;
        this.work =
                Map.of(
                        Kind.SYNC,
                        new TemplateSync(accounts, providers, mirror.templates(), clock),
                        Kind.RECONCILE,
                        new Reconcile(accounts, providers, events, mirror, clock),
                        Kind.RELEASE,
                        new Release(waiting, queue, pusher),
                        Kind.PUSH,
                        new PushWork(pusher, awards, badges, queue),
                        Kind.BACK_ISSUE,
                        new BackIssue(rules, awards, pusher, queue),
                        Kind.APPLY_RULES,
                        new ApplyRules(rules, new Candidates(awards, badges), awarder, queue),
                        Kind.IMPORT,
                        importing,
                        Kind.ERASE,
                        erasing);
        this.newId = newId;
        this.clock = clock;
    }

    /// Reads the templates of a connection. Like every starter: runs the job until the deadline
    /// nears, and answers how far it came.
    public Job sync(ConnectionId connection, String who, Deadline deadline) {
        return start(Kind.SYNC, Map.of(CONNECTION, connection.value()), who, deadline);
    }

    /// Reads what happened at a connection and how its badges are, and mends what differs.
    public Job reconcile(ConnectionId connection, String who, Deadline deadline) {
        return start(Kind.RECONCILE, Map.of(CONNECTION, connection.value()), who, deadline);
    }

    /// Files a job of a schedule, for [#resume] to take up, unless the last one still runs. A
    /// connection has one of each kind, in the place of the last.
    public void scheduled(Scheduled what, ConnectionId connection) {
        Instant now = clock.instant();
        String id = "scheduled-" + what.word + "-" + connection;
        Optional<Job> last = jobs.find(id);
        if (last.filter(job -> job.state() == State.RUNNING).isPresent()) {
            return;
        }
        // Lost to another run of the schedule: then that one filed it.
        jobs.store(
                new Job(
                        id,
                        what.kind,
                        State.RUNNING,
                        Map.of(CONNECTION, connection.value()),
                        null,
                        Map.of(),
                        null,
                        null,
                        SCHEDULE,
                        now,
                        now,
                        last.map(Job::version).orElse(0L)));
    }

    /// What a schedule may ask for.
    public enum Scheduled {
        SYNC("sync", Kind.SYNC),
        RECONCILE("reconcile", Kind.RECONCILE);

        private final String word;
        private final Kind kind;

        Scheduled(String word, Kind kind) {
            this.word = word;
            this.kind = kind;
        }
    }

    /// Asks for settling of what waits in a hold of a connection, or of one of its templates.
    public Job release(
            ConnectionId connection, @Nullable TemplateId template, String who, Deadline deadline) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(CONNECTION, connection.value());
        if (template != null) {
            parameters.put(Release.TEMPLATE, template.toString());
        }
        return start(Kind.RELEASE, parameters, who, deadline);
    }

    /// Pushes what waits in a hold of a connection.
    public Job pushWaiting(ConnectionId connection, String who, Deadline deadline) {
        return start(
                Kind.RELEASE,
                Map.of(CONNECTION, connection.value(), Release.PUSH, "true"),
                who,
                deadline);
    }

    /// Takes the certificates that are there through a mapping.
    public Job backIssue(BackIssue.Order order, String who, Deadline deadline) {
        return start(Kind.BACK_ISSUE, order.parameters(), who, deadline);
    }

    /// Has everybody judged again whom the rules of a template concern.
    public Job applyRules(ApplyRules.Order order, String who, Deadline deadline) {
        return start(Kind.APPLY_RULES, order.parameters(), who, deadline);
    }

    /// Pushes what certificates earn.
    public Job push(List<CertificateId> certificates, String who, Deadline deadline) {
        return start(
                Kind.PUSH, PushWork.those(What.PUSH_CERTIFICATES, certificates), who, deadline);
    }

    /// Pushes what all certificates earn that the filter finds.
    public Job push(CertificateFilter filter, String who, Deadline deadline) {
        return start(
                Kind.PUSH, PushWork.all(What.PUSH_CERTIFICATES, filter.parts()), who, deadline);
    }

    /// Lets badges out although their connection does not push by itself.
    public Job pushBadges(List<BadgeId> badges, String who, Deadline deadline) {
        return start(Kind.PUSH, PushWork.those(What.PUSH_BADGES, badges), who, deadline);
    }

    /// Lets all badges out that the filter finds.
    public Job pushBadges(BadgeFilter filter, String who, Deadline deadline) {
        return start(Kind.PUSH, PushWork.all(What.PUSH_BADGES, filter.parts()), who, deadline);
    }

    /// Retries badges.
    public Job retry(List<BadgeId> badges, String who, Deadline deadline) {
        return start(Kind.PUSH, PushWork.those(What.RETRY_BADGES, badges), who, deadline);
    }

    /// Retries all badges that the filter finds.
    public Job retry(BadgeFilter filter, String who, Deadline deadline) {
        return start(Kind.PUSH, PushWork.all(What.RETRY_BADGES, filter.parts()), who, deadline);
    }

    /// Removes all that is kept of a learner whose erasure is noted.
    public Job erase(LearnerId learner, String who, Deadline deadline) {
        return start(Kind.ERASE, Map.of(EraseWork.LEARNER, learner.value()), who, deadline);
    }

    /// Goes on with a job at once, unless somebody is at it; answers how far it came.
    public Job goOn(Job job, Deadline deadline) {
        if (job.state() != State.RUNNING || leased(job)) {
            return job;
        }
        takenUp(job, deadline);
        return jobs.find(job.id()).orElse(job);
    }

    private Job start(Kind kind, Map<String, String> parameters, String who, Deadline deadline) {
        Instant now = clock.instant();
        Job job =
                new Job(
                        newId.get(),
                        kind,
                        State.RUNNING,
                        parameters,
                        null,
                        Map.of(),
                        null,
                        now.plus(LEASE),
                        who,
                        now,
                        now,
                        0);
        if (!jobs.store(job)) {
            throw new IllegalStateException("a job of this id exists");
        }
        return run(stored(job), deadline);
    }

    /// Goes on with every job that nobody is at, all at once, so that one whose provider is slow
    /// delays no other. One that fails lets the others go on, then its failure is thrown.
    public void resume(Deadline deadline) {
        List<Job> open =
                jobs.all().stream()
                        .filter(job -> job.state() == State.RUNNING && !leased(job))
                        .toList();
        List<Throwable> failures = new ArrayList<>();
        Batch.failures(open, job -> takenUp(job, deadline), (_, failure) -> failures.add(failure));
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a job was not gone on with", failures.getFirst());
        }
    }

    private void takenUp(Job job, Deadline deadline) {
        Job mine = with(job, State.RUNNING, job.cursor(), Map.of(), job.message(), true);
        if (deadline.allows(ENOUGH_FOR_A_CHUNK) && jobs.store(mine)) {
            run(stored(mine), deadline);
        }
    }

    private boolean leased(Job job) {
        return job.leaseUntil() != null && clock.instant().isBefore(job.leaseUntil());
    }

    private Job run(Job leased, Deadline deadline) {
        Job job = leased;
        JobWork doing = work.get(job.kind());
        if (doing == null) {
            throw new IllegalStateException("nobody here can do a job of kind " + job.kind());
        }
        while (job.state() == State.RUNNING) {
            boolean enough = deadline.allows(ENOUGH_FOR_A_CHUNK);
            JobWork.Chunk chunk =
                    enough ? doing.next(job, deadline) : new JobWork.Chunk.Later(job.message());
            Job next =
                    switch (chunk) {
                        case JobWork.Chunk.More(String cursor, Map<String, Long> counts) ->
                                with(job, State.RUNNING, cursor, counts, null, true);
                        case JobWork.Chunk.Later(String message) ->
                                with(job, State.RUNNING, job.cursor(), Map.of(), message, false);
                        case JobWork.Chunk.Done(Map<String, Long> counts, String message) ->
                                with(job, State.DONE, null, counts, message, false);
                        case JobWork.Chunk.Failed(String message) ->
                                with(job, State.FAILED, job.cursor(), Map.of(), message, false);
                    };
            if (!jobs.store(next)) {
                // Cancelled, or taken over.
                return jobs.find(job.id()).orElse(job);
            }
            job = stored(next);
            if (job.leaseUntil() == null) {
                return job;
            }
        }
        return job;
    }

    private Job with(
            Job job,
            State state,
            @Nullable String cursor,
            Map<String, Long> more,
            @Nullable String message,
            boolean leased) {
        Instant now = clock.instant();
        Map<String, Long> counts = new HashMap<>(job.counts());
        more.forEach((name, count) -> counts.merge(name, count, Long::sum));
        return new Job(
                job.id(),
                job.kind(),
                state,
                job.parameters(),
                cursor,
                counts,
                message,
                leased ? now.plus(LEASE) : null,
                job.startedBy(),
                job.createdAt(),
                now,
                job.version());
    }

    private static Job stored(Job job) {
        return new Job(
                job.id(),
                job.kind(),
                job.state(),
                job.parameters(),
                job.cursor(),
                job.counts(),
                job.message(),
                job.leaseUntil(),
                job.startedBy(),
                job.createdAt(),
                job.updatedAt(),
                job.version() + 1);
    }
}
