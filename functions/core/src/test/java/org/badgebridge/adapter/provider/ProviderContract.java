package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.Award;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.port.BadgesPage;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Provider.Ending;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// What holds for every provider, shown against its simulator. A test class of a provider
/// implements it by saying how a fixture starts.
public interface ProviderContract {

    String ADA = "ada+badges@example.org";

    ProviderFixture start();

    /// A call that changes something at the provider, ready to be made.
    record Change(Operation operation, Function<Provider, Outcome<ProviderBadge>> call) {}

    /// Issuing, replacing and revoking; the two latter aim at a badge that is there.
    static List<Change> changes(ProviderFixture world) {
        String grace = done(world.provider().issue(world.award("grace@example.org"))).id();
        String alan = done(world.provider().issue(world.award("alan@example.org"))).id();
        Award again = world.award("grace@example.org");
        return List.of(
                new Change(Operation.ISSUE, provider -> provider.issue(world.award(ADA))),
                new Change(Operation.REPLACE, provider -> provider.replace(grace, again)),
                new Change(
                        Operation.REVOKE,
                        provider -> provider.revoke(alan, Ending.REVOKE, "Cheated")));
    }

    static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    @Test
    default void badgeIsIssuedAsAsked() {
        try (ProviderFixture world = start()) {
            Award award = world.award(ADA);
            ProviderBadge badge = done(world.provider().issue(award));

            assertThat(badge.templateId()).isEqualTo(award.templateId());
            assertThat(badge.earnerId()).isEqualTo(award.recipient().id().value());
            assertThat(badge.email()).isEqualTo(ADA);
            assertThat(badge.state()).isEqualTo(world.whenIssued());
            assertThat(badge.issuedAt()).isEqualTo(award.issuedAt());
            assertThat(badge.expiresAt()).isEqualTo(award.expiresAt());
            assertThat(world.calls(Operation.ISSUE)).isEqualTo(1);
            assertThat(world.liveBadges()).isEqualTo(1);
        }
    }

    @Test
    default void secondIssueIsAlreadyThere() {
        try (ProviderFixture world = start()) {
            done(world.provider().issue(world.award(ADA)));

            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOf(Outcome.AlreadyThere.class);
            assertThat(world.liveBadges()).isEqualTo(1);
        }
    }

    @Test
    default void replacementStandsInPlaceOfTheOld() {
        try (ProviderFixture world = start()) {
            ProviderBadge old = done(world.provider().issue(world.award(ADA)));
            ProviderBadge fresh = done(world.provider().replace(old.id(), world.award(ADA)));

            boolean same = fresh.id().equals(old.id());
            assertThat(same ? null : old.id()).isEqualTo(fresh.replaces());
            assertThat(fresh.current()).isTrue();
            assertThat(world.liveBadges()).isEqualTo(1);
        }
    }

    @Test
    default void revokedBadgeIsRevokedOnce() {
        try (ProviderFixture world = start()) {
            ProviderBadge badge = done(world.provider().issue(world.award(ADA)));

            ProviderBadge revoked =
                    done(world.provider().revoke(badge.id(), Ending.REVOKE, "Cheated"));
            assertThat(revoked.state()).isEqualTo(world.whenEnded());
            assertThat(revoked.asOf()).isAfterOrEqualTo(badge.asOf());
            assertThat(world.provider().revoke(badge.id(), Ending.REVOKE, "Cheated"))
                    .isInstanceOfAny(Outcome.AlreadyThere.class, Outcome.Done.class);
            assertThat(world.liveBadges()).isZero();
        }
    }

    @Test
    default void revokeOfABadgeThatIsGoneIsAlreadyThere() {
        try (ProviderFixture world = start()) {
            assertThat(
                            world.provider()
                                    .revoke(
                                            "9e3e7a2c-0000-4000-8000-000000000000",
                                            Ending.REVOKE,
                                            "Cheated"))
                    .isInstanceOf(Outcome.AlreadyThere.class);
        }
    }

    @Test
    default void whatIsThereIsNotCalledDeleted() {
        try (ProviderFixture world = start()) {
            ProviderBadge live = done(world.provider().issue(world.award(ADA)));
            Sought ada = world.sought(ADA);
            Sought ours =
                    new Sought(
                            ada.organizationId(),
                            ada.templateId(),
                            ada.earnerId(),
                            ada.email(),
                            live.id());

            assertThat(done(world.provider().deleted(List.of(ours)))).isEmpty();
        }
    }

    @Test
    default void everyStatusHasItsOutcome() {
        Map<Integer, Class<?>> outcomes =
                Map.ofEntries(
                        Map.entry(302, Outcome.Unsure.class),
                        Map.entry(400, Outcome.Refused.class),
                        Map.entry(401, Outcome.Unauthorized.class),
                        Map.entry(403, Outcome.Unauthorized.class),
                        Map.entry(408, Outcome.Unsure.class),
                        Map.entry(409, Outcome.Unsure.class),
                        Map.entry(418, Outcome.Refused.class),
                        Map.entry(422, Outcome.Refused.class),
                        Map.entry(429, Outcome.SlowDown.class),
                        Map.entry(500, Outcome.Unsure.class),
                        Map.entry(502, Outcome.Unsure.class),
                        Map.entry(503, Outcome.Unsure.class),
                        Map.entry(504, Outcome.Unsure.class));
        try (ProviderFixture world = start()) {
            for (Change change : changes(world)) {
                outcomes.forEach((status, expected) -> {
                    world.calmsDown();
                    long before = world.calls(change.operation());
                    world.happens(Fault.on(change.operation(), Fault.Status.of(status)));

                    Outcome<ProviderBadge> outcome = change.call().apply(world.provider());

                    assertThat(outcome)
                            .as("%s answered %d", change.operation(), status)
                            .isInstanceOf(expected);
                    assertThat(outcome.said().status()).isEqualTo(status);
                    assertThat(world.calls(change.operation()) - before).isEqualTo(1);
                });
            }
            assertThat(world.liveBadges()).isEqualTo(2);
        }
    }

    @Test
    default void lostAnswerLeavesUsUnsureAndIsAskedOnce() {
        try (ProviderFixture world = start()) {
            for (Change change : changes(world)) {
                for (boolean stored : List.of(false, true)) {
                    world.calmsDown();
                    long before = world.calls(change.operation());
                    world.happens(Fault.on(change.operation(), new Fault.Reset(stored)));

                    assertThat(change.call().apply(world.provider()))
                            .as("%s, stored: %s", change.operation(), stored)
                            .isInstanceOf(Outcome.Unsure.class);
                    assertThat(world.calls(change.operation()) - before).isEqualTo(1);
                }
            }
            assertThat(world.liveBadges()).isEqualTo(2);
        }
    }

    @Test
    default void silenceLeavesUsUnsureAtTheDeadline()
            throws ExecutionException, InterruptedException {
        try (ProviderFixture world = start()) {
            List<Change> changes = changes(world);
            world.happens(Fault.on(Operation.ANY, new Fault.Hang(true)));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Outcome<ProviderBadge>>> outcomes =
                        changes.stream()
                                .map(change ->
                                        threads.submit(() -> change.call().apply(world.provider())))
                                .toList();
                for (Future<Outcome<ProviderBadge>> outcome : outcomes) {
                    assertThat(outcome.get()).isInstanceOf(Outcome.Unsure.class);
                    assertThat(outcome.get().said().latency())
                            .isBetween(
                                    world.provider().deadline(),
                                    world.provider().deadline().plusSeconds(10));
                }
            }
            assertThat(world.calls(Operation.ISSUE)).isEqualTo(3);
            assertThat(world.liveBadges()).isEqualTo(2);
        }
    }

    @Test
    default void successThatCannotBeReadLeavesUsUnsure() {
        List<Fault.Effect> effects =
                List.of(
                        new Fault.NotJson(),
                        new Fault.Truncated(),
                        new Fault.CutOff(),
                        new Fault.Huge(2 << 20));
        for (Fault.Effect effect : effects) {
            try (ProviderFixture world = start()) {
                for (Change change : changes(world)) {
                    world.happens(Fault.on(change.operation(), effect));

                    assertThat(change.call().apply(world.provider()))
                            .as("%s, %s", change.operation(), effect)
                            .isInstanceOf(Outcome.Unsure.class);
                }
                assertThat(world.liveBadges()).isEqualTo(2);
            }
        }
    }

    @Test
    default void errorAfterTheWorkWasDoneLeavesUsUnsure() {
        try (ProviderFixture world = start()) {
            world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(500).afterStoring()));

            assertThat(world.provider().issue(world.award(ADA))).isInstanceOf(Outcome.Unsure.class);
            assertThat(world.liveBadges()).isEqualTo(1);
        }
    }

    @Test
    default void providerThatCannotBeReachedWasSentNothing() {
        try (ProviderFixture world = start()) {
            Provider nobody = world.unreachable();
            for (Change change : changes(world)) {
                assertThat(change.call().apply(nobody)).isInstanceOf(Outcome.NotSent.class);
            }
            assertThat(nobody.find(world.sought(ADA))).isInstanceOf(Outcome.NotSent.class);
            assertThat(nobody.templates()).isInstanceOf(Outcome.NotSent.class);
            assertThat(nobody.test()).isInstanceOf(Outcome.NotSent.class);
            world.readings()
                    .forEach((_, question) ->
                            assertThat(question.apply(nobody)).isInstanceOf(Outcome.NotSent.class));
        }
    }

    @Test
    default void patienceIsAsLongAsAsked() {
        Map<String, Duration> asked =
                Map.of(
                        "7", Duration.ofSeconds(7),
                        "0", Duration.ofSeconds(1),
                        "999999999999999999999", Duration.ofHours(24),
                        "Wed, 21 Oct 2099 07:28:00 GMT", Duration.ofHours(24),
                        "Wed, 21 Oct 2015 07:28:00 GMT", Duration.ofSeconds(1),
                        "soon", Duration.ofSeconds(60));
        try (ProviderFixture world = start()) {
            asked.forEach((header, patience) -> {
                world.calmsDown();
                world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(429).retryAfter(header)));
                assertThat(world.provider().issue(world.award(ADA)))
                        .as("Retry-After: %s", header)
                        .isInstanceOfSatisfying(
                                Outcome.SlowDown.class,
                                slow -> assertThat(slow.retryAfter()).isEqualTo(patience));
            });
            world.calmsDown();
            world.happens(Fault.on(Operation.ISSUE, Fault.Status.of(429)));
            assertThat(world.provider().issue(world.award(ADA)))
                    .isInstanceOfSatisfying(
                            Outcome.SlowDown.class,
                            slow -> assertThat(slow.retryAfter()).hasSeconds(60));
        }
    }

    @Test
    default void lookUpFindsWhatWeIssuedAndWhatAPersonIssued() {
        try (ProviderFixture world = start()) {
            String ours = done(world.provider().issue(world.award(ADA))).id();
            String byHand = world.issueByHand("grace+1@example.org");

            assertThat(found(world, ADA)).containsExactly(ours);
            assertThat(found(world, "grace+1@example.org")).containsExactly(byHand);
            assertThat(found(world, "nobody@example.org")).isEmpty();
        }
    }

    @Test
    default void lookUpFindsABadgeWhateverItsState() {
        try (ProviderFixture world = start()) {
            String badge = done(world.provider().issue(world.award(ADA))).id();
            done(world.provider().revoke(badge, Ending.REVOKE, "Cheated"));

            assertThat(done(world.provider().find(world.sought(ADA))))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.state()).isEqualTo(world.whenEnded()));
        }
    }

    /// More pages than one, none of which the question has narrowed.
    @Test
    default void lookUpReadsAllPagesWhenTheFilterIsIgnored() {
        try (ProviderFixture world = start()) {
            String ours = done(world.provider().issue(world.award(ADA))).id();
            for (int i = 0; i < 120; i++) {
                world.issueByHand("somebody" + i + "@example.org");
            }
            world.happens(Fault.on(Operation.ANY, new Fault.IgnoreFilter(null)));

            assertThat(found(world, ADA)).hasSize(121).contains(ours);
        }
    }

    @Test
    default void lookUpThatFailsTellsNothing() {
        try (ProviderFixture world = start()) {
            done(world.provider().issue(world.award(ADA)));
            Map<Fault.Effect, Class<?>> outcomes =
                    Map.of(
                            new Fault.Reset(false),
                            Outcome.Unsure.class,
                            new Fault.NotJson(),
                            Outcome.Unsure.class,
                            new Fault.Truncated(),
                            Outcome.Unsure.class,
                            Fault.Status.of(500),
                            Outcome.Unsure.class,
                            Fault.Status.of(401),
                            Outcome.Unauthorized.class,
                            Fault.Status.of(404),
                            Outcome.Refused.class,
                            Fault.Status.of(429),
                            Outcome.SlowDown.class);
            outcomes.forEach((effect, expected) -> {
                world.calmsDown();
                world.happens(Fault.on(Operation.LIST_BADGES, effect));
                assertThat(world.provider().find(world.sought(ADA)))
                        .as("%s", effect)
                        .isInstanceOf(expected);
            });
        }
    }

    @Test
    default void templatesAreReadFromAllPagesOrNotAtAll() {
        try (ProviderFixture world = start()) {
            world.addTemplates(119);

            assertThat(done(world.provider().templates()))
                    .extracting(ProviderTemplate::providerId)
                    .hasSize(120)
                    .doesNotHaveDuplicates()
                    .contains(world.award(ADA).templateId());

            world.happens(Fault.on(Operation.TEMPLATES, Fault.Status.of(500)).afterFirst(2));
            assertThat(world.provider().templates()).isInstanceOf(Outcome.Unsure.class);
        }
    }

    @Test
    default void testOfAConnectionNamesTheOrganization() {
        try (ProviderFixture world = start()) {
            assertThat(done(world.provider().test()).organization())
                    .isEqualTo(world.organizationName());

            world.happens(Fault.on(Operation.ORGANIZATION, Fault.Status.of(401)));
            assertThat(world.provider().test()).isInstanceOf(Outcome.Unauthorized.class);
        }
    }

    @Test
    default void badgesAreReadInEveryStatePageByPage() {
        try (ProviderFixture world = start()) {
            world.badgesOnAPage(2);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(world.issueByHand("somebody" + i + "@example.org"));
            }
            world.accept(ids.get(1));
            done(world.provider().revoke(ids.get(2), Ending.REVOKE, "Cheated"));
            String fresh = done(world.provider().replace(ids.get(3), world.award(ADA))).id();
            if (!ids.contains(fresh)) {
                ids.add(fresh);
            }

            List<ProviderBadge> all = new ArrayList<>();
            int pages = 0;
            Page.Cursor next = Page.Cursor.START;
            while (next != null) {
                BadgesPage page = done(world.provider().badges(null, next));
                assertThat(page.unreadable()).isZero();
                all.addAll(page.badges());
                next = page.next();
                pages++;
            }
            assertThat(pages).isEqualTo(3);
            assertThat(all).extracting(ProviderBadge::id).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(all)
                    .extracting(ProviderBadge::state)
                    .contains(world.whenIssued(), world.whenTaken(), world.whenEnded());
            assertThat(all).filteredOn(badge -> badge.replacedBy() != null).hasSize(ids.size() - 5);
        }
    }

    @Test
    default void organizationWithoutBadgesHasOneEmptyPage() {
        try (ProviderFixture world = start()) {
            BadgesPage page = done(world.provider().badges(null, Page.Cursor.START));
            assertThat(page.badges()).isEmpty();
            assertThat(page.unreadable()).isZero();
            assertThat(page.next()).isNull();
        }
    }

    private static List<String> found(ProviderFixture world, String email) {
        return done(world.provider().find(world.sought(email))).stream()
                .map(ProviderBadge::id)
                .toList();
    }

    @Test
    default void readingThatFailsTellsNothing() {
        Map<Fault.Effect, Class<?>> outcomes =
                Map.of(
                        new Fault.Reset(false),
                        Outcome.Unsure.class,
                        new Fault.NotJson(),
                        Outcome.Unsure.class,
                        new Fault.Truncated(),
                        Outcome.Unsure.class,
                        Fault.Status.of(500),
                        Outcome.Unsure.class,
                        Fault.Status.of(401),
                        Outcome.Unauthorized.class,
                        Fault.Status.of(404),
                        Outcome.Refused.class,
                        Fault.Status.of(429),
                        Outcome.SlowDown.class);
        try (ProviderFixture world = start()) {
            world.readings()
                    .forEach((operation, question) ->
                            outcomes.forEach((effect, expected) -> {
                                world.calmsDown();
                                world.happens(Fault.on(operation, effect));
                                assertThat(question.apply(world.provider()))
                                        .as("%s, %s", operation, effect)
                                        .isInstanceOf(expected);
                            }));
        }
    }
}
