package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Page;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [Badges] in the badges table, with what decides their next step from the settings table.
public final class DynamoBadges implements Badges {

    private final DynamoDbClient client;
    private final String settings;
    private final Table badges;
    private final Clock clock;

    public DynamoBadges(
            DynamoDbClient client, String settingsTable, String badgesTable, Clock clock) {
        this.client = client;
        this.settings = settingsTable;
        this.badges = new Table(client, badgesTable);
        this.clock = clock;
    }

    @Override
    public Optional<Badge> find(BadgeId id) {
        return badges.get(BadgesKeys.badge(id), Badge.class);
    }

    @Override
    public Map<BadgeId, Badge> find(Collection<BadgeId> ids) {
        BatchRead read = new BatchRead(client);
        ids.forEach(id -> read.with(badges.name(), BadgesKeys.badge(id)));
        read.read();
        Map<BadgeId, Badge> found = new HashMap<>();
        for (BadgeId id : ids) {
            read.record(badges.name(), BadgesKeys.badge(id), Badge.class)
                    .ifPresent(badge -> found.put(id, badge));
        }
        return found;
    }

    /// `othersWant` is false here: it takes the ownership, which only a revoke asks for.
    @Override
    public Optional<Situation> situation(BadgeId id) {
        // Before the read, so that no lease is seen to have ended earlier than it did.
        Instant now = clock.instant();
        Key badge = BadgesKeys.badge(id);
        Key learner = BadgesKeys.learner(id.learner());
        Key template = SettingsKeys.template(id.template());
        ConnectionId connectionId = id.template().connection();
        Key connection = SettingsKeys.connection(connectionId);
        Key health = SettingsKeys.health(connectionId);
        BatchRead read =
                new BatchRead(client)
                        .with(badges.name(), badge)
                        .with(badges.name(), learner)
                        .with(settings, template)
                        .with(settings, connection)
                        .with(settings, health)
                        .with(settings, SettingsKeys.PAUSE)
                        .read();
        Optional<Badge> foundBadge = read.record(badges.name(), badge, Badge.class);
        Optional<Learner> foundLearner = read.record(badges.name(), learner, Learner.class);
        Optional<Template> foundTemplate = read.record(settings, template, Template.class);
        Optional<Connection> foundConnection = read.record(settings, connection, Connection.class);
        if (foundBadge.isEmpty()
                || foundLearner.isEmpty()
                || foundTemplate.isEmpty()
                || foundConnection.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Situation(
                        foundBadge.get(),
                        foundTemplate.get(),
                        foundConnection.get(),
                        read.record(settings, health, ConnectionHealth.class)
                                .orElseGet(() -> ConnectionHealth.good(connectionId)),
                        foundLearner.get(),
                        read.item(settings, SettingsKeys.PAUSE)
                                .filter(item -> Item.flag(item, DynamoAccounts.PAUSED))
                                .isPresent(),
                        false,
                        now));
    }

    @Override
    public Ownership ownership(ConnectionId connection, String providerBadgeId) {
        return badges.get(BadgesKeys.ownership(connection, providerBadgeId), Ownership.class)
                .orElseGet(() -> Ownership.none(connection, providerBadgeId));
    }

    @Override
    public Map<String, Ownership> ownerships(
            ConnectionId connection, Collection<String> providerBadgeIds) {
        BatchRead read = new BatchRead(client);
        providerBadgeIds.forEach(
                id -> read.with(badges.name(), BadgesKeys.ownership(connection, id)));
        read.read();
        Map<String, Ownership> found = new HashMap<>();
        for (String id : providerBadgeIds) {
            found.put(
                    id,
                    read.record(
                                    badges.name(),
                                    BadgesKeys.ownership(connection, id),
                                    Ownership.class)
                            .orElseGet(() -> Ownership.none(connection, id)));
        }
        return found;
    }

    @Override
    public boolean store(Badge badge) {
        return store(List.of(Change.none(badge)), List.of());
    }

    @Override
    public boolean store(List<Change> changes, List<Ownership> ownerships) {
        Transaction transaction = new Transaction(client);
        changes.forEach(change -> BadgeItems.put(transaction, badges.name(), change));
        for (Ownership ownership : ownerships) {
            Key key = BadgesKeys.ownership(ownership.connection(), ownership.providerBadgeId());
            transaction.put(
                    badges.name(),
                    Item.at(key, ownership, ownership.version()),
                    ownership.version());
        }
        return transaction.commit();
    }

    @Override
    public List<Badge> ofLearner(LearnerId learner) {
        return badges.within(BadgesKeys.of(learner), BadgesKeys.BADGE, Badge.class).stream()
                .sorted(Comparator.comparing(Badge::createdAt))
                .toList();
    }

    @Override
    public List<HistoryEntry> history(BadgeId id) {
        return badges.within(
                BadgesKeys.of(id.learner()), BadgesKeys.historyOf(id), HistoryEntry.class);
    }

    @Override
    public Page<Badge> list(int most, Page.Cursor from) {
        return new Listing(badges).of(BadgesKeys.BADGES, most, from, Badge.class);
    }
}
