package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.event.Course;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Count;
import org.badgebridge.port.Page;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Badges as lists: by filters that compose, newest first, page by page. Each test has a connection
/// of its own.
@WithTestSystem
class ListsTest {

    private static final Course WELDING = new Course("course-v1:Org+Welding+2026", "Welding");
    private static final Instant START = Samples.NOW.plusSeconds(86_400);

    private final DynamoBadges badges;

    ListsTest(TestSystem system) {
        badges = Stores.of(system).badges();
    }

    @Test
    void phasesAreMergedNewestFirstAndEveryBadgeIsSeenOnce() {
        List<BadgeId> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            expected.addFirst(
                    i % 3 == 0
                            ? revoked("merged", i, START.plusSeconds(i))
                            : open("merged", i, START.plusSeconds(i)));
        }
        BadgeQuery query = of("merged", null, null, null);

        assertThat(paged(query, 5)).containsExactlyElementsOf(expected);
        assertThat(paged(query.in(Set.of(Phase.REVOKED)), 3)).hasSize(4).isSubsetOf(expected);
        assertThat(badges.count(query, 100)).isEqualTo(new Count(12, false));
        assertThat(badges.count(query.in(Set.of(Phase.OPEN)), 100)).isEqualTo(new Count(8, false));
        assertThat(badges.count(query, 10)).isEqualTo(new Count(10, true));
    }

    @Test
    void everyFilterHoldsTogetherWithTheOthersByWhicheverIndex() {
        BadgeId welding = open("composed", 1, START);
        BadgeId revoked = revoked("composed", 2, START.plusSeconds(1));
        BadgeId bare = new BadgeId(Samples.learnerId(3), template("composed"));
        badges.store(List.of(Badge.first(bare, wanted(bare, null, null), START)), List.of());
        TemplateId template = template("composed");
        SourceId campus = Samples.SOURCE;

        assertThat(paged(of("composed", WELDING.id(), campus, null), 9))
                .containsExactly(revoked, welding);
        assertThat(paged(of("composed", WELDING.family(), campus, template), 9))
                .containsExactly(revoked, welding);
        assertThat(paged(of("composed", WELDING.id(), null, template).in(Set.of(Phase.OPEN)), 9))
                .containsExactly(welding);
        assertThat(paged(of("composed", "another", null, template), 9)).isEmpty();
        assertThat(paged(of("composed", null, new SourceId("another"), template), 9)).isEmpty();
        assertThat(paged(of("composed", null, null, template), 9))
                .containsExactlyInAnyOrder(revoked, welding, bare);
        assertThat(paged(of("another", null, null, template), 9)).isEmpty();
    }

    @Test
    void timesBoundWhenABadgeWasFirstWantedTheSecondOneExcluded() {
        BadgeId first = open("timed", 1, START);
        BadgeId second = open("timed", 2, START.plusSeconds(10));
        TemplateId template = template("timed");

        assertThat(paged(between(template, START, START.plusSeconds(10)), 9))
                .containsExactly(first);
        assertThat(paged(between(template, START.plusSeconds(1), null), 9)).containsExactly(second);
        assertThat(paged(between(template, START.plusSeconds(5), START), 9)).isEmpty();
    }

    @Test
    void listOfWhichLittlePassesTheFilterIsAnsweredInShortPages() {
        BadgeId wanted = open("rare", 1, START.minusSeconds(86_400));
        for (int i = 0; i < 40; i++) {
            open("common", 100 + i, START.plusSeconds(i));
        }
        BadgeQuery query =
                new BadgeQuery(
                        Set.of(Phase.OPEN),
                        null,
                        new ConnectionId("rare"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);

        assertThat(paged(query, 2)).containsExactly(wanted);
    }

    @Test
    void cursorOfAnotherListIsRefused() {
        open("foreign", 1, START);
        Page.Cursor other = Cursors.encoded(Map.of("pk", Attributes.text("LEARNER#1")));
        assertThatThrownBy(() -> badges.list(BadgeQuery.ALL, 1, other))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<BadgeId> paged(BadgeQuery query, int most) {
        List<BadgeId> found = new ArrayList<>();
        Page.Cursor next = Page.Cursor.START;
        while (next != null) {
            Page<Badge> page = badges.list(query, most, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(most);
            page.items().forEach(badge -> found.add(badge.id()));
            next = page.next();
        }
        return found;
    }

    private static BadgeQuery of(
            String connection,
            @Nullable String course,
            @Nullable SourceId source,
            @Nullable TemplateId template) {
        return new BadgeQuery(
                Set.of(),
                null,
                new ConnectionId(connection),
                template,
                course,
                source,
                null,
                null,
                null);
    }

    private static BadgeQuery between(
            TemplateId template, @Nullable Instant since, @Nullable Instant until) {
        return new BadgeQuery(Set.of(), null, null, template, null, null, null, since, until);
    }

    private BadgeId open(String connection, int learner, Instant at) {
        BadgeId id = new BadgeId(Samples.learnerId(learner), template(connection));
        badges.store(List.of(Badge.first(id, wanted(id, WELDING, Samples.SOURCE), at)), List.of());
        return id;
    }

    private BadgeId revoked(String connection, int learner, Instant at) {
        BadgeId id = open(connection, learner, at);
        Badge badge = badges.find(id).orElseThrow();
        Wanted none = badge.wanted().byRules(Cause.event("e-2", at), null);
        badges.store(List.of(badge.wanting(none, at)), List.of());
        return id;
    }

    private static Wanted wanted(BadgeId id, @Nullable Course course, @Nullable SourceId source) {
        return Wanted.issued(
                Cause.event("e-1", START),
                new Wanted.Terms(
                        Samples.certificateId(id.learner()),
                        START,
                        null,
                        null,
                        course,
                        source,
                        false));
    }

    private static TemplateId template(String connection) {
        return new TemplateId(new ConnectionId(connection), "t1");
    }
}
