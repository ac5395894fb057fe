package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Page;
import org.badgebridge.testing.FaultyCalls;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@WithTestSystem
class DynamoBadgesTest {

    private final TestSystem system;
    private final Stores stores;
    private final DynamoBadges badges;

    DynamoBadgesTest(TestSystem system) {
        this.system = system;
        stores = Stores.of(system);
        badges = stores.badges();
    }

    @Test
    void aBadgeComesBackEqualWithAllOfItsFieldsAndWithoutThoseThatMayBeAbsent() {
        Badge full = Samples.fullBadge(id(1));
        Badge bare = Samples.bareBadge(id(2));

        assertThat(badges.store(full)).isTrue();
        assertThat(badges.store(bare)).isTrue();

        assertThat(badges.find(full.id())).contains(at(full, 1));
        assertThat(badges.find(bare.id())).contains(at(bare, 1));
        assertThat(badges.find(id(3))).isEmpty();
    }

    @Test
    void ofManyWritersWhoReadTheSameVersionOneWins() throws Exception {
        Badge read = at(Samples.bareBadge(id(4)), 1);
        badges.store(Samples.bareBadge(id(4)));

        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(() -> badges.store(read));
        }
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                won += writer.get() ? 1 : 0;
            }
        }

        assertThat(won).isEqualTo(1);
        assertThat(badges.find(id(4)).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void aChangeIsStoredWithItsHistoryAndItsOwnershipsOrNotAtAll() {
        Badge mine = Samples.bareBadge(id(5));
        Badge other = Samples.bareBadge(id(6));
        ConnectionId connection = mine.id().template().connection();
        Ownership owned = badges.ownership(connection, "pb-5").with(mine.id());
        badges.store(other);

        boolean lost =
                badges.store(
                        List.of(
                                new Change(mine, List.of(Samples.fullEntry(mine.id(), 1))),
                                Change.none(other)),
                        List.of(owned));

        assertThat(lost).isFalse();
        assertThat(badges.find(mine.id())).isEmpty();
        assertThat(badges.history(mine.id())).isEmpty();
        assertThat(badges.ownership(connection, "pb-5"))
                .isEqualTo(Ownership.none(connection, "pb-5"));

        boolean won =
                badges.store(
                        List.of(
                                new Change(mine, List.of(Samples.fullEntry(mine.id(), 1))),
                                Change.none(at(other, 1))),
                        List.of(owned));

        assertThat(won).isTrue();
        assertThat(badges.find(mine.id())).isPresent();
        assertThat(badges.find(other.id()).orElseThrow().version()).isEqualTo(2);
        assertThat(badges.history(mine.id())).containsExactly(Samples.fullEntry(mine.id(), 1));
        assertThat(badges.ownership(connection, "pb-5").owners())
                .containsExactly(mine.id().toString());
    }

    @Test
    void anOwnershipThatChangedSinceItWasReadKeepsTheBadgeFromBeingStored() {
        Badge first = Samples.bareBadge(id(7));
        Badge second = Samples.bareBadge(id(8));
        ConnectionId connection = first.id().template().connection();
        Ownership free = badges.ownership(connection, "pb-7");

        assertThat(badges.store(List.of(Change.none(first)), List.of(free.with(first.id()))))
                .isTrue();
        assertThat(badges.store(List.of(Change.none(second)), List.of(free.with(second.id()))))
                .isFalse();
        assertThat(badges.find(second.id())).isEmpty();

        Ownership taken = badges.ownership(connection, "pb-7");
        assertThat(
                        badges.store(
                                List.of(Change.none(second)),
                                List.of(taken.with(second.id()).revokedBy(second.id()))))
                .isTrue();
        Ownership shared = badges.ownership(connection, "pb-7");
        assertThat(shared.owners())
                .containsExactlyInAnyOrder(first.id().toString(), second.id().toString());
        assertThat(shared.revoking()).isEqualTo(second.id().toString());
        assertThat(shared.version()).isEqualTo(2);
    }

    @Test
    void anEntryThatCountsUpTheLastOneTakesItsPlaceAndHistoryIsInOrder() {
        BadgeId id = id(9);
        badges.store(
                List.of(
                        new Change(
                                Samples.bareBadge(id),
                                List.of(Samples.bareEntry(id, 1), Samples.bareEntry(id, 2)))),
                List.of());
        for (long n = 3; n <= 11; n++) {
            badges.store(
                    List.of(
                            new Change(
                                    at(Samples.bareBadge(id), n - 2),
                                    List.of(Samples.bareEntry(id, n)))),
                    List.of());
        }
        HistoryEntry counted = Samples.fullEntry(id, 11);

        badges.store(
                List.of(new Change(at(Samples.bareBadge(id), 10), List.of(counted))), List.of());

        List<HistoryEntry> history = badges.history(id);
        assertThat(history)
                .extracting(HistoryEntry::number)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(history.getLast()).isEqualTo(counted);
    }

    @Test
    void oneTemplatesHistoryIsNotAnothersWhoseIdBeginsTheSame() {
        LearnerId learner = Samples.learnerId(10);
        BadgeId one = new BadgeId(learner, new TemplateId(Samples.CONNECTION, "t1"));
        BadgeId other = new BadgeId(learner, new TemplateId(Samples.CONNECTION, "t10"));
        badges.store(
                List.of(
                        new Change(Samples.bareBadge(one), List.of(Samples.bareEntry(one, 1))),
                        new Change(Samples.bareBadge(other), List.of(Samples.bareEntry(other, 1)))),
                List.of());

        assertThat(badges.history(one)).containsExactly(Samples.bareEntry(one, 1));
        assertThat(badges.ofLearner(learner)).extracting(Badge::id).containsExactly(one, other);
    }

    @Test
    void whatDecidesTheNextStepIsReadInOneCall() {
        FaultyCalls calls = new FaultyCalls();
        try (DynamoDbClient client = system.dynamoDb(calls)) {
            DynamoBadges counted = Stores.of(system, client).badges();
            BadgeId id = complete("one-call", 11);
            ConnectionHealth down =
                    ConnectionHealth.good(id.template().connection()).opened(Samples.NOW, "down");

            Situation calm = counted.situation(id).orElseThrow();

            assertThat(calls.operations()).containsExactly("BatchGetItem");
            assertThat(calm.badge().id()).isEqualTo(id);
            assertThat(calm.template().id()).isEqualTo(id.template());
            assertThat(calm.connection().id()).isEqualTo(id.template().connection());
            assertThat(calm.learner().id()).isEqualTo(id.learner());
            assertThat(calm.health().circuitOpen()).isFalse();
            assertThat(calm.paused()).isFalse();
            assertThat(calm.othersWant()).isFalse();
            assertThat(calm.now()).isEqualTo(Samples.NOW);

            stores.accounts().store(down);
            stores.accounts().pause(true);
            Situation troubled = counted.situation(id).orElseThrow();
            stores.accounts().pause(false);

            assertThat(troubled.health().circuitOpen()).isTrue();
            assertThat(troubled.paused()).isTrue();
        }
    }

    @Test
    void withoutItsTemplateConnectionOrLearnerABadgeHasNoSituation() {
        BadgeId id = new BadgeId(Samples.learnerId(12), template("lacking"));
        assertThat(badges.situation(id)).isEmpty();
        badges.store(Samples.bareBadge(id));
        assertThat(badges.situation(id)).isEmpty();
        stores.accounts().store(Samples.bareConnection("lacking"));
        stores.accounts().store(Samples.bareTemplate(id.template()));
        assertThat(badges.situation(id)).isEmpty();
        stores.awards().store(Optional.of(Samples.bareLearner(id.learner())), Optional.empty());
        assertThat(badges.situation(id)).isPresent();
    }

    @Test
    void whatABusyTableLeftUnreadIsReadAgain() {
        BadgeId id = complete("busy", 13);
        UnreadKeys busy = new UnreadKeys(2);
        try (DynamoDbClient client = system.dynamoDb(busy)) {
            assertThat(Stores.of(system, client).badges().situation(id)).isPresent();
        }
    }

    @Test
    void aTableThatNeverGivesAnythingIsAnError() {
        BadgeId id = complete("stuck", 14);
        UnreadKeys stuck = new UnreadKeys(Integer.MAX_VALUE);
        try (DynamoDbClient client = system.dynamoDb(stuck)) {
            assertThatThrownBy(() -> Stores.of(system, client).badges().situation(id))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("busy");
        }
    }

    @Test
    void badgesAreListedNewestFirstPageByPage() {
        List<BadgeId> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            BadgeId id = new BadgeId(Samples.learnerId(20 + i), template("listed"));
            // Newer than what the other tests of this class store.
            badges.store(created(Samples.bareBadge(id), Samples.NOW.plusSeconds(60 + i)));
            expected.addFirst(id);
        }

        List<BadgeId> listed = new ArrayList<>();
        Page.Cursor next = Page.Cursor.START;
        for (int i = 0; i < 3 && next != null; i++) {
            Page<Badge> page = badges.list(BadgeQuery.ALL, 3, next);
            page.items().forEach(badge -> listed.add(badge.id()));
            next = page.next();
        }

        assertThat(listed).startsWith(expected.toArray(BadgeId[]::new));
    }

    /// A badge with everything around it.
    private BadgeId complete(String connection, int learner) {
        BadgeId id = new BadgeId(Samples.learnerId(learner), template(connection));
        stores.accounts().store(Samples.bareConnection(connection));
        stores.accounts().store(Samples.bareTemplate(id.template()));
        stores.awards().store(Optional.of(Samples.bareLearner(id.learner())), Optional.empty());
        badges.store(Samples.bareBadge(id));
        return id;
    }

    private static BadgeId id(int learner) {
        return new BadgeId(Samples.learnerId(learner), Samples.TEMPLATE);
    }

    private static TemplateId template(String connection) {
        return new TemplateId(new ConnectionId(connection), "t1");
    }

    private static Badge at(Badge badge, long version) {
        return of(badge, badge.createdAt(), version);
    }

    private static Badge created(Badge badge, Instant at) {
        return of(badge, at, badge.version());
    }

    private static Badge of(Badge badge, Instant createdAt, long version) {
        return new Badge(
                badge.id(),
                badge.wanted(),
                badge.have(),
                badge.formerIds(),
                badge.extraIds(),
                badge.settling(),
                badge.history(),
                badge.signalled(),
                createdAt,
                badge.updatedAt(),
                version);
    }

    @Test
    void ownersAndBadgesAreReadByTheHundreds() {
        ConnectionId connection = new ConnectionId("many");
        TemplateId template = new TemplateId(connection, "welding");
        List<BadgeId> ids =
                IntStream.range(0, 120)
                        .mapToObj(n -> new BadgeId(Samples.learnerId(7000 + n), template))
                        .toList();
        ids.forEach(id ->
                badges.store(
                        List.of(Change.none(Samples.bareBadge(id))),
                        List.of(Ownership.none(connection, "pb-" + id.learner()).with(id))));
        List<String> asked =
                Stream.concat(ids.stream().map(id -> "pb-" + id.learner()), Stream.of("pb-none"))
                        .toList();

        assertThat(badges.ownerships(connection, asked))
                .hasSize(121)
                .hasEntrySatisfying(
                        "pb-" + ids.getLast().learner(),
                        o -> assertThat(o.owners()).containsExactly(ids.getLast().toString()))
                .hasEntrySatisfying("pb-none", o -> assertThat(o.owners()).isEmpty());
        BadgeId missing = new BadgeId(Samples.learnerId(9999), template);
        assertThat(badges.find(Stream.concat(ids.stream(), Stream.of(missing)).toList()))
                .containsOnlyKeys(ids);
    }
}
