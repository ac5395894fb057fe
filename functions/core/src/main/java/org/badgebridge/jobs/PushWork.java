package org.badgebridge.jobs;

import org.badgebridge.award.Pusher;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pushes a list of certificates, or retries a list of badges.
final class PushWork implements JobWork {

    static final String CERTIFICATES = "certificates";
    static final String RETRY = "retry";

    private static final int CHUNK = 25;

    private final Pusher pusher;

    PushWork(Pusher pusher) {
        this.pusher = pusher;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        boolean certificates = job.parameters().containsKey(CERTIFICATES);
        String listed =
                Optional.ofNullable(job.parameters().get(certificates ? CERTIFICATES : RETRY))
                        .orElse("");
        List<String> ids =
                Arrays.stream(listed.split(",", -1)).filter(id -> !id.isEmpty()).toList();
        int from = Optional.ofNullable(job.cursor()).map(Integer::parseInt).orElse(0);
        int to = Math.min(from + CHUNK, ids.size());
        long done = 0;
        for (String id : ids.subList(from, to)) {
            done += certificates ? pushed(id, job.startedBy()) : retried(id, job.startedBy());
        }
        Map<String, Long> counts =
                Map.of("asked", (long) (to - from), certificates ? "pushed" : "retried", done);
        return to == ids.size()
                ? new Chunk.Done(counts, null)
                : new Chunk.More(Integer.toString(to), counts);
    }

    private long pushed(String id, String who) {
        return CertificateId.parse(id).map(c -> pusher.push(c, who).size()).orElse(0);
    }

    private long retried(String id, String who) {
        return BadgeId.parse(id).filter(badge -> pusher.retry(badge, who)).isPresent() ? 1 : 0;
    }
}
