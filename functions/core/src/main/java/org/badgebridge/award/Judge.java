package org.badgebridge.award;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.Past;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Progress.Earned;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Awards.Standing;
import org.badgebridge.port.Rules;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges by the rules of a template whether a learner is to have its badge, and writes progress
/// and wish in one transaction. Thread-safe.
///
/// A wish changes by what somebody did, and never by a rule that was changed: an event that meets
/// something may earn a badge, one that takes or resets something may cost it, and a person may ask
/// for either. Progress by a rule that is new, or was changed since, is derived from the learner's
/// past first, so that what was before a rule counts with the next event.
public final class Judge {

    /// Two events of one learner at once are common, more are not.
    private static final int MOST_TRIES = 20;

    private static final String BY_HAND = "by hand";

    private final Awards awards;
    private final Rules rules;
    private final Clock clock;

    public Judge(Awards awards, Rules rules, Clock clock) {
        this.awards = awards;
        this.rules = rules;
        this.clock = clock;
    }

    /// What a person asks for who has badges judged again: which of the two may come of it, and
    /// whether the provider is to send no e-mail. What is gained is let out, also where its
    /// connection does not push by itself.
    public record Asked(String who, boolean gain, boolean lose, boolean quiet) {}

    /// What came of it. `badge` is absent when there is none and will be none; `earned`: rules are
    /// satisfied; `changed`: the wish is another one now.
    public record Judged(Optional<Badge> badge, boolean earned, boolean changed) {}

    /// Judges after an event told a fact. `certificate` is the fact's, with the fact folded in;
    /// `first`: nothing else is known of the learner.
    Judged told(BadgeId id, Fact fact, Certificate certificate, boolean first) {
        Memory memory = first ? new Memory(new Past(List.of(fact))) : new Memory(id.learner());
        return judged(
                id,
                memory,
                (progress, rule) -> progress.after(fact, certificate.taken(), rule),
                view -> {
                    boolean gives = view.any((progress, rule) -> progress.restsOn(fact, rule));
                    boolean takes = view.any((progress, rule) -> progress.suffersFrom(fact, rule));
                    Cause by = Cause.event(fact.at().eventId(), clock.instant());
                    return (view.earns() ? gives || (takes && view.issued()) : takes)
                            ? view.wish(by, false)
                            : Optional.empty();
                });
    }

    /// Judges again because a person asks.
    public Judged again(BadgeId id, Asked asked) {
        Instant now = clock.instant();
        return judged(
                id,
                new Memory(id.learner()),
                (progress, _) -> progress,
                view -> {
                    Earned earned = view.earned();
                    if (earned != null && asked.gain() && !view.issued()) {
                        return view.wish(
                                        Cause.event(earned.by().at().eventId(), now), asked.quiet())
                                .map(change -> change.then(badge -> pushed(badge, asked, now)));
                    }
                    return earned == null && asked.lose() && view.issued()
                            ? view.wish(Cause.person(asked.who(), null, now), false)
                            : Optional.empty();
                });
    }

    private static Change pushed(Badge badge, Asked asked, Instant now) {
        return badge.pushed(Cause.person(asked.who(), null, now), now);
    }

    /// Judges again after a person lifted a decision; the badge is absent when rules cannot say: no
    /// rule of ours ever earned it.
    Judged lifted(BadgeId id, Cause by) {
        return judged(
                id, new Memory(id.learner()), (progress, _) -> progress, view -> view.lifted(by));
    }

    /// Resets requirements of a rule for a learner, by hand: what met them before counts no more.
    /// The badge is judged by that. Absent when there is no such rule, or nothing to reset.
    public Optional<Judged> reset(
            LearnerId learner,
            RuleId rule,
            Collection<String> requirements,
            String who,
            String reason) {
        Instant now = clock.instant();
        BadgeId id = new BadgeId(learner, rule.template());
        if (rules.find(rule).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                judged(
                        id,
                        new Memory(learner),
                        (progress, each) ->
                                each.id().equals(rule)
                                        ? progress.reset(
                                                requirements,
                                                new Progress.HandReset(
                                                        after(progress, requirements, now),
                                                        who,
                                                        reason))
                                        : progress,
                        view ->
                                view.issued()
                                        ? view.wish(Cause.person(who, reason, now), false)
                                        : Optional.empty()));
    }

    /// A position behind all that meets the requirements, also where a platform's clock is ahead.
    private static Position after(Progress progress, Collection<String> requirements, Instant now) {
        Instant last =
                requirements.stream()
                        .map(id -> progress.standing(id).by())
                        .filter(Objects::nonNull)
                        .map(earned -> earned.by().at().time())
                        .reduce(now, (a, b) -> a.isAfter(b) ? a : b);
        return new Position(last, true, BY_HAND);
    }

    /// What would become of a badge were the rules of its template these.
    public enum Effect {
        GAIN,
        LOSE,
        HAVE,
        NONE
    }

    public Effect effect(BadgeId id, List<Rule> proposed) {
        Standing standing = awards.standing(id, proposed.stream().map(Rule::id).toList());
        View view =
                new View(
                        id,
                        new Rules.Of(proposed, List.of()),
                        standing,
                        new Memory(id.learner()),
                        (progress, _) -> progress);
        if (standing.badge().filter(badge -> badge.wanted().decided()).isPresent()) {
            return Effect.NONE;
        }
        if (view.earns()) {
            return view.issued() ? Effect.HAVE : Effect.GAIN;
        }
        return view.issued() ? Effect.LOSE : Effect.NONE;
    }

    private Judged judged(
            BadgeId id,
            Memory first,
            BiFunction<Progress, Rule, Progress> step,
            Function<View, Optional<Change>> wish) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Rules.Of all = rules.of(id.template());
            // What is told now cannot be folded into progress with these; once they can be read it
            // is.
            all.unreadable().forEach(rule -> awards.outdate(id.learner(), rule));
            // Whoever was faster may have told something new.
            Memory memory = i == 0 ? first : new Memory(id.learner());
            View view = new View(id, all, awards.standing(id, all.ids()), memory, step);
            Optional<Change> change = wish.apply(view);
            boolean same = view.changed.isEmpty() && change.isEmpty();
            if (same || awards.store(view.standing, view.changed, change, view.seen)) {
                return new Judged(
                        change.map(Change::badge).or(view.standing::badge),
                        view.earns(),
                        change.isPresent());
            }
        }
        throw new Awarder.Contention("badge " + id);
    }

    /// The learner's past, read when it is needed first.
    private final class Memory {
        private final @Nullable LearnerId learner;
        private @Nullable Past past;

        Memory(LearnerId learner) {
            this.learner = learner;
        }

        Memory(Past past) {
            this.learner = null;
            this.past = past;
        }

        Past past() {
            Past known = past;
            if (known == null) {
                known = awards.past(Objects.requireNonNull(learner));
                past = known;
            }
            return known;
        }
    }

    /// How it stands with a badge when somebody looks: what was read, what that makes of the
    /// learner's progress, and what rules say by that.
    private final class View {
        private final BadgeId id;
        private final Rules.Of rules;
        private final Standing standing;
        private final Map<RuleId, Progress> progress;
        private final List<Progress> changed = new ArrayList<>();
        private final List<Progress> seen = new ArrayList<>();
        private final @Nullable Earned earned;

        View(
                BadgeId id,
                Rules.Of rules,
                Standing standing,
                Memory memory,
                BiFunction<Progress, Rule, Progress> step) {
            this.id = id;
            this.rules = rules;
            this.standing = standing;
            this.progress =
                    standing.progress().stream()
                            .collect(Collectors.toMap(Progress::rule, Function.identity()));
            rules.rules().forEach(rule -> progress(rule, memory, step));
            this.earned =
                    Progress.newest(
                                    rules.rules().stream()
                                            .flatMap(rule -> of(rule).earned(rule).stream())
                                            .toList())
                            .orElse(null);
        }

        private void progress(Rule rule, Memory memory, BiFunction<Progress, Rule, Progress> step) {
            Progress had = of(rule);
            Progress current = had.isOf(rule) ? had : had.anew(rule, memory.past());
            Progress has = step.apply(current, rule);
            if (has.equals(had) || (had.version() == 0 && has.isEmpty())) {
                seen.add(had);
            } else {
                Progress touched = has.touched(clock.instant());
                progress.put(rule.id(), touched);
                changed.add(touched);
            }
        }

        private Progress of(Rule rule) {
            return progress.getOrDefault(rule.id(), Progress.none(id.learner(), rule.id()));
        }

        boolean any(BiFunction<Progress, Rule, Boolean> test) {
            return rules.rules().stream().anyMatch(rule -> test.apply(of(rule), rule));
        }

        boolean earns() {
            return earned != null;
        }

        @Nullable Earned earned() {
            return earned;
        }

        boolean issued() {
            return standing.badge().filter(badge -> badge.wanted().issued()).isPresent();
        }

        /// The badge with the wish that rules now have; empty when it does not change. While a rule
        /// cannot be read, it may be what earns the badge.
        Optional<Change> wish(Cause by, boolean quiet) {
            Wanted.Terms terms = terms(quiet);
            if (terms == null && !rules.unreadable().isEmpty()) {
                return Optional.empty();
            }
            Instant now = clock.instant();
            Badge badge = standing.badge().orElse(null);
            if (badge == null) {
                return terms == null
                        ? Optional.empty()
                        : Optional.of(Badge.first(id, Wanted.issued(by, terms), now));
            }
            Wanted next = badge.wanted().byRules(by, terms);
            return next.equals(badge.wanted())
                    ? Optional.empty()
                    : Optional.of(badge.wanting(next, now));
        }

        Optional<Change> lifted(Cause by) {
            Wanted.Terms terms = terms(false);
            return standing.badge()
                    .filter(badge ->
                            terms != null
                                    || (badge.wanted().terms() != null
                                            && rules.unreadable().isEmpty()))
                    .map(badge -> badge.wanting(badge.wanted().lifted(by, terms), clock.instant()));
        }

        private Wanted.@Nullable Terms terms(boolean quiet) {
            return earned == null
                    ? null
                    : new Wanted.Terms(
                            earned.certificate(),
                            earned.by().earnedAt(),
                            earned.by().expiresAt(),
                            earned.by().evidenceUrl(),
                            earned.by().course(),
                            earned.by().source(),
                            quiet);
        }
    }
}
