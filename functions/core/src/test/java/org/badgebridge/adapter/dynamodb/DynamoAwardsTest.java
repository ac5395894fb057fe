package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.event.EventData;
import org.badgebridge.domain.event.Position;
import org.badgebridge.domain.learner.Certificate;
import org.badgebridge.domain.learner.CertificateId;
import org.badgebridge.domain.learner.Fact;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.Awards.Known;
import org.badgebridge.port.Awards.Standing;
import org.badgebridge.port.CertificateQuery;
import org.badgebridge.port.Page;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

@WithTestSystem
class DynamoAwardsTest {

    private final TestSystem system;
    private final Stores stores;
    private final DynamoAwards awards;

    private static final Known STRANGER =
            new Known(Optional.empty(), Optional.empty(), Optional.empty());

    DynamoAwardsTest(TestSystem system) {
        this.system = system;
        stores = Stores.of(system);
        awards = stores.awards();
    }

    @Test
    void learnerAndCertificateComeBackEqualWithAndWithoutWhatMayBeAbsent() {
        LearnerId rich = Samples.learnerId(1);
        LearnerId poor = Samples.learnerId(2);
        Learner learner = Samples.fullLearner(rich, "digest-1");
        Certificate certificate = Samples.fullCertificate(Samples.certificateId(rich));
        Learner bareLearner = Samples.bareLearner(poor);
        Certificate bare = Samples.bareCertificate(Samples.certificateId(poor));

        assertThat(awards.known(rich, certificate.id()).learner()).isEmpty();
        assertThat(awards.known(rich, certificate.id()).certificate()).isEmpty();
        assertThat(awards.store(Optional.of(learner), Optional.of(certificate))).isTrue();
        assertThat(awards.store(Optional.of(bareLearner), Optional.of(bare))).isTrue();

        assertThat(awards.learner(rich)).contains(at(learner, 1));
        assertThat(awards.certificate(certificate.id())).contains(at(certificate, 1));
        assertThat(awards.known(poor, bare.id()).learner()).contains(at(bareLearner, 1));
        assertThat(awards.known(poor, bare.id()).certificate()).contains(at(bare, 1));
        assertThat(awards.certificates(rich)).containsExactly(at(certificate, 1));
    }

    @Test
    void aCertificateThatChangedSinceItWasReadKeepsTheLearnerFromBeingStored() {
        LearnerId id = Samples.learnerId(3);
        Certificate certificate = Samples.bareCertificate(Samples.certificateId(id));
        awards.store(Optional.empty(), Optional.of(certificate));

        assertThat(awards.store(Optional.of(Samples.bareLearner(id)), Optional.of(certificate)))
                .isFalse();

        assertThat(awards.learner(id)).isEmpty();
    }

    @Test
    void theLargestPostIsKept() {
        CertificateId id = Samples.certificateId(Samples.learnerId(12));
        Fact full = Samples.fullFact(id);
        Fact large =
                new Fact(
                        id,
                        full.type(),
                        full.at(),
                        full.source(),
                        full.course(),
                        full.url(),
                        full.earnedAt(),
                        full.expiresAt(),
                        new EventData(Map.of("numbers", Collections.nCopies(130_000, 7))));

        assertThat(awards.store(STRANGER, Optional.empty(), Optional.empty(), large)).isTrue();

        assertThat(awards.past(id.learner()).facts()).containsExactly(large);
    }

    @Test
    void whatEventsSaidIsKeptOnceAndTheNewestOfACertificateStays() {
        CertificateId id = Samples.certificateId(Samples.learnerId(13));
        Certificate certificate = Samples.fullCertificate(id);
        Fact full = Samples.fullFact(id);
        List<Fact> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Position at = new Position(Samples.NOW.plusSeconds(i - 9), i % 2 == 1, "e" + i);
            all.add(Samples.bareFact(id, at));
        }
        all.add(full);
        for (Fact fact : all) {
            awards.store(STRANGER, Optional.empty(), Optional.empty(), fact);
            awards.store(STRANGER, Optional.empty(), Optional.empty(), fact);
        }
        assertThat(awards.past(id.learner()).facts()).hasSize(5).last().isEqualTo(full);
        assertThat(awards.newest(List.of(certificate))).containsExactly(full);

        awards.forget(id, 2);

        assertThat(awards.past(id.learner()).facts())
                .extracting(Fact::at)
                .containsExactly(all.get(3).at(), full.at());
    }

    @Test
    void progressIsListedByTemplateAndLearnerButThatOfMappingsNot() {
        TemplateId template = new TemplateId(Samples.TEMPLATE.connection(), "listed-progress");
        LearnerId one = Samples.learnerId(14);
        LearnerId other = Samples.learnerId(15);
        RuleId built = new RuleId(template, "built");
        Progress older = Samples.fullProgress(one, built);
        Progress newer = Samples.fullProgress(other, built).touched(Samples.NOW.plusSeconds(1));
        Progress full = Samples.fullProgress(one, new RuleId(template, "mapping"));
        Progress everyday =
                new Progress(
                        one,
                        full.rule(),
                        full.of(),
                        true,
                        full.marks(),
                        Map.of(),
                        Map.of(),
                        Samples.NOW,
                        0);
        for (Progress each : List.of(older, newer, everyday)) {
            awards.store(List.of(each), Optional.empty(), List.of());
        }

        Page<Progress> first = awards.progress(template, 1, Page.Cursor.START);
        assertThat(first.items()).containsExactly(at(newer, 1));
        assertThat(awards.progress(template, 9, Objects.requireNonNull(first.next())).items())
                .containsExactly(at(older, 1));
        assertThat(awards.progress(one)).containsExactly(at(older, 1), at(everyday, 1));
        assertThat(awards.progress(one, built)).contains(at(older, 1));
    }

    @Test
    void aLearnerIsFoundByTheEMailOfTodayAndNoLongerByThatOfYesterday() {
        LearnerId id = Samples.learnerId(4);
        LearnerId twin = Samples.learnerId(5);
        awards.store(Optional.of(Samples.fullLearner(id, "old")), Optional.empty());
        awards.store(Optional.of(Samples.fullLearner(twin, "old")), Optional.empty());
        assertThat(awards.learnersByEmail("old")).containsExactly(id, twin);

        assertThat(
                        awards.store(
                                Optional.of(at(Samples.fullLearner(id, "new"), 1)),
                                Optional.empty()))
                .isTrue();
        assertThat(awards.learnersByEmail("old")).containsExactly(twin);
        assertThat(awards.learnersByEmail("new")).containsExactly(id);

        assertThat(
                        awards.store(
                                Optional.of(at(Samples.fullLearner(id, null), 2)),
                                Optional.empty()))
                .isTrue();
        assertThat(awards.learnersByEmail("new")).isEmpty();
    }

    @Test
    void aLearnerOfAnOlderVersionChangesNoPointer() {
        LearnerId id = Samples.learnerId(6);
        awards.store(Optional.of(Samples.fullLearner(id, "kept")), Optional.empty());
        awards.store(Optional.of(at(Samples.fullLearner(id, "kept"), 1)), Optional.empty());

        assertThat(
                        awards.store(
                                Optional.of(at(Samples.fullLearner(id, "stale"), 1)),
                                Optional.empty()))
                .isFalse();

        assertThat(awards.learnersByEmail("kept")).containsExactly(id);
        assertThat(awards.learnersByEmail("stale")).isEmpty();
    }

    @Test
    void progressStandsForEveryRuleAskedForAndComesBackEqual() {
        LearnerId learner = Samples.learnerId(7);
        BadgeId badge = new BadgeId(learner, Samples.TEMPLATE);
        List<RuleId> rules =
                IntStream.range(0, 150)
                        .mapToObj(i -> new RuleId(Samples.TEMPLATE, "r" + i))
                        .toList();
        Progress full = Samples.fullProgress(learner, rules.get(120));
        Badge wanted = Samples.bareBadge(badge);

        assertThat(awards.store(List.of(full), Optional.of(Change.none(wanted)), List.of()))
                .isTrue();

        Standing standing = awards.standing(badge, rules);
        assertThat(standing.progress()).extracting(Progress::rule).containsExactlyElementsOf(rules);
        assertThat(standing.progress().get(120)).isEqualTo(at(full, 1));
        assertThat(standing.progress().get(0)).isEqualTo(Progress.none(learner, rules.get(0)));
        assertThat(standing.badge()).isPresent();
    }

    @Test
    void whatADecisionRestedOnMustStillBeAsItWasSeen() {
        LearnerId learner = Samples.learnerId(8);
        BadgeId id = new BadgeId(learner, Samples.TEMPLATE);
        Progress changed = Progress.none(learner, new RuleId(Samples.TEMPLATE, "changed"));
        Progress seen = Progress.none(learner, new RuleId(Samples.TEMPLATE, "seen"));
        Change badge = new Change(Samples.bareBadge(id), List.of(Samples.bareEntry(id, 1)));
        awards.store(List.of(seen), Optional.empty(), List.of());

        assertThat(awards.store(List.of(changed), Optional.of(badge), List.of(seen))).isFalse();
        assertThat(awards.standing(id, List.of(changed.rule())).progress())
                .containsExactly(changed);
        assertThat(stores.badges().find(id)).isEmpty();
        assertThat(stores.badges().history(id)).isEmpty();

        assertThat(awards.store(List.of(changed), Optional.of(badge), List.of(at(seen, 1))))
                .isTrue();
        assertThat(stores.badges().find(id)).isPresent();
        assertThat(stores.badges().history(id)).hasSize(1);
        assertThat(awards.standing(id, List.of(seen.rule())).progress())
                .containsExactly(at(seen, 1));
        assertThat(awards.store(List.of(), Optional.empty(), List.of(seen))).isFalse();
        assertThat(awards.store(List.of(), Optional.empty(), List.of(at(seen, 1)))).isTrue();
    }

    @Test
    void asManyRulesAsATemplateMayHaveFitIntoOneDecision() {
        LearnerId learner = Samples.learnerId(9);
        BadgeId id = new BadgeId(learner, Samples.TEMPLATE);
        List<Progress> all = new ArrayList<>();
        for (int i = 0; i < DynamoRules.MOST_RULES_OF_TEMPLATE; i++) {
            all.add(Progress.none(learner, new RuleId(Samples.TEMPLATE, "r" + i)));
        }
        Change badge = new Change(Samples.bareBadge(id), List.of(Samples.bareEntry(id, 1)));

        assertThat(awards.store(all.subList(0, 1), Optional.of(badge), all.subList(1, 90)))
                .isTrue();
    }

    @Test
    void oneChangeAloneIsAPlainWrite() {
        LearnerId learner = Samples.learnerId(10);
        FaultyCalls calls = new FaultyCalls();
        try (DynamoDbClient client = system.dynamoDb(calls)) {
            Stores.of(system, client)
                    .awards()
                    .store(
                            List.of(Progress.none(learner, new RuleId(Samples.TEMPLATE, "r"))),
                            Optional.empty(),
                            List.of());
        }
        assertThat(calls.operations()).containsExactly("PutItem");
    }

    @Test
    void aTransactionThatMetAnotherIsLostAndOneThatIsThrottledIsAnError() {
        LearnerId learner = Samples.learnerId(11);
        Optional<Learner> unknown = Optional.of(Samples.fullLearner(learner, "digest-11"));
        try (DynamoDbClient client =
                system.dynamoDb(new Cancelled("None", "TransactionConflict"))) {
            assertThat(Stores.of(system, client).awards().store(unknown, Optional.empty()))
                    .isFalse();
        }
        try (DynamoDbClient client =
                system.dynamoDb(new Cancelled("ConditionalCheckFailed", "ThrottlingError"))) {
            DynamoAwards throttled = Stores.of(system, client).awards();
            assertThatThrownBy(() -> throttled.store(unknown, Optional.empty()))
                    .isInstanceOf(TransactionCanceledException.class);
        }
    }

    @Test
    void certificatesAreListedNewestFirstAndCoursesNeverPassedAreNot() {
        List<CertificateId> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            LearnerId learner = Samples.learnerId(20 + i);
            CertificateId id = Samples.certificateId(learner);
            CertificateId result = new CertificateId(learner, "r-0123456789_-abcd");
            // Newer than what the other tests of this class store.
            Instant created = Samples.NOW.plusSeconds(60 + i);
            awards.store(
                    Optional.empty(), Optional.of(created(Samples.fullCertificate(id), created)));
            awards.store(
                    Optional.empty(),
                    Optional.of(created(Samples.bareCertificate(result), created)));
            expected.addFirst(id);
        }

        List<CertificateId> listed = new ArrayList<>();
        Page.@Nullable Cursor next = Page.Cursor.START;
        for (int i = 0; i < 3 && next != null; i++) {
            Page<Certificate> page = awards.listCertificates(CertificateQuery.ALL, 2, next);
            page.items().forEach(certificate -> listed.add(certificate.id()));
            next = page.next();
        }

        assertThat(listed).startsWith(expected.toArray(CertificateId[]::new));
        assertThat(listed).noneMatch(id -> id.key().equals("r-0123456789_-abcd"));
        assertThat(awards.certificates(Samples.learnerId(20))).hasSize(2);
    }

    @Test
    void passedCourseIsListedAsACertificateIs() {
        LearnerId learner = Samples.learnerId(40);
        CertificateId passed = new CertificateId(learner, "r-9876543210_-abcd");
        Certificate result = created(Samples.fullCertificate(passed), Samples.NOW.plusSeconds(9));
        awards.store(Optional.empty(), Optional.of(result));
        Course course = Objects.requireNonNull(result.course());

        assertThat(
                        awards.listCertificates(
                                        new CertificateQuery(null, course.id(), null, null, null),
                                        100,
                                        Page.Cursor.START)
                                .items())
                .extracting(Certificate::id)
                .contains(passed);
    }

    /// Lets transactions be cancelled for reasons that the local engine never gives.
    private static final class Cancelled implements ExecutionInterceptor {

        private final List<CancellationReason> reasons;

        Cancelled(String... codes) {
            reasons =
                    Arrays.stream(codes)
                            .map(code -> CancellationReason.builder().code(code).build())
                            .toList();
        }

        @Override
        public void beforeExecution(
                Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof TransactWriteItemsRequest) {
                throw TransactionCanceledException.builder().cancellationReasons(reasons).build();
            }
        }
    }

    private static Learner at(Learner learner, long version) {
        return new Learner(
                learner.id(),
                learner.realm(),
                learner.userId(),
                learner.email(),
                learner.emailDigest(),
                learner.firstName(),
                learner.lastName(),
                learner.namedAt(),
                learner.emailedAt(),
                learner.blocked(),
                learner.createdAt(),
                learner.updatedAt(),
                version);
    }

    private static Progress at(Progress progress, long version) {
        return new Progress(
                progress.learner(),
                progress.rule(),
                progress.of(),
                progress.mapping(),
                progress.marks(),
                progress.resets(),
                progress.byHand(),
                progress.updatedAt(),
                version);
    }

    private static Certificate at(Certificate certificate, long version) {
        return of(certificate, certificate.createdAt(), version);
    }

    private static Certificate created(Certificate certificate, Instant at) {
        return of(certificate, at, certificate.version());
    }

    private static Certificate of(Certificate certificate, Instant createdAt, long version) {
        return new Certificate(
                certificate.id(),
                certificate.source(),
                certificate.realm(),
                certificate.course(),
                certificate.certificateKey(),
                certificate.url(),
                certificate.issuedAt(),
                certificate.expiresAt(),
                certificate.given(),
                certificate.taken(),
                createdAt,
                certificate.updatedAt(),
                version);
    }
}
