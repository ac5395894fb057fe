package org.badgebridge.port;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Erasure;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.Past;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.RuleId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the awarder keeps of learners: who they are, what they earned, how far they are with rules,
/// and which badges they want. Reads are strongly consistent; writes are conditional on the
/// versions that were read, all or nothing, and answer false when another was faster. Thread-safe.
public interface Awards {

    Optional<Learner> learner(LearnerId id);

    /// The learners that are there, in as few calls as can be.
    Map<LearnerId, Learner> learners(Collection<LearnerId> ids);

    /// The last erasure of a learner, finished or not.
    Optional<Erasure> erasure(LearnerId id);

    Optional<Certificate> certificate(CertificateId id);

    /// Learner and certificate as stored, each absent when unknown.
    Known known(LearnerId learner, CertificateId certificate);

    /// Stores the two when they changed; one that did not change is not given.
    boolean store(Optional<Learner> learner, Optional<Certificate> certificate);

    /// The same, and the fact that brought the change about, unless the learner was erased since
    /// this was read.
    boolean store(
            Known read, Optional<Learner> learner, Optional<Certificate> certificate, Fact fact);

    /// What is kept of the learner's events.
    Past past(LearnerId learner);

    /// The fact that a certificate is held by, as far as it is kept.
    Optional<Fact> given(CertificateId id);

    /// The newest facts of certificates, as far as they are kept.
    List<Fact> newest(Collection<Certificate> certificates);

    /// Lets go of a certificate's facts but for the newest so many.
    void forget(CertificateId certificate, int butNewest);

    Optional<Progress> progress(LearnerId learner, RuleId rule);

    /// Lets the learner's progress with a rule, if there is any, be of no state of it any more, so
    /// that it is derived anew; without reading it, as it may be of a newer version than this one.
    void outdate(LearnerId learner, RuleId rule);

    /// The learner's progress with rules of every template.
    List<Progress> progress(LearnerId learner);

    /// Progress with rules of a template, but for mappings, what changed last first; eventually
    /// consistent.
    Page<Progress> progress(TemplateId template, int most, Page.Cursor from);

    /// A learner's progress for rules of one template, and the badge of that template.
    Standing standing(BadgeId badge, Collection<RuleId> rules);

    /// Stores changed progress and, when it changed, the badge with its history. `seen` is what the
    /// decision rested on and did not change: it must still be as it was read.
    boolean store(List<Progress> changed, Optional<Change> badge, List<Progress> seen);

    /// The same, unless the learner was erased since this was read.
    boolean store(
            Standing read, List<Progress> changed, Optional<Change> badge, List<Progress> seen);

    List<Certificate> certificates(LearnerId learner);

    /// The certificates asked for, by the time they were first heard of, newest first; eventually
    /// consistent. One index is read, within a budget.
    Page<Certificate> listCertificates(CertificateQuery query, int most, Page.Cursor from);

    /// How many are asked for, counted up to `most` and within the budget; eventually consistent.
    Count countCertificates(CertificateQuery query, int most);

    /// The learners known by an e-mail's digest.
    List<LearnerId> learnersByEmail(String emailDigest);

    record Known(
            Optional<Learner> learner,
            Optional<Certificate> certificate,
            Optional<Erasure> erasure) {}

    record Standing(List<Progress> progress, Optional<Badge> badge, Optional<Erasure> erasure) {}
}
