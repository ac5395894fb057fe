package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [DueBadges] by the indexes `due` and `waiting` of the badges table.
public final class DynamoDueBadges implements DueBadges {

    private final DynamoDbClient client;
    private final Table badges;

    public DynamoDueBadges(DynamoDbClient client, String badgesTable) {
        this.client = client;
        this.badges = new Table(client, badgesTable);
    }

    @Override
    public int shards() {
        return BadgesKeys.SHARDS;
    }

    @Override
    public List<Due> due(int shard, Instant now, int most) {
        Conditions due =
                Conditions.of(BadgesKeys.DUE_SHARD, BadgesKeys.shard(shard))
                        .upTo(BadgesKeys.NEXT_ATTEMPT_AT, Key.passed(now));
        return badges
                .page(BadgesKeys.DUE, due, Table.Order.RISING, most, Page.Cursor.START)
                .items()
                .stream()
                .flatMap(item -> due(item).stream())
                .toList();
    }

    /// Leaves the badge's version alone: a worker that has just read the badge is not to lose a
    /// claim to this.
    @Override
    public boolean moved(Due due, Instant to) {
        try {
            client.updateItem(b ->
                    b.tableName(badges.name())
                            .key(BadgesKeys.badge(due.badge()).attributes())
                            .conditionExpression("#due = :seen")
                            .updateExpression("SET #due = :key, #r.#s.#n = :time")
                            .expressionAttributeNames(
                                    Map.of(
                                            "#due",
                                            BadgesKeys.NEXT_ATTEMPT_AT,
                                            "#r",
                                            Item.RECORD,
                                            "#s",
                                            "settling",
                                            "#n",
                                            "next_attempt_at"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":seen",
                                            Attributes.text(Key.time(due.at())),
                                            ":key",
                                            Attributes.text(Key.time(to)),
                                            ":time",
                                            Attributes.text(to.toString()))));
            return true;
        } catch (ConditionalCheckFailedException noLongerDueThen) {
            return false;
        }
    }

    @Override
    public Page<BadgeId> waiting(
            ConnectionId connection, @Nullable TemplateId template, int most, Page.Cursor from) {
        Conditions waiting = Conditions.of(BadgesKeys.WAITS_ON, connection.value());
        if (template != null) {
            waiting.beginning(BadgesKeys.WAITS_FOR, BadgesKeys.waitsFor(template));
        }
        var page = badges.page(BadgesKeys.WAITING, waiting, Table.Order.RISING, most, from);
        return new Page<>(
                page.items().stream()
                        .flatMap(item -> BadgesKeys.badge(Key.of(item)).stream())
                        .toList(),
                page.next());
    }

    private static Optional<Due> due(Map<String, AttributeValue> item) {
        Instant at = Instant.parse(Item.text(item, BadgesKeys.NEXT_ATTEMPT_AT));
        return BadgesKeys.badge(Key.of(item)).map(badge -> new Due(badge, at));
    }
}
