package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Signals;

import java.util.Optional;

/// Where things are in the badges table and its indexes. All of a learner is in one partition.
final class BadgesKeys {

    static final String BADGE = "BADGE#";
    static final String CERTIFICATE = "CERTIFICATE#";
    static final String SIGNAL = "SIGNAL#";
    static final String PROGRESS = "PROGRESS#";
    static final String FACT = "FACT#";

    static final String DUE = "due";
    static final String DUE_SHARD = "due_shard";
    static final String NEXT_ATTEMPT_AT = "next_attempt_at";

    static final String LISTED = "listed";
    static final String LISTED_AT = "listed_at";
    static final String CERTIFICATES = "certificate";
    static final String SIGNALS = "signal";

    static final String BY_TEMPLATE = "by-template";
    static final String TEMPLATE = "template";
    static final String BY_COURSE = "by-course";
    static final String COURSE_OF = "course_of";
    static final String COURSE = "course";
    static final String SOURCE = "source";
    static final String CAUSE = "cause";

    static final String WAITING = "waiting";
    static final String WAITS_ON = "waits_on";
    static final String WAITS_FOR = "waits_for";

    static final int SHARDS = 16;

    private static final String LEARNER = "LEARNER#";

    private BadgesKeys() {}

    static Key learner(LearnerId id) {
        return new Key(of(id), "LEARNER");
    }

    static Key erasure(LearnerId id) {
        return new Key(of(id), "ERASURE");
    }

    static Key certificate(CertificateId id) {
        return new Key(of(id.learner()), CERTIFICATE + id.key());
    }

    static Key progress(LearnerId learner, RuleId rule) {
        return new Key(of(learner), PROGRESS + rule);
    }

    /// A fact is kept once, whenever and however often its event comes.
    static Key fact(CertificateId certificate, Position at) {
        return new Key(
                of(certificate.learner()),
                factsOf(certificate)
                        + Key.time(at.time())
                        + (at.negative() ? "#-#" : "#+#")
                        + Key.foreign(at.eventId()));
    }

    static String factsOf(CertificateId certificate) {
        return FACT + certificate.key() + "#";
    }

    static Key badge(BadgeId id) {
        return new Key(of(id.learner()), BADGE + id.template());
    }

    static Key history(BadgeId id, long number) {
        return new Key(of(id.learner()), "%s%012d".formatted(historyOf(id), number));
    }

    static Key signal(Signal signal) {
        return new Key(of(signal.learnerId()), SIGNAL + order(signal));
    }

    /// Signals in the order in which they became true.
    static String order(Signal signal) {
        return order(Signals.Position.of(signal));
    }

    static String order(Signals.Position position) {
        return Key.time(position.at()) + "#" + position.id();
    }

    static Key ownership(ConnectionId connection, String providerBadgeId) {
        return new Key("OWNED#" + connection + "#" + Key.foreign(providerBadgeId), "OWNED");
    }

    static Key email(String digest, LearnerId learner) {
        return new Key(ofEmail(digest), learner.value());
    }

    static String of(LearnerId learner) {
        return LEARNER + learner;
    }

    static String ofEmail(String digest) {
        return "EMAIL#" + digest;
    }

    static String historyOf(BadgeId id) {
        return "HISTORY#" + id.template() + "#";
    }

    /// The badge that has a key; empty when the key is of something else.
    static Optional<BadgeId> badge(Key key) {
        if (!key.pk().startsWith(LEARNER) || !key.sk().startsWith(BADGE)) {
            return Optional.empty();
        }
        return BadgeId.parse(
                key.pk().substring(LEARNER.length()) + "." + key.sk().substring(BADGE.length()));
    }

    static String shard(BadgeId id) {
        return shard(Math.floorMod(id.toString().hashCode(), SHARDS));
    }

    static String shard(int number) {
        return "%02d".formatted(number);
    }

    /// Where badges of a phase are listed.
    static String listed(Phase phase) {
        return "badge#" + phase.word();
    }

    /// Where badges that a course of a family earned are listed.
    static String badgesOf(String courseFamily) {
        return "badge#" + Key.foreign(courseFamily);
    }

    /// Where certificates of a family of courses are listed.
    static String certificatesOf(String courseFamily) {
        return "certificate#" + Key.foreign(courseFamily);
    }

    /// Where the progress of learners towards a template is listed.
    static String progressTowards(TemplateId template) {
        return "progress#" + template;
    }

    /// Ends with a mark, so that one template's id is never the beginning of another's.
    static String waitsFor(TemplateId template) {
        return template.providerId() + "#";
    }
}
