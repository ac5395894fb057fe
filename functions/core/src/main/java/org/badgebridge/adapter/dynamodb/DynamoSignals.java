package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Signals;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Instant;
import java.util.List;

/// [Signals] in the badges table, in the partition of the learner that they concern.
public final class DynamoSignals implements Signals {

    private static final String BEGINNING = "0";

    private final Table badges;

    public DynamoSignals(DynamoDbClient client, String badgesTable) {
        this.badges = new Table(client, badgesTable);
    }

    @Override
    public Page<Signal> list(int most, Page.Cursor from) {
        return new Listing(badges).of(BadgesKeys.SIGNALS, most, from, Signal.class);
    }

    @Override
    public List<Signal> between(@Nullable Position after, Instant before, int most) {
        // The first place behind it: nothing else begins with a whole position.
        String first = after == null ? BEGINNING : BadgesKeys.order(after) + " ";
        String last = Key.passed(before);
        if (first.compareTo(last) > 0) {
            return List.of();
        }
        Conditions span =
                Conditions.of(BadgesKeys.LISTED, BadgesKeys.SIGNALS)
                        .between(BadgesKeys.LISTED_AT, first, last);
        List<Key> keys =
                badges
                        .page(BadgesKeys.LISTED, span, Table.Order.RISING, most, Page.Cursor.START)
                        .items()
                        .stream()
                        .map(Key::of)
                        .toList();
        return new Listing(badges).items(keys, Signal.class);
    }

    @Override
    public Page<Signal> ofLearner(LearnerId learner, int most, Page.Cursor from) {
        Conditions signals =
                Conditions.of(Key.PK, BadgesKeys.of(learner)).beginning(Key.SK, BadgesKeys.SIGNAL);
        return badges.page(signals, Table.Order.FALLING, most, from)
                .map(item -> Item.record(item, Signal.class));
    }
}
