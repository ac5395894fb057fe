package org.badgebridge.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.port.HeardEvents.Kept;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Page;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

@WithTestSystem
class DynamoHeardEventsTest {

    private static final Instant NOW = Samples.NOW;

    private final Stores stores;
    private final DynamoHeardEvents events;

    DynamoHeardEventsTest(TestSystem system) {
        stores = Stores.of(system);
        events = stores.heardEvents();
    }

    @Test
    void eventsThatCannotBeAppliedComeNewestFirstEachConnectionsOnItsOwn() {
        Kept older = kept("listing", "e-1", NOW, null);
        Kept newer = kept("listing", "e-2", NOW.plusSeconds(1), null);
        events.keep(newer);
        events.keep(older);
        events.keep(kept("listing", "e-3", NOW, NOW));
        events.keep(kept("listing-too", "e-4", NOW, null));

        assertThat(listed("listing")).containsExactly(newer, older);
    }

    @Test
    void waitingEventsAreDueInTheirTimeTheLongestDueFirst() {
        Kept second = kept("waiting", "w-2", NOW, NOW.plusSeconds(2));
        Kept first = kept("waiting-too", "w-1", NOW, NOW.plusSeconds(1));
        events.keep(second);
        events.keep(first);
        events.keep(kept("waiting", "w-3", NOW, NOW.plusSeconds(30)));

        assertThat(events.due(NOW.plusSeconds(10), 100))
                .filteredOn(each -> each.notice().eventId().startsWith("w-"))
                .containsExactly(first, second);
        assertThat(events.due(NOW.plusSeconds(40), 1)).hasSize(1);
    }

    @Test
    void whatIsKeptTakesThePlaceOfWhatWasAndIsForgottenOnce() {
        Kept waiting = kept("placing", "p-1", NOW, NOW);
        Kept unusable = kept("placing", "p-1", NOW, null);
        events.keep(waiting);
        assertThat(events.find(waiting.notice())).contains(waiting);
        events.keep(unusable);
        assertThat(events.find(waiting.notice())).contains(unusable);
        assertThat(events.due(NOW.plusSeconds(60), 100)).doesNotContain(waiting);

        events.forget(waiting.notice());
        events.forget(waiting.notice());
        assertThat(events.find(waiting.notice())).isEmpty();
    }

    @Test
    void anEventIsForgottenThirtyDaysAfterItWasFirstHeardOf() {
        events.keep(kept("forgetful", "f-1", NOW, NOW.plusSeconds(99)));

        assertThat(stores.raw(stores.settings(), new Key("CONNECTION#forgetful", "EVENT#f-1")))
                .containsEntry(
                        "expires_at",
                        Attributes.number(NOW.plus(Duration.ofDays(30)).getEpochSecond()));
    }

    @Test
    void howFarTheListWasReadIsKeptForEachConnection() {
        ConnectionId one = new ConnectionId("reading");
        assertThat(events.readUpTo(one)).isEmpty();
        events.readUpTo(one, NOW);
        assertThat(events.readUpTo(one)).contains(NOW);
        assertThat(events.readUpTo(new ConnectionId("reading-too"))).isEmpty();
    }

    private List<Kept> listed(String connection) {
        return events.of(new ConnectionId(connection), 100, Page.Cursor.START).items();
    }

    private static Kept kept(
            String connection, String id, Instant heardAt, @Nullable Instant nextTryAt) {
        return new Kept(
                new Notice(new ConnectionId(connection), id), heardAt, "because", 2, nextTryAt);
    }
}
