package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Failure;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.Signal;
import org.badgebridge.domain.badge.Wanted;

import java.time.Duration;
import java.time.Instant;

/// Badges, their history and their signals as items, with what the indexes go by.
final class BadgeItems {

    private static final Duration SIGNALS_KEPT = Duration.ofDays(30);

    private BadgeItems() {}

    /// The badge as it is once it is stored.
    private static Item of(Badge badge) {
        BadgeId id = badge.id();
        Item item =
                Item.at(BadgesKeys.badge(id), badge.stored(), badge.version())
                        .with(BadgesKeys.LISTED, BadgesKeys.listed(Phase.of(badge)))
                        .with(BadgesKeys.LISTED_AT, Key.time(badge.createdAt()) + "#" + id)
                        .with(BadgesKeys.TEMPLATE, id.template().toString());
        Failure failure = badge.settling().failure();
        if (badge.failed() && failure != null) {
            item.with(BadgesKeys.CAUSE, failure.cause().code());
        }
        Wanted.Terms terms = badge.wanted().terms();
        if (terms != null && terms.source() != null) {
            item.with(BadgesKeys.SOURCE, terms.source().value());
        }
        if (terms != null && terms.course() != null) {
            item.with(BadgesKeys.COURSE, Key.foreign(terms.course().id()))
                    .with(BadgesKeys.COURSE_OF, BadgesKeys.badgesOf(terms.course().family()));
        }
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
    private static Item of(HistoryEntry entry) {
        return Item.at(BadgesKeys.history(entry.badge(), entry.number())).record(entry);
    }

    private static Item of(Signal signal) {
        return Item.at(BadgesKeys.signal(signal))
                .record(signal)
                .with(BadgesKeys.LISTED, BadgesKeys.SIGNALS)
                .with(BadgesKeys.LISTED_AT, BadgesKeys.order(signal))
                .expiringAt(signal.at().plus(SIGNALS_KEPT));
    }

    /// The one place that writes badges: whatever changes one, its signals go with it. Only the
    /// badge is conditional; who finds it changed writes nothing of all this.
    static void put(Transaction transaction, String table, Change change) {
        Badge badge = change.badge();
        transaction.put(table, of(badge), badge.version());
        change.entries().forEach(entry -> transaction.put(table, of(entry)));
        change.signals().forEach(signal -> transaction.put(table, of(signal)));
    }
}
