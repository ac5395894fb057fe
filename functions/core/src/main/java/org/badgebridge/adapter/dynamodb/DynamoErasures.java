package org.badgebridge.adapter.dynamodb;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.learner.Erasure;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.port.Erasures;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.List;
import java.util.Optional;

/// [Erasures] in the badges table, where all of a learner is in one partition, but for who stands
/// on a provider's badge and who has an e-mail.
public final class DynamoErasures implements Erasures {

    /// An item is of 400 KB at most, and DynamoDB takes 4 MB in one transaction.
    private static final int AT_ONCE = 10;

    private final DynamoDbClient client;
    private final Table badges;

    public DynamoErasures(DynamoDbClient client, String badgesTable) {
        this.client = client;
        this.badges = new Table(client, badgesTable);
    }

    @Override
    public boolean note(Erasure erasure, Learner learner) {
        Key key = BadgesKeys.erasure(erasure.learner());
        return new Transaction(client)
                .check(badges.name(), BadgesKeys.learner(learner.id()), learner.version())
                .put(badges.name(), Item.at(key, erasure, erasure.version()), erasure.version())
                .commit();
    }

    /// What it stands on goes with it; what it stood on before goes first, so that a badge that is
    /// there still tells what is left to let go of.
    @Override
    public boolean remove(Badge badge) {
        if (!badge.formerIds().stream().allMatch(id -> letGo(badge, id))) {
            return false;
        }
        Transaction transaction =
                new Transaction(client)
                        .delete(badges.name(), BadgesKeys.badge(badge.id()), badge.version());
        Have have = badge.have();
        if (have != null) {
            letGo(transaction, badge, have.providerBadgeId());
        }
        return transaction.commit();
    }

    private boolean letGo(Badge badge, String providerBadgeId) {
        Transaction transaction = new Transaction(client);
        letGo(transaction, badge, providerBadgeId);
        return transaction.commit();
    }

    private void letGo(Transaction transaction, Badge badge, String providerBadgeId) {
        ConnectionId connection = badge.id().template().connection();
        Key key = BadgesKeys.ownership(connection, providerBadgeId);
        Optional<Ownership> found = badges.get(key, Ownership.class);
        if (found.isEmpty() || !found.get().owners().contains(badge.id().toString())) {
            return;
        }
        Ownership rest = found.get().without(badge.id());
        if (rest.owners().isEmpty()) {
            transaction.delete(badges.name(), key, rest.version());
        } else {
            transaction.put(badges.name(), Item.at(key, rest, rest.version()), rest.version());
        }
    }

    @Override
    public boolean removeRest(LearnerId learner) {
        List<Key> keys = badges.all(BadgesKeys.of(learner)).stream().map(Key::of).toList();
        if (keys.stream().anyMatch(key -> BadgesKeys.badge(key).isPresent())) {
            return false;
        }
        List<Key> kept = List.of(BadgesKeys.learner(learner), BadgesKeys.erasure(learner));
        List<Key> rest = keys.stream().filter(key -> !kept.contains(key)).toList();
        for (int from = 0; from < rest.size(); from += AT_ONCE) {
            Transaction transaction = new Transaction(client);
            rest.subList(from, Math.min(from + AT_ONCE, rest.size()))
                    .forEach(key -> transaction.delete(badges.name(), key));
            if (!transaction.commit()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean remove(Learner learner) {
        Transaction transaction =
                new Transaction(client)
                        .delete(badges.name(), BadgesKeys.learner(learner.id()), learner.version());
        String digest = learner.emailDigest();
        if (digest != null) {
            transaction.delete(badges.name(), BadgesKeys.email(digest, learner.id()));
        }
        return transaction.commit();
    }
}
