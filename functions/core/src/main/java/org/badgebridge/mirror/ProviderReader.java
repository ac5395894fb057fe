package org.badgebridge.mirror;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionHealth;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Provider;
import org.badgebridge.port.Providers;
import org.badgebridge.settle.HealthWatch;
import org.badgebridge.settle.Pacer;
import org.badgebridge.settle.TokenTest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// Asks a provider what changes nothing there, as carefully as a badge is settled: not while it
/// asks for patience, is down, or refuses the token, nor faster than its pace, and never past the
/// deadline. Thread-safe.
public final class ProviderReader {

    /// How long what nobody tells the end of is left alone.
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final String DOWN = "The provider cannot be reached.";

    private final Accounts accounts;
    private final Providers providers;
    private final HealthWatch health;
    private final TokenTest token;
    private final Pacer pacer;
    private final Clock clock;

    public ProviderReader(
            Accounts accounts, Providers providers, HealthWatch health, Pacer pacer, Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.health = health;
        this.token = new TokenTest(health);
        this.pacer = pacer;
        this.clock = clock;
    }

    public sealed interface Answer<T> {

        /// What the provider said, to a question sent at `askedAt`.
        record Given<T>(T value, Instant askedAt) implements Answer<T> {}

        /// Not before `until`, for a reason that passes.
        record NotNow<T>(Instant until, String reason) implements Answer<T> {}

        /// The provider refuses this, and no repetition changes that.
        record Never<T>(String reason) implements Answer<T> {}
    }

    public <T> Answer<T> ask(
            Connection connection, Deadline deadline, Function<Provider, Outcome<T>> question) {
        Instant now = clock.instant();
        if (accounts.paused()) {
            return notNow("Everything is paused.");
        }
        ConnectionHealth seen = accounts.health(connection.id());
        Instant notBefore = seen.notBefore();
        if (notBefore != null && now.isBefore(notBefore)) {
            return new Answer.NotNow<>(notBefore, "The provider asked for patience.");
        }
        Instant openUntil = seen.openUntil();
        if (openUntil != null && !seen.probeDue(now)) {
            return new Answer.NotNow<>(openUntil, DOWN);
        }
        if (seen.tokenRefusedSince() != null) {
            return notNow("The provider refuses the connection's token.");
        }
        Provider provider;
        try {
            provider = providers.of(connection);
        } catch (IllegalArgumentException mayNotBeCalled) {
            return notNow(String.valueOf(mayNotBeCalled.getMessage()));
        }
        if (!deadline.allows(provider.deadline())) {
            return new Answer.NotNow<>(now, "There was no time left to ask the provider.");
        }
        Duration pause = pacer.take(connection).orElse(Duration.ZERO);
        if (pause.isPositive()) {
            return new Answer.NotNow<>(
                    now.plus(pause), "Others ask the provider at its full pace.");
        }
        if (openUntil != null && !health.takeProbe(seen)) {
            return notNow(DOWN);
        }
        Instant askedAt = clock.instant();
        Outcome<T> answer = question.apply(provider);
        health.saw(seen, answer);
        return understood(token.about(connection, provider, answer, deadline), askedAt);
    }

    private <T> Answer<T> understood(Outcome<T> outcome, Instant askedAt) {
        return switch (outcome) {
            case Outcome.Done<T>(T value, Said _) -> new Answer.Given<>(value, askedAt);
            case Outcome.Refused<T>(Said said, FailureCause _) -> refused(said);
            case Outcome.AlreadyThere<T>(Said said) -> refused(said);
            case Outcome.SlowDown<T>(Duration retryAfter, Said said) ->
                    new Answer.NotNow<>(clock.instant().plus(retryAfter), unanswered(said));
            case Outcome.Unauthorized<T>(Said said) -> notNow(unanswered(said));
            case Outcome.NotSent<T>(Said said) -> notNow(unanswered(said));
            case Outcome.Unsure<T>(Said said) -> notNow(unanswered(said));
        };
    }

    private static <T> Answer<T> refused(Said said) {
        return new Answer.Never<>("The provider refuses it: " + said.words());
    }

    private static String unanswered(Said said) {
        return "The provider does not answer now: " + said.words();
    }

    private <T> Answer<T> notNow(String reason) {
        return new Answer.NotNow<>(clock.instant().plus(AGAIN), reason);
    }
}
