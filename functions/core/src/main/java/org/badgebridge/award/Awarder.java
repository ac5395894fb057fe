package org.badgebridge.award;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Failure;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.domain.rule.MatchKey;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Awards.Known;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Rules;
import org.badgebridge.port.SettleQueue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    /// How many facts of a certificate are kept. A platform that says every hour that a course is
    /// passed says nothing new.
    private static final int MOST_FACTS = 50;

    /// For which of so many events of a certificate it is looked whether there are too many.
    private static final int FACTS_COUNTED = 16;

    private final Awards awards;
    private final Badges badges;
    private final Rules rules;
    private final Judge judge;
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
        this.judge = new Judge(awards, rules, clock);
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
        LearnerId learner = ids.of(event.realm(), event.person());
        Optional<Folded> folded = know(learner, event);
        if (folded.isEmpty()) {
            return new Awarded(CertificateId.of(learner, event), List.of(), true);
        }
        Certificate certificate = folded.get().certificate();
        Fact fact = folded.get().fact();
        News news = folded.get().news();
        List<BadgeId> touched = new ArrayList<>();
        RuntimeException failure = null;
        for (TemplateId template :
                rules.matching(MatchKey.of(event.realm(), fact.type(), fact.course()))) {
            BadgeId badge = new BadgeId(learner, template);
            try {
                if (judge.told(badge, fact, certificate, news.first()).badge().isPresent()) {
                    touched.add(badge);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        List<BadgeId> released = released(learner, news, event);
        queue.send(Stream.concat(touched.stream(), released.stream()).distinct().toList());
        if (failure != null) {
            throw failure;
        }
        return new Awarded(certificate.id(), touched, false);
    }

    /// The event's certificate as it is now, and what the event told of its learner.
    private record Folded(Certificate certificate, Fact fact, News news) {}

    /// What an event changed of a learner who was known before. `repeated`: it changed nothing at
    /// all, as when it comes again because we stopped half-way the first time. `first`: it is all
    /// that is known of the learner.
    private record News(boolean email, boolean names, boolean repeated, boolean first) {

        static final News OF_A_STRANGER = new News(false, false, false, true);

        static News between(Learner before, Learner after, boolean repeated) {
            return new News(
                    !Objects.equals(before.email(), after.email()),
                    !before.firstName().equals(after.firstName())
                            || !before.lastName().equals(after.lastName()),
                    repeated && after.email() != null,
                    false);
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

    /// Has what a certificate may earn judged again, for rules that were made since. What is gained
    /// is let out. Empty when there is no such certificate, or it is not held.
    public List<Rejudged> awardAgain(CertificateId id, String who) {
        return awards.certificate(id).filter(Certificate::held).stream()
                .flatMap(certificate -> rules.matching(keys(certificate)).stream())
                .map(template -> awardAgain(new BadgeId(id.learner(), template), false, who))
                .toList();
    }

    /// Whether the event tells of what was before its learner was erased.
    public boolean erased(LearningEvent event) {
        return awards.erasure(ids.of(event.realm(), event.person()))
                .filter(erasure -> erasure.covers(event))
                .isPresent();
    }

    /// What came of a badge that was judged again.
    public record Rejudged(BadgeId badge, Judge.Judged judged) {}

    /// The same for one badge, without an e-mail to the learner when it is to be `quiet`.
    public Rejudged awardAgain(BadgeId badge, boolean quiet, String who) {
        return again(badge, new Judge.Asked(who, true, false, quiet));
    }

    /// Has a badge judged again, and what came of that settled.
    public Rejudged again(BadgeId badge, Judge.Asked asked) {
        Judge.Judged judged = judge.again(badge, asked);
        if (judged.badge().isPresent()) {
            queue.send(List.of(badge));
        }
        return new Rejudged(badge, judged);
    }

    /// Resets requirements of a rule for a learner; absent when there is no such rule.
    public Optional<Judge.Judged> reset(
            LearnerId learner,
            RuleId rule,
            Collection<String> requirements,
            String who,
            String reason) {
        Optional<Judge.Judged> judged = judge.reset(learner, rule, requirements, who, reason);
        if (judged.flatMap(Judge.Judged::badge).isPresent()) {
            queue.send(List.of(new BadgeId(learner, rule.template())));
        }
        return judged;
    }

    private static Collection<MatchKey> keys(Certificate certificate) {
        EventType type =
                certificate.id().isCertificate()
                        ? EventType.CERTIFICATE_ISSUED
                        : EventType.COURSE_PASSED;
        return MatchKey.of(certificate.realm(), type, certificate.course());
    }

    /// Lets rules say again what a badge is to be, after a person's decision is lifted; empty when
    /// they cannot: no rule of ours ever earned it.
    public Optional<Badge> followRules(BadgeId id, Cause by) {
        Judge.Judged judged = judge.lifted(id, by);
        if (!judged.changed()) {
            return Optional.empty();
        }
        queue.send(List.of(id));
        return judged.badge();
    }

    /// Folds the event into learner and certificate, and keeps what it told; empty when it is of
    /// one who was erased since.
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
            Fact fact = fact(certificate, event);
            boolean same =
                    newLearner.isEmpty() && newCertificate.isEmpty() && certificate.bears(event);
            if (same || awards.store(known, newLearner, newCertificate, fact)) {
                forgetOld(fact, known.certificate().isPresent());
                News news =
                        known.learner().isEmpty()
                                ? News.OF_A_STRANGER
                                : News.between(before, learner, same);
                return Optional.of(new Folded(certificate, fact, news));
            }
        }
        throw new Contention("learner " + learnerId);
    }

    /// What the event told, about the course that its certificate is known to be for.
    private static Fact fact(Certificate certificate, LearningEvent event) {
        Fact fact = Fact.of(certificate.id(), event);
        Course known = certificate.course();
        return fact.course() == null && known != null ? fact.about(known) : fact;
    }

    private void forgetOld(Fact fact, boolean others) {
        if (others && Math.floorMod(fact.at().eventId().hashCode(), FACTS_COUNTED) == 0) {
            awards.forget(fact.certificate(), MOST_FACTS);
        }
    }

    private static <T> Optional<T> changed(T after, T before, boolean unknown) {
        return unknown || !after.equals(before) ? Optional.of(after) : Optional.empty();
    }

    /// Others were faster again and again; the message comes back and is tried then.
    public static final class Contention extends RuntimeException {
        private static final long serialVersionUID = 1;

        Contention(String what) {
            super(what + " changed again and again while it was written");
        }
    }
}
