package org.badgebridge.award;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Failure;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.Rule;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Awards.Known;
import org.badgebridge.port.Awards.Standing;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Turns a learning event into what is wanted: who the learner is, what they hold, how far they are
/// with the rules that the event concerns, and so which badges they should have. An event that
/// brings a name or e-mail also lets go what waited for that, whatever course it is of.
///
/// Idempotent: any repetition of an event, at any time, ends in the same state, and always asks for
/// settling, so that a message lost the first time is made up for. Thread-safe.
public final class Awarder {

    /// Two events of one learner at once are common, more are not.
    private static final int MOST_TRIES = 20;

    private final Awards awards;
    private final Badges badges;
    private final Rules rules;
    private final SettleQueue queue;
    private final LearnerIds ids;
    private final Clock clock;

    public Awarder(
            Awards awards,
            Badges badges,
            Rules rules,
            SettleQueue queue,
            LearnerIds ids,
            Clock clock) {
        this.awards = awards;
        this.badges = badges;
        this.rules = rules;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    /// What an event came to. `erased`: it tells of what was before its learner was erased, so
    /// nothing of it was kept.
    public record Awarded(CertificateId certificate, List<BadgeId> badges, boolean erased) {}

    /// Awards by one event. Templates are worked each on its own: one that fails lets the others
    /// finish, then its failure is thrown. What happened before its learner was erased is dropped.
    public Awarded award(LearningEvent event) {
        return award(event, _ -> true, null);
    }

    /// Whether the event tells of what was before its learner was erased.
    public boolean erased(LearningEvent event) {
        return awards.erasure(ids.of(event.realm(), event.person()))
                .filter(erasure -> erasure.covers(event))
                .isPresent();
    }

    private Awarded award(LearningEvent event, Predicate<TemplateId> which, @Nullable Asked asked) {
        LearnerId learner = ids.of(event.realm(), event.person());
        Optional<Folded> folded = know(learner, event);
        if (folded.isEmpty()) {
            return new Awarded(CertificateId.of(learner, event), List.of(), true);
        }
        Certificate certificate = folded.get().certificate();
        LearningEvent told =
                event.course() == null && certificate.course() != null
                        ? event.about(certificate.course())
                        : event;
        List<BadgeId> touched = new ArrayList<>();
        RuntimeException failure = null;
        for (TemplateId template : rules.matching(MatchKey.of(told))) {
            BadgeId badge = new BadgeId(learner, template);
            try {
                if (which.test(template) && want(badge, told, certificate, asked)) {
                    touched.add(badge);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        List<BadgeId> released = released(learner, folded.get().news(), event);
        queue.send(Stream.concat(touched.stream(), released.stream()).distinct().toList());
        if (failure != null) {
            throw failure;
        }
        return new Awarded(certificate.id(), touched, false);
    }

    /// The event's certificate as it is now, and what the event told of its learner.
    private record Folded(Certificate certificate, News news) {}

    /// What an event changed of a learner who was known before. `repeated`: it changed nothing at
    /// all, as when it comes again because we stopped half-way the first time.
    private record News(boolean email, boolean names, boolean repeated) {

        static final News OF_A_STRANGER = new News(false, false, false);

        static News between(Learner before, Learner after, boolean repeated) {
            return new News(
                    !Objects.equals(before.email(), after.email()),
                    !before.firstName().equals(after.firstName())
                            || !before.lastName().equals(after.lastName()),
                    repeated && after.email() != null);
        }

        boolean releases(Badge badge) {
            return (email || repeated)
                    && (badge.settling().waitsOn() == Hold.NO_EMAIL
                            // A worker that has not heard of the e-mail may be about to hold it.
                            || (badge.wanted().issued() && badge.have() == null));
        }

        boolean mends(Badge badge) {
            Failure failure = badge.settling().failure();
            return failure != null
                    && ((email && failure.cause() == FailureCause.EMAIL_REFUSED)
                            || (names && failure.cause() == FailureCause.NAME_REFUSED));
        }
    }

    /// The learner's badges that may go on by what the event told.
    private List<BadgeId> released(LearnerId learner, News news, LearningEvent event) {
        if (!news.email() && !news.names() && !news.repeated()) {
            return List.of();
        }
        List<BadgeId> released = new ArrayList<>();
        for (Badge badge : badges.ofLearner(learner)) {
            if (news.mends(badge)) {
                retry(badge, news, Cause.event(event.id(), clock.instant()));
                released.add(badge.id());
            } else if (news.releases(badge)) {
                released.add(badge.id());
            }
        }
        return released;
    }

    private void retry(Badge refused, News news, Cause by) {
        Optional<Badge> badge = Optional.of(refused);
        for (int i = 0; i < MOST_TRIES; i++) {
            if (badge.filter(news::mends).isEmpty()
                    || badges.store(List.of(badge.get().retried(by, clock.instant())), List.of())) {
                return;
            }
            badge = badges.find(refused.id());
        }
        throw new Contention("badge " + refused.id());
    }

    /// Awards again by what a stored certificate came from, for rules that were made since. Empty
    /// when there is no such certificate, or it is not held.
    public Optional<Awarded> awardAgain(CertificateId id) {
        return stored(id).map(this::award);
    }

    /// The same for one template only. A badge that comes to be wanted by this is let out by the
    /// person who asks, without an e-mail to the learner when it is to be `quiet`.
    public Optional<Awarded> awardAgain(
            CertificateId id, TemplateId only, boolean quiet, String who) {
        return stored(id).map(event -> award(event, only::equals, new Asked(who, quiet)));
    }

    /// What a person asks for of a badge that comes to be wanted. Stored with the wish, so that
    /// nobody issues it otherwise before, and nobody who dies leaves it waiting.
    private record Asked(String who, boolean quiet) {}

    private Optional<LearningEvent> stored(CertificateId id) {
        Known known = awards.known(id.learner(), id);
        Course course = known.certificate().map(Certificate::course).orElse(null);
        if (known.learner().isEmpty()
                || course == null
                || known.certificate().filter(Certificate::held).isEmpty()) {
            return Optional.empty();
        }
        return StoredEvent.of(known.learner().get(), known.certificate().get(), course);
    }

    /// Lets rules say again what a badge is to be, after a person's decision is lifted; empty when
    /// they cannot: no rule of ours ever earned it.
    public Optional<Badge> followRules(BadgeId id, Cause by) {
        for (int i = 0; i < MOST_TRIES; i++) {
            List<Rule> all = rules.of(id.template());
            Standing standing = awards.standing(id, all.stream().map(Rule::id).toList());
            Map<RuleId, Progress> progress = byRule(standing);
            List<Progress.Earned> earned =
                    all.stream()
                            .flatMap(rule ->
                                    Optional.ofNullable(progress.get(rule.id()))
                                            .flatMap(each -> each.earned(rule))
                                            .stream())
                            .toList();
            Badge badge = standing.badge().orElse(null);
            Wanted.Terms terms =
                    Progress.newest(earned).map(each -> terms(each, false)).orElse(null);
            if (badge == null || (terms == null && badge.wanted().terms() == null)) {
                return Optional.empty();
            }
            Change change = badge.wanting(badge.wanted().lifted(by, terms), clock.instant());
            if (awards.store(List.of(), Optional.of(change), standing.progress())) {
                queue.send(List.of(id));
                return Optional.of(change.badge());
            }
        }
        throw new Contention("badge " + id);
    }

    private static Map<RuleId, Progress> byRule(Standing standing) {
        return standing.progress().stream()
                .collect(Collectors.toMap(Progress::rule, Function.identity()));
    }

    /// Folds the event into learner and certificate; empty when it is of one who was erased since.
    private Optional<Folded> know(LearnerId learnerId, LearningEvent event) {
        CertificateId certificateId = CertificateId.of(learnerId, event);
        for (int i = 0; i < MOST_TRIES; i++) {
            Instant now = clock.instant();
            Known known = awards.known(learnerId, certificateId);
            if (known.erasure().filter(erasure -> erasure.covers(event)).isPresent()) {
                return Optional.empty();
            }
            Learner before =
                    known.learner().orElseGet(() -> Learner.unknown(learnerId, event.realm(), now));
            Certificate had =
                    known.certificate()
                            .orElseGet(() -> Certificate.unknown(certificateId, event, now));
            Learner learner = before.after(event, ids, now);
            Certificate certificate = had.after(event, now);
            Optional<Learner> newLearner = changed(learner, before, known.learner().isEmpty());
            Optional<Certificate> newCertificate =
                    changed(certificate, had, known.certificate().isEmpty());
            boolean same = newLearner.isEmpty() && newCertificate.isEmpty();
            if (same || awards.store(known, newLearner, newCertificate)) {
                News news =
                        known.learner().isEmpty()
                                ? News.OF_A_STRANGER
                                : News.between(before, learner, same);
                return Optional.of(new Folded(certificate, news));
            }
        }
        throw new Contention("learner " + learnerId);
    }

    private static <T> Optional<T> changed(T after, T before, boolean unknown) {
        return unknown || !after.equals(before) ? Optional.of(after) : Optional.empty();
    }

    /// Folds the event into the progress of a template's rules, and the result into its badge.
    /// False when there is and will be no badge.
    private boolean want(
            BadgeId badgeId, LearningEvent event, Certificate certificate, @Nullable Asked asked) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Map<RuleId, Rule> byId =
                    rules.of(badgeId.template()).stream()
                            .collect(Collectors.toMap(Rule::id, Function.identity()));
            Standing standing = awards.standing(badgeId, byId.keySet());
            Map<RuleId, Progress> before = byRule(standing);
            List<Progress> changed = new ArrayList<>();
            List<Progress> seen = new ArrayList<>();
            List<Progress.Earned> earned = new ArrayList<>();
            for (Rule rule : byId.values()) {
                Progress had =
                        before.getOrDefault(rule.id(), Progress.none(badgeId.learner(), rule.id()));
                Progress has = had.after(event, certificate, rule);
                (has.equals(had) ? seen : changed).add(has);
                has.earned(rule).ifPresent(earned::add);
            }
            boolean quiet = asked != null && asked.quiet();
            Optional<Change> badge =
                    wanting(badgeId, standing.badge(), earned, event, quiet)
                            .map(change -> pushed(change, standing.badge(), asked));
            boolean same = changed.isEmpty() && badge.isEmpty();
            if (same || awards.store(standing, changed, badge, seen)) {
                return badge.isPresent() || standing.badge().isPresent();
            }
        }
        throw new Contention("badge " + badgeId);
    }

    /// The badge with the wish that rules now have; empty when it does not change.
    private Optional<Change> wanting(
            BadgeId id,
            Optional<Badge> badge,
            List<Progress.Earned> earned,
            LearningEvent event,
            boolean quiet) {
        Instant now = clock.instant();
        Cause cause = Cause.event(event.id(), now);
        Optional<Wanted.Terms> terms = Progress.newest(earned).map(each -> terms(each, quiet));
        if (badge.isEmpty()) {
            return terms.map(t -> Badge.first(id, Wanted.issued(cause, t), now));
        }
        Wanted wanted = badge.get().wanted();
        Wanted next = wanted.byRules(cause, terms.orElse(null));
        return next.equals(wanted) ? Optional.empty() : Optional.of(badge.get().wanting(next, now));
    }

    private Change pushed(Change change, Optional<Badge> before, @Nullable Asked asked) {
        boolean already = before.filter(badge -> badge.wanted().issued()).isPresent();
        if (asked == null || already || !change.badge().wanted().issued()) {
            return change;
        }
        Instant now = clock.instant();
        return change.then(badge -> badge.pushed(Cause.person(asked.who(), null, now), now));
    }

    private static Wanted.Terms terms(Progress.Earned earned, boolean quiet) {
        return new Wanted.Terms(
                earned.certificate(),
                earned.by().earnedAt(),
                earned.by().expiresAt(),
                earned.by().evidenceUrl(),
                earned.by().course(),
                earned.by().source(),
                quiet);
    }

    /// Others were faster again and again; the message comes back and is tried then.
    public static final class Contention extends RuntimeException {
        private static final long serialVersionUID = 1;

        Contention(String what) {
            super(what + " changed again and again while it was written");
        }
    }
}
