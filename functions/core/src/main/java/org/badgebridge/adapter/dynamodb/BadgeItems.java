package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.HistoryEntry;

import java.time.Instant;

/// Badges and their history as items, with what the indexes go by.
final class BadgeItems {

    private BadgeItems() {}

    static Item of(Badge badge) {
        BadgeId id = badge.id();
        Item item =
                Item.at(BadgesKeys.badge(id), badge, badge.version())
                        .with(BadgesKeys.LISTED, BadgesKeys.BADGES)
                        .with(BadgesKeys.LISTED_AT, Key.time(badge.createdAt()) + "#" + id);
        Instant next = badge.settling().nextAttemptAt();
        if (next != null) {
            item.with(BadgesKeys.DUE_SHARD, BadgesKeys.shard(id))
                    .with(BadgesKeys.NEXT_ATTEMPT_AT, Key.time(next));
        }
        if (badge.settling().waitsOn() != null) {
            item.with(BadgesKeys.WAITS_ON, id.template().connection().value())
                    .with(BadgesKeys.WAITS_FOR, BadgesKeys.waitsFor(id.template()) + id);
        }
        return item;
    }

    /// An entry that counts up the last one has its number, so it takes its place.
    static Item of(HistoryEntry entry) {
        return Item.at(BadgesKeys.history(entry.badge(), entry.number())).record(entry);
    }

    static void put(Transaction transaction, String table, Change change) {
        Badge badge = change.badge();
        transaction.put(table, of(badge), badge.version());
        change.entries().forEach(entry -> transaction.put(table, of(entry)));
    }
}
