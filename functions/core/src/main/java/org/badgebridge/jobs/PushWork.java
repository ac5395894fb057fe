package org.badgebridge.jobs;

import org.badgebridge.award.Pusher;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.BadgeState;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.listing.BadgeFilter;
import org.badgebridge.listing.BadgeFinder;
import org.badgebridge.listing.CertificateFilter;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Pushes certificates, or pushes or retries badges: those of a list, or all that a filter finds.
final class PushWork implements JobWork {

    /// What is done to what.
    enum What {
        PUSH_CERTIFICATES("pushed"),
        PUSH_BADGES("pushed"),
        RETRY_BADGES("retried");

        private final String counted;

        What(String counted) {
            this.counted = counted;
        }

        /// Whether it means anything for a badge that stands so.
        boolean means(BadgeState state) {
            return switch (this) {
                case PUSH_CERTIFICATES -> true;
                case PUSH_BADGES -> state.pushable();
                case RETRY_BADGES -> state.retryable();
            };
        }
    }

    private static final String WHAT = "what";
    static final String IDS = "ids";
    private static final String FILTER = "filter.";

    private static final int CHUNK = 25;

    private final Pusher pusher;
    private final Awards awards;
    private final BadgeFinder finder;
    private final SettleQueue queue;

    PushWork(Pusher pusher, Awards awards, Badges badges, SettleQueue queue) {
        this.pusher = pusher;
        this.awards = awards;
        this.finder = new BadgeFinder(badges);
        this.queue = queue;
    }

    static Map<String, String> those(What what, List<?> ids) {
        return Map.of(
                WHAT,
                what.name(),
                IDS,
                String.join(",", ids.stream().map(Object::toString).toList()));
    }

    static Map<String, String> all(What what, Map<String, String> filter) {
        Map<String, String> parameters = new HashMap<>(Map.of(WHAT, what.name()));
        filter.forEach((name, value) -> parameters.put(FILTER + name, value));
        return parameters;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        if (queue.waiting() > Release.QUEUE_SHORT) {
            return new Chunk.Later("It goes on when fewer badges wait to be settled.");
        }
        What what = What.valueOf(job.parameters().getOrDefault(WHAT, ""));
        Part part = part(what, job);
        long done = 0;
        for (String id : part.ids()) {
            done += done(what, id, job.startedBy());
        }
        Map<String, Long> counts = Map.of("asked", (long) part.ids().size(), what.counted, done);
        String next = part.next();
        return next == null ? new Chunk.Done(counts, null) : new Chunk.More(next, counts);
    }

    private record Part(List<String> ids, @Nullable String next) {}

    private Part part(What what, Job job) {
        String listed = job.parameters().get(IDS);
        if (listed != null) {
            List<String> ids =
                    Arrays.stream(listed.split(",", -1)).filter(id -> !id.isEmpty()).toList();
            int from = Optional.ofNullable(job.cursor()).map(Integer::parseInt).orElse(0);
            int to = Math.min(from + CHUNK, ids.size());
            List<String> chunk = ids.subList(from, to);
            return new Part(
                    what == What.PUSH_CERTIFICATES ? chunk : meant(what, chunk),
                    to == ids.size() ? null : Integer.toString(to));
        }
        Page.Cursor from =
                Optional.ofNullable(job.cursor()).map(Page.Cursor::new).orElse(Page.Cursor.START);
        Page<String> found =
                switch (what) {
                    case PUSH_CERTIFICATES -> certificates(filter(job), from);
                    case PUSH_BADGES, RETRY_BADGES -> badges(what, filter(job), from);
                };
        Page.Cursor next = found.next();
        return new Part(found.items(), next == null ? null : next.value());
    }

    private Page<String> certificates(Map<String, String> filter, Page.Cursor from) {
        return awards.listCertificates(
                        CertificateFilter.of(filter, PushWork::unreadable).query(), CHUNK, from)
                .map(Certificate::id)
                .map(CertificateId::toString);
    }

    /// What became settled since it was counted is no longer asked for.
    private Page<String> badges(What what, Map<String, String> filter, Page.Cursor from) {
        Page<BadgeFinder.Found> found =
                finder.find(BadgeFilter.of(filter, PushWork::unreadable), CHUNK, from);
        return new Page<>(meant(what, found.items().stream()), found.next());
    }

    private List<String> meant(What what, List<String> ids) {
        List<BadgeId> badges = ids.stream().flatMap(id -> BadgeId.parse(id).stream()).toList();
        return meant(what, finder.see(badges).stream());
    }

    private static List<String> meant(What what, Stream<BadgeFinder.Found> found) {
        return found.filter(each -> what.means(each.seen().state()))
                .map(each -> each.badge().id().toString())
                .toList();
    }

    private static Map<String, String> filter(Job job) {
        Map<String, String> filter = new HashMap<>();
        job.parameters()
                .forEach((name, value) -> {
                    if (name.startsWith(FILTER)) {
                        filter.put(name.substring(FILTER.length()), value);
                    }
                });
        return filter;
    }

    /// A part that counted as absent would ask for more than what was asked.
    private static void unreadable(String name, String message) {
        throw new IllegalStateException("the filter's %s %s".formatted(name, message));
    }

    private long done(What what, String id, String who) {
        return switch (what) {
            case PUSH_CERTIFICATES ->
                    CertificateId.parse(id).map(each -> pusher.push(each, who).size()).orElse(0);
            case PUSH_BADGES ->
                    BadgeId.parse(id).filter(each -> pusher.push(each, who)).isPresent() ? 1 : 0;
            case RETRY_BADGES ->
                    BadgeId.parse(id).filter(each -> pusher.retry(each, who)).isPresent() ? 1 : 0;
        };
    }
}
