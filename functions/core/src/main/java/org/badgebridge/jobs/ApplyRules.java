package org.badgebridge.jobs;

import org.badgebridge.award.Awarder;
import org.badgebridge.award.Candidates;
import org.badgebridge.award.Judge;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Page;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SettleQueue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Has everybody judged again whom the rules of a template concern, after the rules were changed.
public final class ApplyRules implements JobWork {

    private static final String TEMPLATE = "template";
    private static final String GAIN = "gain";
    private static final String LOSE = "lose";
    private static final String QUIET = "quiet";

    private static final int CHUNK = 25;

    private final Rules rules;
    private final Candidates candidates;
    private final Awarder awarder;
    private final SettleQueue queue;

    ApplyRules(Rules rules, Candidates candidates, Awarder awarder, SettleQueue queue) {
        this.rules = rules;
        this.candidates = candidates;
        this.awarder = awarder;
        this.queue = queue;
    }

    /// What is asked for: that learners get the badge, lose it, or both. `quiet`: the provider is
    /// to send those who get it no e-mail.
    public record Order(TemplateId template, boolean gain, boolean lose, boolean quiet) {

        Map<String, String> parameters() {
            Map<String, String> parameters = new HashMap<>();
            parameters.put(TEMPLATE, template.toString());
            parameters.put(GAIN, Boolean.toString(gain));
            parameters.put(LOSE, Boolean.toString(lose));
            parameters.put(QUIET, Boolean.toString(quiet));
            return parameters;
        }

        private static Optional<Order> of(Map<String, String> parameters) {
            return TemplateId.parse(parameters.getOrDefault(TEMPLATE, ""))
                    .map(template ->
                            new Order(
                                    template,
                                    Boolean.parseBoolean(parameters.get(GAIN)),
                                    Boolean.parseBoolean(parameters.get(LOSE)),
                                    Boolean.parseBoolean(parameters.get(QUIET))));
        }
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        if (queue.waiting() > Release.QUEUE_SHORT) {
            return new Chunk.Later("It goes on when fewer badges wait to be settled.");
        }
        Order order = Order.of(job.parameters()).orElse(null);
        if (order == null) {
            return new Chunk.Failed("It does not say for which template.");
        }
        Rules.Of all = rules.of(order.template());
        if (order.lose() && !all.unreadable().isEmpty()) {
            return new Chunk.Failed(
                    "A rule of the template cannot be read, so nobody can say who earns it no more."
                            + " Mend or delete that rule, or apply without taking back.");
        }
        Judge.Asked asked =
                new Judge.Asked(job.startedBy(), order.gain(), order.lose(), order.quiet());
        Page.Cursor from =
                Optional.ofNullable(job.cursor()).map(Page.Cursor::new).orElse(Page.Cursor.START);
        Page<LearnerId> page = candidates.page(order.template(), all.rules(), CHUNK, from);
        long gained = 0;
        long lost = 0;
        for (LearnerId learner : page.items()) {
            Judge.Judged judged =
                    awarder.again(new BadgeId(learner, order.template()), asked).judged();
            gained += judged.changed() && judged.earned() ? 1 : 0;
            lost += judged.changed() && !judged.earned() ? 1 : 0;
        }
        Map<String, Long> counts =
                Map.of("looked_at", (long) page.items().size(), "gained", gained, "lost", lost);
        Page.Cursor next = page.next();
        return next == null ? new Chunk.Done(counts, null) : new Chunk.More(next.value(), counts);
    }
}
