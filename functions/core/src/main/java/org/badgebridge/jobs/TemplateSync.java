package org.badgebridge.jobs;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.account.Template;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the templates of one connection: new ones come in with our switch off, changed ones are
/// updated, vanished ones are marked, with their rules kept. What it cannot read changes nothing.
final class TemplateSync implements JobWork {

    static final String CONNECTION = "connection";

    /// How long an admin is to wait for a provider that does not answer.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Accounts accounts;
    private final Providers providers;
    private final Clock clock;

    TemplateSync(Accounts accounts, Providers providers, Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        ConnectionId id = new ConnectionId(job.parameters().getOrDefault(CONNECTION, ""));
        Optional<Connection> connection = accounts.connection(id);
        if (connection.isEmpty()) {
            return new Chunk.Failed("The connection was deleted.");
        }
        Provider provider;
        try {
            provider = providers.of(connection.get());
        } catch (IllegalArgumentException mayNotBeCalled) {
            return new Chunk.Failed(String.valueOf(mayNotBeCalled.getMessage()));
        }
        return switch (provider.templates()) {
            case Outcome.Done<List<ProviderTemplate>>(List<ProviderTemplate> said, Said _) ->
                    new Chunk.Done(synced(id, said), null);
            case Outcome.Unauthorized<List<ProviderTemplate>>(Said said) ->
                    new Chunk.Failed("The provider refused the token: " + said.words());
            case Outcome.Refused<List<ProviderTemplate>>(Said said) ->
                    new Chunk.Failed("The provider refused: " + said.words());
            case Outcome.AlreadyThere<List<ProviderTemplate>>(Said said) ->
                    new Chunk.Failed("The provider refused: " + said.words());
            case Outcome.SlowDown<List<ProviderTemplate>>(Duration _, Said said) ->
                    unanswered(job, said);
            case Outcome.NotSent<List<ProviderTemplate>>(Said said) -> unanswered(job, said);
            case Outcome.Unsure<List<ProviderTemplate>>(Said said) -> unanswered(job, said);
        };
    }

    private Chunk unanswered(Job job, Said said) {
        String words = "The provider does not give its templates now: " + said.words();
        return clock.instant().isAfter(job.createdAt().plus(PATIENCE))
                ? new Chunk.Failed(words + " Start again once it can be reached.")
                : new Chunk.Later(words + " The job goes on by itself.");
    }

    private Map<String, Long> synced(ConnectionId id, List<ProviderTemplate> said) {
        Instant now = clock.instant();
        Map<String, Long> counts = new HashMap<>();
        Map<String, Template> known =
                accounts.templates(id).stream()
                        .collect(Collectors.toMap(t -> t.id().providerId(), Function.identity()));
        for (ProviderTemplate each : said) {
            Template had = known.remove(each.providerId());
            Template has =
                    had == null ? Template.firstSeen(id, each, now) : had.described(each, now);
            counts.merge("seen", 1L, Long::sum);
            if (had == null) {
                counts.merge("added", stored(has), Long::sum);
            } else if (!had.described(each, had.updatedAt()).equals(had)) {
                counts.merge("changed", stored(has), Long::sum);
            }
        }
        for (Template vanished : known.values()) {
            if (vanished.state() != Template.State.GONE) {
                counts.merge("gone", stored(vanished.gone(now, now)), Long::sum);
            }
        }
        return counts;
    }

    /// One that changed while we read is right already, or will be after the next sync.
    private long stored(Template template) {
        return accounts.store(template) ? 1 : 0;
    }
}
