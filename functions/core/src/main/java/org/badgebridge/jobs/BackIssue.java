package org.badgebridge.jobs;

import org.badgebridge.award.Pusher;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.rule.Requirement;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Takes the certificates of a mapping's course that are there already through the mapping.
public final class BackIssue implements JobWork {

    private static final String MAPPING = "mapping";
    private static final String SINCE = "since";
    private static final String QUIET = "quiet";

    private static final int CHUNK = 25;

    private final Rules rules;
    private final Awards awards;
    private final Pusher pusher;
    private final SettleQueue queue;

    BackIssue(Rules rules, Awards awards, Pusher pusher, SettleQueue queue) {
        this.rules = rules;
        this.awards = awards;
        this.pusher = pusher;
        this.queue = queue;
    }

    /// What is asked for: of a mapping's certificates those earned since a time, or all. `quiet`:
    /// the provider is to send the learners no e-mail.
    public record Order(RuleId mapping, @Nullable Instant since, boolean quiet) {

        Map<String, String> parameters() {
            Map<String, String> parameters = new HashMap<>();
            parameters.put(MAPPING, mapping.toString());
            if (since != null) {
                parameters.put(SINCE, since.toString());
            }
            if (quiet) {
                parameters.put(QUIET, "true");
            }
            return parameters;
        }

        private static Optional<Order> of(Map<String, String> parameters) {
            String since = parameters.get(SINCE);
            return RuleId.parse(parameters.getOrDefault(MAPPING, ""))
                    .map(mapping ->
                            new Order(
                                    mapping,
                                    since == null ? null : Instant.parse(since),
                                    parameters.containsKey(QUIET)));
        }

        /// The certificates among which there are those.
        public static Optional<CertificateQuery> candidates(Rule mapping) {
            return mapping.requirements()
                    .findFirst()
                    .map(Requirement::course)
                    .map(course -> new CertificateQuery(null, course, null, null, null));
        }

        /// Whether a candidate is one of those.
        public boolean takes(Rule mapping, Certificate certificate) {
            Instant earned = certificate.issuedAt();
            return certificate.held()
                    && mapping.requirements()
                            .allMatch(each ->
                                    each.event().aboutCertificate()
                                                    == certificate.id().isCertificate()
                                            && (each.source() == null
                                                    || each.source().equals(certificate.source())))
                    && (since == null || earned == null || !earned.isBefore(since));
        }
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        if (queue.waiting() > Release.QUEUE_SHORT) {
            return new Chunk.Later("It goes on when fewer badges wait to be settled.");
        }
        Optional<Order> order = Order.of(job.parameters());
        Optional<Rule> mapping = order.flatMap(each -> rules.find(each.mapping()));
        Optional<CertificateQuery> candidates = mapping.flatMap(Order::candidates);
        if (order.isEmpty() || mapping.isEmpty() || candidates.isEmpty()) {
            return new Chunk.Failed("The mapping is not there any more.");
        }
        Page.Cursor from =
                Optional.ofNullable(job.cursor()).map(Page.Cursor::new).orElse(Page.Cursor.START);
        Page<Certificate> page = awards.listCertificates(candidates.get(), CHUNK, from);
        long looked = 0;
        long wanted = 0;
        for (Certificate certificate : page.items()) {
            if (order.get().takes(mapping.get(), certificate)) {
                looked++;
                wanted +=
                        pusher.backIssue(
                                        new BadgeId(
                                                certificate.id().learner(),
                                                mapping.get().id().template()),
                                        order.get().quiet(),
                                        job.startedBy())
                                ? 1
                                : 0;
            }
        }
        Map<String, Long> counts = Map.of("certificates", looked, "wanted", wanted);
        Page.Cursor next = page.next();
        return next == null ? new Chunk.Done(counts, null) : new Chunk.More(next.value(), counts);
    }
}
