package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Cause;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Hold;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.badge.Wanted;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.rule.Progress;
import org.badgebridge.domain.rule.RuleId;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Page;
import org.badgebridge.port.Signals;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@WithTestSystem
class DynamoSignalsTest {

    private static final Instant LATER = Samples.NOW.plusSeconds(60);

    private final Stores stores;
    private final DynamoBadges badges;
    private final Signals signals;

    DynamoSignalsTest(TestSystem system) {
        stores = Stores.of(system);
        badges = stores.badges();
        signals = stores.signals();
    }

    @Test
    void itemHasWhatAPipePublishesUnderTheseNamesAndForThirtyDays() {
        BadgeId id = id(40);
        badges.store(List.of(held(wanted(id), Hold.NO_EMAIL)), List.of());
        Signal signal = only(id);

        JsonNode item =
                Attributes.json(stores.raw(stores.badgesTable(), BadgesKeys.signal(signal)));

        assertThat(item.path("sk").asText()).startsWith("SIGNAL#2026-");
        assertThat(item.path("expires_at").asLong())
                .isEqualTo(Samples.NOW.plus(Duration.ofDays(30)).getEpochSecond());
        JsonNode record = item.path("record");
        assertThat(record.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "type",
                        "at",
                        "badge_id",
                        "learner_id",
                        "template_id",
                        "reason",
                        "cause");
        assertThat(record.path("id").asText()).isEqualTo(signal.id());
        assertThat(record.path("type").asText()).isEqualTo("badge.held");
        assertThat(record.path("at").asText()).isEqualTo(Samples.NOW.toString());
        assertThat(record.path("badge_id").asText()).isEqualTo(id.toString());
        assertThat(record.path("learner_id").asText()).isEqualTo(id.learner().value());
        assertThat(record.path("template_id").asText()).isEqualTo(id.template().toString());
        assertThat(record.path("reason").asText()).startsWith(Hold.NO_EMAIL.reason());
        assertThat(record.at("/cause/kind").asText()).isEqualTo("EVENT");
        assertThat(record.at("/cause/id").asText()).isEqualTo("e-1");
    }

    @Test
    void signalComesBackEqualWithAllOfItsFields() {
        Badge untold = Samples.untold(Samples.fullBadge(id(41)));
        Change change = Change.none(untold);

        badges.store(List.of(change), List.of());

        assertThat(change.signals()).hasSizeGreaterThan(1);
        assertThat(ofLearner(untold.id().learner()))
                .containsExactlyInAnyOrderElementsOf(change.signals());
    }

    @Test
    void whoLosesTheBadgeWritesNoSignalAndWhoWinsWritesOne() throws Exception {
        BadgeId id = id(42);
        Badge read = wanted(id);
        badges.store(read);
        Badge stored = badges.find(id).orElseThrow();

        List<Callable<Boolean>> writers = new ArrayList<>();
        for (Hold hold : Hold.values()) {
            writers.add(() -> badges.store(List.of(held(stored, hold)), List.of()));
        }
        int won = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                won += writer.get() ? 1 : 0;
            }
        }

        assertThat(won).isEqualTo(1);
        Hold held = badges.find(id).orElseThrow().settling().waitsOn();
        assertThat(only(id).reason()).startsWith(held == null ? "none" : held.reason());
    }

    @Test
    void whatIsStoredWithALostBadgeHasNoSignalEither() {
        BadgeId lost = id(43);
        BadgeId beside = id(44);
        badges.store(wanted(lost));

        boolean stored =
                badges.store(
                        List.of(held(wanted(beside), Hold.PAUSED), held(wanted(lost), Hold.PAUSED)),
                        List.of());

        assertThat(stored).isFalse();
        assertThat(ofLearner(lost.learner())).isEmpty();
        assertThat(ofLearner(beside.learner())).isEmpty();
    }

    @Test
    void storedBadgeRemembersWhatWasTold() {
        BadgeId id = id(45);
        Change change = held(wanted(id), Hold.NO_EMAIL);
        badges.store(List.of(change), List.of());

        Badge stored = badges.find(id).orElseThrow();
        badges.store(stored.waiting(LATER, LATER));

        assertThat(stored).isEqualTo(change.badge().stored());
        assertThat(ofLearner(id.learner())).hasSize(1);
    }

    @Test
    void badgeOfAVersionBeforeSignalsTellsWhatChangesFromNowOn() {
        BadgeId id = id(46);
        badges.store(List.of(held(wanted(id), Hold.NO_EMAIL)), List.of());
        forget(id);
        int before = ofLearner(id.learner()).size();

        badges.store(badges.find(id).orElseThrow().waiting(LATER, LATER));
        forget(id);
        Badge old = badges.find(id).orElseThrow();
        badges.store(List.of(held(old, Hold.NO_EMAIL)), List.of());
        assertThat(ofLearner(id.learner())).hasSize(before);

        badges.store(List.of(held(badges.find(id).orElseThrow(), Hold.LEARNER_BLOCKED)), List.of());
        assertThat(ofLearner(id.learner())).hasSize(before + 1);
        assertThat(ofLearner(id.learner()).getFirst().reason())
                .startsWith(Hold.LEARNER_BLOCKED.reason());
    }

    /// Leaves the item as a version that knew no signals writes it.
    private void forget(BadgeId id) {
        Key key = BadgesKeys.badge(id);
        Map<String, AttributeValue> item = new HashMap<>(stores.raw(stores.badgesTable(), key));
        ObjectNode record = (ObjectNode) Attributes.json(item).path("record");
        assertThat(record.remove("signalled")).isNotNull();
        item.put("record", AttributeValue.fromM(Attributes.of(record)));
        stores.client().putItem(b -> b.tableName(stores.badgesTable()).item(item));
    }

    @Test
    void aLearnersSignalsAreNewestFirstPageByPageAndNobodyElses() {
        LearnerId learner = Samples.learnerId(47);
        BadgeId id = new BadgeId(learner, Samples.TEMPLATE);
        BadgeId other = new BadgeId(learner, new TemplateId(Samples.CONNECTION, "other"));
        badges.store(List.of(held(wanted(id(48)), Hold.PAUSED)), List.of());
        badges.store(List.of(held(wanted(id), Hold.PAUSED)), List.of());
        badges.store(List.of(held(wanted(other), Hold.PAUSED)), List.of());
        for (int i = 1; i <= 10; i++) {
            Badge badge = badges.find(id).orElseThrow();
            Hold hold = i % 2 == 0 ? Hold.PAUSED : Hold.NO_EMAIL;
            Instant now = Samples.NOW.plusSeconds(i);
            badges.store(List.of(badge.held(hold, LATER, now)), List.of());
        }

        List<Signal> all = new ArrayList<>();
        Page.Cursor next = Page.Cursor.START;
        while (next != null) {
            Page<Signal> page = signals.ofLearner(learner, 5, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(5);
            all.addAll(page.items());
            next = page.next();
        }

        assertThat(all).hasSize(12).doesNotHaveDuplicates();
        assertThat(all).extracting(Signal::learnerId).containsOnly(learner);
        assertThat(all).extracting(Signal::at).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void signalsOfAllAreListedNewestFirstPageByPage() {
        List<BadgeId> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // Newer than what the other tests of this class store.
            Instant now = Samples.NOW.plus(Duration.ofDays(1)).plusSeconds(i);
            badges.store(List.of(wanted(id(50 + i)).held(Hold.PAUSED, LATER, now)), List.of());
            expected.addFirst(id(50 + i));
        }

        List<BadgeId> listed = new ArrayList<>();
        Page.Cursor next = Page.Cursor.START;
        for (int i = 0; i < 3 && next != null; i++) {
            Page<Signal> page = signals.list(2, next);
            page.items().forEach(signal -> listed.add(signal.badgeId()));
            next = page.next();
        }

        assertThat(listed).startsWith(expected.toArray(BadgeId[]::new));
    }

    @Test
    void cursorOfAnotherListIsRefused() {
        badges.store(List.of(held(wanted(id(60)), Hold.PAUSED)), List.of());
        badges.store(List.of(held(wanted(id(61)), Hold.PAUSED)), List.of());
        Page.Cursor other = badges.list(BadgeQuery.ALL, 1, Page.Cursor.START).next();
        assertThat(other).isNotNull();
        if (other == null) {
            return;
        }

        assertThatThrownBy(() -> signals.ofLearner(id(60).learner(), 1, other))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signals.list(1, other))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mostSignalsFitBesideTheProgressOfMostRules() {
        BadgeId id = id(62);
        List<Progress> progress =
                IntStream.range(0, DynamoRules.MOST_RULES_OF_TEMPLATE)
                        .mapToObj(i ->
                                Progress.none(id.learner(), new RuleId(id.template(), "r-" + i)))
                        .toList();
        Change change =
                new Change(
                        Samples.untold(Samples.fullBadge(id)), List.of(Samples.fullEntry(id, 1)));
        assertThat(change.signals()).hasSize(4);

        assertThat(stores.awards().store(progress, Optional.of(change), List.of())).isTrue();

        assertThat(ofLearner(id.learner())).hasSize(4);
    }

    private List<Signal> ofLearner(LearnerId learner) {
        return signals.ofLearner(learner, 100, Page.Cursor.START).items();
    }

    private Signal only(BadgeId id) {
        List<Signal> all = ofLearner(id.learner());
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Change held(Badge badge, Hold hold) {
        return badge.held(hold, LATER, Samples.NOW);
    }

    private static Badge wanted(BadgeId id) {
        Wanted.Terms terms =
                new Wanted.Terms(
                        Samples.certificateId(id.learner()),
                        Samples.NOW,
                        null,
                        null,
                        null,
                        null,
                        false);
        Wanted wanted = Wanted.issued(Cause.event("e-1", Samples.NOW), terms);
        return Badge.first(id, wanted, Samples.NOW).badge();
    }

    private static BadgeId id(int learner) {
        return new BadgeId(
                Samples.learnerId(learner), new TemplateId(new ConnectionId("signals"), "t1"));
    }
}
