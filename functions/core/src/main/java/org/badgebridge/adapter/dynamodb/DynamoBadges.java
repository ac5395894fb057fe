package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.HistoryEntry;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.Situation;
import org.badgebridge.domain.event.Course;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Count;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
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

    @Override
    public Optional<Situation> situation(BadgeId id) {
        return Optional.ofNullable(situations(List.of(id)).get(id));
    }

    /// `othersWant` is false here: it takes the ownership, which only a revoke asks for.
    @Override
    public Map<BadgeId, Situation> situations(Collection<BadgeId> ids) {
        // Before the read, so that no lease is seen to have ended earlier than it did.
        Instant now = clock.instant();
        BatchRead read = new BatchRead(client).with(settings, SettingsKeys.PAUSE);
        for (BadgeId id : ids) {
            ConnectionId connection = id.template().connection();
            read.with(badges.name(), BadgesKeys.badge(id))
                    .with(badges.name(), BadgesKeys.learner(id.learner()))
                    .with(settings, SettingsKeys.template(id.template()))
                    .with(settings, SettingsKeys.connection(connection))
                    .with(settings, SettingsKeys.health(connection));
        }
        read.read();
        Map<BadgeId, Situation> found = new HashMap<>();
        ids.forEach(id -> situation(id, read, now).ifPresent(each -> found.put(id, each)));
        return found;
    }

    private Optional<Situation> situation(BadgeId id, BatchRead read, Instant now) {
        ConnectionId connectionId = id.template().connection();
        Optional<Badge> badge = read.record(badges.name(), BadgesKeys.badge(id), Badge.class);
        Optional<Learner> learner =
                read.record(badges.name(), BadgesKeys.learner(id.learner()), Learner.class);
        Optional<Template> template =
                read.record(settings, SettingsKeys.template(id.template()), Template.class);
        Optional<Connection> connection =
                read.record(settings, SettingsKeys.connection(connectionId), Connection.class);
        if (badge.isEmpty() || learner.isEmpty() || template.isEmpty() || connection.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Situation(
                        badge.get(),
                        template.get(),
                        connection.get(),
                        read.record(
                                        settings,
                                        SettingsKeys.health(connectionId),
                                        ConnectionHealth.class)
                                .orElseGet(() -> ConnectionHealth.good(connectionId)),
                        learner.get(),
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
    public Page<Badge> list(BadgeQuery query, int most, Page.Cursor from) {
        LearnerId learner = query.learner();
        if (learner != null) {
            return new Page<>(asked(query, ofLearner(learner).reversed()), null);
        }
        Page<Key> keys = index(query).page(most, from);
        return new Page<>(
                asked(query, new Listing(badges).items(keys.items(), Badge.class)), keys.next());
    }

    @Override
    public Count count(BadgeQuery query, int most) {
        LearnerId learner = query.learner();
        return learner == null
                ? index(query).count(most)
                : new Count(asked(query, ofLearner(learner)).size(), false);
    }

    @Override
    public Map<FailureCause, Count> failures(int most) {
        Conditions failed = Conditions.of(BadgesKeys.LISTED, BadgesKeys.listed(Phase.FAILED));
        Map<FailureCause, Integer> counts = new EnumMap<>(FailureCause.class);
        Page.@Nullable Cursor from = Page.Cursor.START;
        for (int read = 0; from != null && read < most; ) {
            var page =
                    badges.page(BadgesKeys.LISTED, failed, Table.Order.FALLING, most - read, from);
            page.items().forEach(item -> counts.merge(cause(item), 1, Integer::sum));
            read += page.items().size();
            from = page.next();
        }
        boolean more = from != null;
        Map<FailureCause, Count> failures = new EnumMap<>(FailureCause.class);
        counts.forEach((cause, count) -> failures.put(cause, new Count(count, more)));
        return failures;
    }

    private static FailureCause cause(Map<String, AttributeValue> item) {
        AttributeValue code = item.get(BadgesKeys.CAUSE);
        return code == null
                ? FailureCause.OTHER
                : FailureCause.of(code.s()).orElse(FailureCause.OTHER);
    }

    /// What is asked for: the index may be a moment late.
    private static List<Badge> asked(BadgeQuery query, List<Badge> all) {
        return all.stream().filter(query::takes).toList();
    }

    /// The index that leaves the least to be filtered.
    private NewestFirst index(BadgeQuery query) {
        TemplateId template = query.template();
        String course = query.course();
        if (template != null) {
            return newestFirst(
                    query,
                    BadgesKeys.BY_TEMPLATE,
                    BadgesKeys.TEMPLATE,
                    List.of(template.toString()));
        }
        if (course != null) {
            return newestFirst(
                    query,
                    BadgesKeys.BY_COURSE,
                    BadgesKeys.COURSE_OF,
                    List.of(BadgesKeys.badgesOf(Course.familyOf(course))));
        }
        return newestFirst(query, BadgesKeys.LISTED, BadgesKeys.LISTED, listed(query));
    }

    private NewestFirst newestFirst(
            BadgeQuery query, String index, String name, List<String> partitions) {
        return new NewestFirst(
                badges,
                index,
                name,
                partitions,
                conditions -> filter(query, index, conditions),
                query.since(),
                query.until());
    }

    /// What the index's key does not decide. DynamoDB takes no filter on the key itself.
    private static void filter(BadgeQuery query, String index, Conditions conditions) {
        boolean byTemplate = index.equals(BadgesKeys.BY_TEMPLATE);
        if (!index.equals(BadgesKeys.LISTED) && query.phases().size() < Phase.values().length) {
            conditions.whereIn(BadgesKeys.LISTED, listed(query));
        }
        FailureCause cause = query.cause();
        if (cause != null) {
            conditions.where(BadgesKeys.CAUSE, cause.code());
        }
        SourceId source = query.source();
        if (source != null) {
            conditions.where(BadgesKeys.SOURCE, source.value());
        }
        ConnectionId connection = query.connection();
        if (connection != null && !byTemplate) {
            conditions.whereBeginning(BadgesKeys.TEMPLATE, connection + ".");
        }
        String course = query.course();
        if (course == null) {
            return;
        }
        if (!Course.familyOf(course).equals(course)) {
            conditions.where(BadgesKeys.COURSE, Key.foreign(course));
        } else if (byTemplate) {
            conditions.where(BadgesKeys.COURSE_OF, BadgesKeys.badgesOf(course));
        }
    }

    private static List<String> listed(BadgeQuery query) {
        return query.phases().stream().map(BadgesKeys::listed).sorted().toList();
    }
}
