package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.port.DueBadges.Due;
import org.badgebridge.port.Page;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

@WithTestSystem
class DynamoDueBadgesTest {

    private static final Instant NOW = Instant.parse("2026-05-06T07:08:09.010Z");

    private final DynamoBadges badges;
    private final DynamoDueBadges due;

    DynamoDueBadgesTest(TestSystem system) {
        Stores stores = Stores.of(system);
        badges = stores.badges();
        due = stores.due();
    }

    @Test
    void aBadgeIsDueFromItsTimeOnInOneShardOnly() {
        BadgeId id = id("on-time", 1);
        badges.store(Samples.badge(id, NOW, null));

        assertThat(shardsWith(id, NOW.minusMillis(1))).isEmpty();
        assertThat(shardsWith(id, NOW)).hasSize(1);
        assertThat(shardsWith(id, NOW.plus(Duration.ofDays(400)))).hasSize(1);
    }

    @Test
    void aBadgeIsNeverDueBeforeItsTimeHoweverFineThatIs() {
        BadgeId id = id("fine", 1);
        Instant at = NOW.plusNanos(1_500);
        badges.store(Samples.badge(id, at, null));

        assertThat(shardsWith(id, at.minusNanos(1))).isEmpty();
        assertThat(shardsWith(id, NOW.plusMillis(1))).hasSize(1);
    }

    @Test
    void whatNobodyNeedsToLookAtIsNotDue() {
        BadgeId id = id("rested", 1);
        Badge first = Samples.badge(id, NOW, null);
        badges.store(first);

        badges.store(badges.find(id).orElseThrow().rested(NOW));

        assertThat(shardsWith(id, NOW.plus(Duration.ofDays(400)))).isEmpty();
    }

    @Test
    void theLongestDueComesFirstAndNoMoreThanAskedFor() {
        List<BadgeId> sameShard =
                IntStream.range(0, 200)
                        .mapToObj(i -> id("ordered", i))
                        .filter(id -> BadgesKeys.shard(id).equals(BadgesKeys.shard(3)))
                        .limit(3)
                        .toList();
        badges.store(Samples.badge(sameShard.get(0), Instant.EPOCH.plusSeconds(3), null));
        badges.store(Samples.badge(sameShard.get(1), Instant.EPOCH.plusSeconds(1), null));
        badges.store(Samples.badge(sameShard.get(2), Instant.EPOCH.plusSeconds(2), null));

        assertThat(due.due(3, Instant.EPOCH.plusSeconds(5), 2))
                .containsExactly(
                        new Due(sameShard.get(1), Instant.EPOCH.plusSeconds(1)),
                        new Due(sameShard.get(2), Instant.EPOCH.plusSeconds(2)));
    }

    @Test
    void movingChangesTheTimeInIndexAndBadgeAndLeavesItsVersionToItsWorker() {
        BadgeId id = id("moved", 1);
        Instant later = NOW.plus(Duration.ofMinutes(15)).plusNanos(1);
        badges.store(Samples.badge(id, NOW, null));
        Badge readByAWorker = badges.find(id).orElseThrow();

        assertThat(due.moved(new Due(id, NOW), later)).isTrue();

        Badge moved = badges.find(id).orElseThrow();
        assertThat(moved.settling().nextAttemptAt()).isEqualTo(later);
        assertThat(moved.version()).isEqualTo(readByAWorker.version());
        assertThat(shardsWith(id, NOW)).isEmpty();
        assertThat(shardsWith(id, later.plusMillis(1))).hasSize(1);
        assertThat(badges.store(readByAWorker.waiting(NOW, NOW))).isTrue();
    }

    @Test
    void ofTwoWhoSawABadgeDueOneMovesIt() {
        BadgeId id = id("raced", 1);
        badges.store(Samples.badge(id, NOW.plusNanos(5), null));
        Due seen =
                due
                        .due(shardsWith(id, NOW.plusSeconds(1)).getFirst(), NOW.plusSeconds(1), 100)
                        .stream()
                        .filter(d -> d.badge().equals(id))
                        .findFirst()
                        .orElseThrow();

        assertThat(due.moved(seen, NOW.plusSeconds(900))).isTrue();
        assertThat(due.moved(seen, NOW.plusSeconds(901))).isFalse();
        assertThat(badges.find(id).orElseThrow().settling().nextAttemptAt())
                .isEqualTo(NOW.plusSeconds(900));
    }

    @Test
    void aBadgeThatIsNotThereIsNotMoved() {
        BadgeId id = id("absent", 1);

        assertThat(due.moved(new Due(id, NOW), NOW.plusSeconds(1))).isFalse();
        assertThat(badges.find(id)).isEmpty();
    }

    @Test
    void whatAConnectionOrOneOfItsTemplatesHoldsIsFoundUntilItIsReleased() {
        ConnectionId connection = new ConnectionId("holding");
        TemplateId one = new TemplateId(connection, "t1");
        TemplateId two = new TemplateId(connection, "t10");
        List<BadgeId> ofOne = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ofOne.add(new BadgeId(Samples.learnerId(i), one));
            badges.store(Samples.badge(ofOne.get(i), NOW, Hold.TEMPLATE_NOT_ACTIVE));
        }
        BadgeId ofTwo = new BadgeId(Samples.learnerId(1), two);
        BadgeId free = new BadgeId(Samples.learnerId(9), one);
        badges.store(Samples.badge(ofTwo, NOW, Hold.AUTO_PUSH_OFF));
        badges.store(Samples.badge(free, NOW, null));
        badges.store(Samples.badge(id("elsewhere", 1), NOW, Hold.PAUSED));

        assertThat(waiting(connection, one)).containsExactlyInAnyOrderElementsOf(ofOne);
        assertThat(waiting(connection, null)).containsAll(ofOne).contains(ofTwo).hasSize(4);

        badges.store(badges.find(ofTwo).orElseThrow().rested(NOW));
        assertThat(waiting(connection, two)).isEmpty();
    }

    private List<BadgeId> waiting(ConnectionId connection, @Nullable TemplateId template) {
        List<BadgeId> found = new ArrayList<>();
        Page.@Nullable Cursor next = Page.Cursor.START;
        while (next != null) {
            Page<BadgeId> page = due.waiting(connection, template, 2, next);
            found.addAll(page.items());
            next = page.next();
        }
        return found;
    }

    private List<Integer> shardsWith(BadgeId id, Instant now) {
        return IntStream.range(0, due.shards())
                .filter(shard ->
                        due.due(shard, now, 100).stream().anyMatch(d -> d.badge().equals(id)))
                .boxed()
                .toList();
    }

    private static BadgeId id(String connection, int learner) {
        return new BadgeId(
                Samples.learnerId(learner), new TemplateId(new ConnectionId(connection), "t1"));
    }
}
