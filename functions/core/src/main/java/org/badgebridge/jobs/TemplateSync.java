package org.badgebridge.jobs;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.ProviderTemplate;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.mirror.TemplateMirror;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads all templates of one connection. What it cannot read changes nothing.
final class TemplateSync implements JobWork {

    /// How long an admin is to wait for a provider that does not answer.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Accounts accounts;
    private final Providers providers;
    private final TemplateMirror templates;
    private final Clock clock;

    TemplateSync(Accounts accounts, Providers providers, TemplateMirror templates, Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.templates = templates;
        this.clock = clock;
    }

    @Override
    public Chunk next(Job job, Deadline deadline) {
        ConnectionId id = new ConnectionId(job.parameters().getOrDefault(JobRunner.CONNECTION, ""));
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
        Instant readAt = clock.instant();
        return switch (provider.templates()) {
            case Outcome.Done<List<ProviderTemplate>>(List<ProviderTemplate> all, Said said) ->
                    new Chunk.Done(
                            templates.listed(id, all, readAt),
                            said.words().isEmpty() ? null : said.words());
            case Outcome.Unauthorized<List<ProviderTemplate>>(Said said) ->
                    new Chunk.Failed("The provider refused the token: " + said.words());
            case Outcome.Refused<List<ProviderTemplate>>(Said said, FailureCause _) ->
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
}
