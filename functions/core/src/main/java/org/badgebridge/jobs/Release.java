package org.badgebridge.jobs;

import org.badgebridge.award.Pusher;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;
import org.badgebridge.port.SettleQueue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks for settling of everything that waits in a hold of a connection, or of one of its
/// templates. What still is held then says so again. With a `push`, each is let out too although
/// its connection does not push by itself.
final class Release implements JobWork {

    static final String TEMPLATE = "template";
    static final String PUSH = "push";

    private static final int CHUNK = 200;

    /// A push is a write of its own for each badge.
    private static final int PUSH_CHUNK = 25;

    /// Bulk work feeds the queue only while it is short, so that it delays nobody.
    static final int QUEUE_SHORT = 1000;

    private final DueBadges waiting;
    private final SettleQueue queue;
    private final Pusher pusher;

    Release(DueBadges waiting, SettleQueue queue, Pusher pusher) {
        this.waiting = waiting;
        this.queue = queue;
        this.pusher = pusher;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        if (queue.waiting() > QUEUE_SHORT) {
            return new Chunk.Later(null);
        }
        Page.Cursor from =
                Optional.ofNullable(job.cursor()).map(Page.Cursor::new).orElse(Page.Cursor.START);
        ConnectionId connection =
                new ConnectionId(job.parameters().getOrDefault(JobRunner.CONNECTION, ""));
        TemplateId template =
                Optional.ofNullable(job.parameters().get(TEMPLATE))
                        .flatMap(TemplateId::parse)
                        .orElse(null);
        boolean push = job.parameters().containsKey(PUSH);
        Page<BadgeId> page = waiting.waiting(connection, template, push ? PUSH_CHUNK : CHUNK, from);
        List<BadgeId> found = page.items();
        if (push) {
            found.forEach(badge -> pusher.push(badge, job.startedBy()));
        } else {
            queue.send(found);
        }
        Map<String, Long> counts = Map.of("released", (long) found.size());
        Page.Cursor next = page.next();
        return next == null ? new Chunk.Done(counts, null) : new Chunk.More(next.value(), counts);
    }
}
