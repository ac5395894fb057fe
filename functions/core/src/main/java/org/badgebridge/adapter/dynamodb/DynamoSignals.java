package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Page;
import org.badgebridge.port.Signals;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// [Signals] in the badges table, in the partition of the learner that they concern.
public final class DynamoSignals implements Signals {

    private final Table badges;

    public DynamoSignals(DynamoDbClient client, String badgesTable) {
        this.badges = new Table(client, badgesTable);
    }

    @Override
    public Page<Signal> list(int most, Page.Cursor from) {
        return new Listing(badges).of(BadgesKeys.SIGNALS, most, from, Signal.class);
    }

    @Override
    public Page<Signal> ofLearner(LearnerId learner, int most, Page.Cursor from) {
        Conditions signals =
                Conditions.of(Key.PK, BadgesKeys.of(learner)).beginning(Key.SK, BadgesKeys.SIGNAL);
        return badges.page(signals, Table.Order.FALLING, most, from)
                .map(item -> Item.record(item, Signal.class));
    }
}
