package org.badgebridge.mirror;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.account.TemplateId;
import org.badgebridge.port.Accounts;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Writes down what a provider says of its templates, by events and by its list alike. New ones
/// come in with our switch off; archived and vanished ones are marked, with their rules and our
/// switch kept, so that their badges are held; older word changes nothing. Thread-safe.
public final class TemplateMirror {

    /// Others write to a template seldom.
    private static final int MOST_TRIES = 10;

    private final Accounts accounts;
    private final Consumer<TemplateId> issuableAgain;
    private final Clock clock;

    /// `issuableAgain` is told of a template that may be issued again because the provider made it
    /// active, after that was stored: what was wanted and waits for it may go on.
    public TemplateMirror(Accounts accounts, Consumer<TemplateId> issuableAgain, Clock clock) {
        this.accounts = accounts;
        this.issuableAgain = issuableAgain;
        this.clock = clock;
    }

    /// An event's word of a template.
    Effect described(ConnectionId connection, ProviderTemplate said) {
        return changed(
                        new TemplateId(connection, said.providerId()),
                        had ->
                                had.map(t -> t.described(said, clock.instant()))
                                        .or(() -> first(connection, said)))
                ? new Effect.Changed()
                : new Effect.Nothing();
    }

    /// An event's word that a template was deleted then.
    Effect deleted(ConnectionId connection, String providerId, Instant at) {
        return changed(
                        new TemplateId(connection, providerId),
                        had -> had.map(t -> t.gone(at, clock.instant())))
                ? new Effect.Changed()
                : new Effect.Nothing();
    }

    /// The provider's whole list, as read at a moment; answers how many were `seen`, `added`,
    /// `changed`, `gone`.
    public Map<String, Long> listed(
            ConnectionId connection, List<ProviderTemplate> said, Instant readAt) {
        Map<String, Long> counts = new HashMap<>();
        Map<TemplateId, Template> known = new HashMap<>();
        accounts.templates(connection).forEach(t -> known.put(t.id(), t));
        Set<TemplateId> there = new HashSet<>();
        for (ProviderTemplate each : said) {
            TemplateId id = new TemplateId(connection, each.providerId());
            there.add(id);
            counts.merge("seen", 1L, Long::sum);
            Template had = known.get(id);
            Template has = had == null ? null : had.listed(each, readAt, readAt);
            if (had != null && had.equals(has)) {
                continue;
            }
            boolean changed =
                    changed(
                            id,
                            stored ->
                                    stored.map(t -> t.listed(each, readAt, clock.instant()))
                                            .or(() -> first(connection, each)));
            boolean looksNew = had == null || has == null || !has.looksLike(had);
            if (changed && looksNew) {
                counts.merge(had == null ? "added" : "changed", 1L, Long::sum);
            }
        }
        for (Template vanished : known.values()) {
            if (!there.contains(vanished.id())
                    && vanished.state() != Template.State.GONE
                    && changed(
                            vanished.id(), had -> had.map(t -> t.gone(readAt, clock.instant())))) {
                counts.merge("gone", 1L, Long::sum);
            }
        }
        return counts;
    }

    private Optional<Template> first(ConnectionId connection, ProviderTemplate said) {
        return Optional.of(Template.firstSeen(connection, said, clock.instant()));
    }

    private boolean changed(
            TemplateId id, Function<Optional<Template>, Optional<Template>> change) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Template> had = accounts.template(id);
            Optional<Template> has = change.apply(had);
            if (has.isEmpty() || has.equals(had)) {
                return false;
            }
            if (accounts.store(has.get())) {
                if (has.get().issuable() && had.filter(t -> !t.issuable()).isPresent()) {
                    issuableAgain.accept(id);
                }
                return true;
            }
        }
        throw new Contention("template " + id);
    }
}
