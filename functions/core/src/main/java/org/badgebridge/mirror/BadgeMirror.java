package org.badgebridge.mirror;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.domain.badge.Badge;
import org.badgebridge.domain.badge.BadgeId;
import org.badgebridge.domain.badge.Change;
import org.badgebridge.domain.badge.Have;
import org.badgebridge.domain.badge.Hearing;
import org.badgebridge.domain.badge.Hearing.Word;
import org.badgebridge.domain.badge.LookUpRecording.Sought;
import org.badgebridge.domain.badge.Ownership;
import org.badgebridge.domain.badge.Phase;
import org.badgebridge.domain.badge.ProviderBadge;
import org.badgebridge.domain.learner.Learner;
import org.badgebridge.domain.learner.LearnerId;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.BadgeQuery;
import org.badgebridge.port.Badges;
import org.badgebridge.port.Page;
import org.badgebridge.port.Provider;
import org.badgebridge.port.SettleQueue;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes down what a provider says of its badges: onto the badges of ours that stand on them, else
/// onto the one of the same learner and template. Thread-safe.
public final class BadgeMirror {

    /// A worker that settles the badge writes a few times in a row.
    private static final int MOST_TRIES = 20;

    private final Accounts accounts;
    private final Awards awards;
    private final Badges badges;
    private final SettleQueue queue;
    private final LearnerIds ids;
    private final Clock clock;

    public BadgeMirror(
            Accounts accounts,
            Awards awards,
            Badges badges,
            SettleQueue queue,
            LearnerIds ids,
            Clock clock) {
        this.accounts = accounts;
        this.awards = awards;
        this.badges = badges;
        this.queue = queue;
        this.ids = ids;
        this.clock = clock;
    }

    /// Applies one word. Idempotent: what a crash left undone, the same word again does.
    Effect heard(Connection connection, Word word) {
        ProviderBadge said = word.said();
        if (!said.organizationId().equals(connection.organizationId())) {
            return new Effect.Unknown("It is about another organization's badge.");
        }
        Effect effect = new Effect.Nothing();
        List<BadgeId> standing = standingOn(connection, said);
        for (BadgeId id : standing) {
            effect = stronger(effect, onto(connection, id, word));
        }
        return standing.isEmpty() ? byLearner(connection, word) : effect;
    }

    private static Effect stronger(Effect one, Effect other) {
        return one instanceof Effect.Nothing ? other : one;
    }

    /// The badges of ours that stand, or stood, on it or on what it replaced.
    private List<BadgeId> standingOn(Connection connection, ProviderBadge said) {
        return Stream.of(Optional.of(said.id()), Optional.ofNullable(said.replaces()))
                .flatMap(Optional::stream)
                .map(id -> badges.ownership(connection.id(), id))
                .flatMap(BadgeMirror::owners)
                .distinct()
                .toList();
    }

    private static Stream<BadgeId> owners(Ownership ownership) {
        return ownership.owners().stream().map(BadgeId::parse).flatMap(Optional::stream);
    }

    private Effect byLearner(Connection connection, Word word) {
        ProviderBadge said = word.said();
        if (erased(said)) {
            return new Effect.Nothing();
        }
        List<LearnerId> learners = learners(said);
        if (learners.size() == 1) {
            TemplateId template = new TemplateId(connection.id(), said.templateId());
            return onto(connection, new BadgeId(learners.getFirst(), template), word);
        }
        if (!said.current()) {
            return new Effect.Nothing();
        }
        return new Effect.Unknown(
                learners.isEmpty()
                        ? "Its learner is not known here."
                        : "Several learners have its e-mail, so whose it is nobody can tell.");
    }

    /// Whether it is of somebody who was erased here, and not come back. It is not for others who
    /// have the same e-mail either.
    private boolean erased(ProviderBadge said) {
        return Optional.ofNullable(said.earnerId())
                .flatMap(LearnerId::parse)
                .filter(id -> awards.learner(id).isEmpty() && awards.erasure(id).isPresent())
                .isPresent();
    }

    private List<LearnerId> learners(ProviderBadge said) {
        Optional<LearnerId> byId = Optional.ofNullable(said.earnerId()).flatMap(LearnerId::parse);
        Optional<Learner> known = byId.flatMap(awards::learner);
        if (known.isPresent()) {
            return List.of(known.get().id());
        }
        String email = said.email();
        return email == null ? List.of() : awards.learnersByEmail(ids.emailDigest(email));
    }

    private Effect onto(Connection connection, BadgeId id, Word word) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Badge> badge = badges.find(id);
            Optional<Learner> learner = awards.learner(id.learner());
            Instant now = clock.instant();
            Optional<Change> heard;
            if (badge.isPresent()) {
                Sought sought =
                        sought(connection, id, learner.map(Learner::email).orElse(null), null);
                Change change = Hearing.heard(badge.get(), sought, word, now);
                heard = change.badge().equals(badge.get()) ? Optional.empty() : Optional.of(change);
            } else if (learner.isEmpty()
                    || !word.said().current()
                    || isFromBefore(id.learner(), word.said())) {
                return new Effect.Nothing();
            } else if (accounts.template(id.template()).isEmpty()) {
                return new Effect.Unknown(
                        "Its template is not known here. Sync the connection's templates.");
            } else {
                heard = Hearing.first(id, word, now);
            }
            if (heard.isEmpty()) {
                return new Effect.Nothing();
            }
            Optional<Effect> stored = stored(connection, badge.orElse(null), heard.get(), now);
            if (stored.isPresent()) {
                return stored.get();
            }
        }
        throw new Contention("badge " + id);
    }

    /// Who was erased, and earned something since, is not given back what was before.
    private boolean isFromBefore(LearnerId learner, ProviderBadge said) {
        return awards.erasure(learner)
                .filter(erasure -> erasure.covers(said.createdAt()))
                .isPresent();
    }

    private static Sought sought(
            Connection connection, BadgeId id, @Nullable String email, @Nullable String target) {
        return new Sought(
                connection.organizationId(),
                id.template().providerId(),
                id.learner().value(),
                email,
                target);
    }

    /// Stores a change together with who stands on the provider badge after it; empty when another
    /// was faster.
    private Optional<Effect> stored(
            Connection connection, @Nullable Badge before, Change change, Instant now) {
        Badge after = change.badge();
        Have had = before == null ? null : before.have();
        Have has = after.have();
        boolean done;
        if (has != null && (had == null || !had.providerBadgeId().equals(has.providerBadgeId()))) {
            Ownership ownership = badges.ownership(connection.id(), has.providerBadgeId());
            if (ownership.revokedByAnother(after.id())) {
                // Its end will be told too.
                return Optional.of(new Effect.Nothing());
            }
            Ownership joined = ownership.with(after.id());
            done =
                    badges.store(
                            List.of(change.shared(joined.sharedBeside(after.id()))),
                            List.of(joined));
        } else {
            done = badges.store(List.of(change), List.of());
        }
        if (!done) {
            return Optional.empty();
        }
        Instant next = after.settling().nextAttemptAt();
        if (next != null && !next.isAfter(now)) {
            queue.send(List.of(after.id()));
        }
        if (had == null) {
            return Optional.of(has == null ? new Effect.Changed() : new Effect.Adopted());
        }
        boolean onlyLater = has != null && !has.equals(had) && has.looksLike(had);
        return Optional.of(onlyLater ? new Effect.Nothing() : new Effect.Changed());
    }

    /// A page of our badges that the connection's provider has live, as far as we know.
    Page<Sought> live(Connection connection, Page.Cursor from) {
        Page<Badge> page =
                badges.list(
                        BadgeQuery.of(connection.id()).in(Set.of(Phase.ISSUED)),
                        Provider.MOST_ASKED,
                        from);
        Map<LearnerId, Learner> learners =
                awards.learners(page.items().stream().map(b -> b.id().learner()).toList());
        List<Sought> sought = new ArrayList<>();
        for (Badge badge : page.items()) {
            Have have = badge.have();
            if (have != null && have.live()) {
                sought.add(
                        sought(
                                connection,
                                badge.id(),
                                Optional.ofNullable(learners.get(badge.id().learner()))
                                        .map(Learner::email)
                                        .orElse(null),
                                have.providerBadgeId()));
            }
        }
        return new Page<>(sought, page.next());
    }

    /// Of badges that were read back, those that tell something which our own do not say already,
    /// or that none of ours stands on.
    List<Word> news(Connection connection, Collection<Word> read) {
        Map<String, Ownership> ownerships =
                badges.ownerships(
                        connection.id(), read.stream().map(word -> word.said().id()).toList());
        Map<BadgeId, Badge> owners =
                badges.find(
                        ownerships.values().stream()
                                .flatMap(BadgeMirror::owners)
                                .collect(Collectors.toSet()));
        Function<Word, List<Badge>> standing =
                word ->
                        Optional.ofNullable(ownerships.get(word.said().id())).stream()
                                .flatMap(BadgeMirror::owners)
                                .flatMap(id -> Optional.ofNullable(owners.get(id)).stream())
                                .toList();
        Instant now = clock.instant();
        return read.stream()
                .filter(word -> {
                    List<Badge> ours = standing.apply(word);
                    return ours.isEmpty()
                            || ours.stream()
                                    .anyMatch(badge -> isNews(connection, badge, word, now));
                })
                .toList();
    }

    private static boolean isNews(Connection connection, Badge badge, Word word, Instant now) {
        Sought sought = sought(connection, badge.id(), word.said().email(), null);
        return !Hearing.heard(badge, sought, word, now).badge().equals(badge);
    }
}
