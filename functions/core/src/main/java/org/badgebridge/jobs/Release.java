package org.badgebridge.jobs;

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
/// templates. What still is held then says so again.
final class Release implements JobWork {

    static final String CONNECTION = "connection";
    static final String TEMPLATE = "template";

    private static final int CHUNK = 200;

    /// Bulk work feeds the queue only while it is short, so that it delays nobody.
    private static final int QUEUE_SHORT = 1000;

    private final DueBadges waiting;
    private final SettleQueue queue;

    Release(DueBadges waiting, SettleQueue queue) {
        this.waiting = waiting;
        this.queue = queue;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        if (queue.waiting() > QUEUE_SHORT) {
            return new Chunk.Later();
        }
        Page.Cursor from =
                Optional.ofNullable(job.cursor()).map(Page.Cursor::new).orElse(Page.Cursor.START);
        ConnectionId connection = new ConnectionId(job.parameters().getOrDefault(CONNECTION, ""));
        TemplateId template =
                Optional.ofNullable(job.parameters().get(TEMPLATE))
                        .flatMap(TemplateId::parse)
                        .orElse(null);
        Page<BadgeId> page = waiting.waiting(connection, template, CHUNK, from);
        List<BadgeId> found = page.items();
        queue.send(found);
        Map<String, Long> counts = Map.of("released", (long) found.size());
        Page.Cursor next = page.next();
        return next == null ? new Chunk.Done(counts, null) : new Chunk.More(next.value(), counts);
    }
}
