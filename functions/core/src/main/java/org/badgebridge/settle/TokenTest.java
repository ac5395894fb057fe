package org.badgebridge.settle;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Provider;

/// Finds out what an answer "unauthorized" is about: the token, or the one thing that was asked.
/// Thread-safe.
public final class TokenTest {

    private final HealthWatch health;

    public TokenTest(HealthWatch health) {
        this.health = health;
    }

    /// The answer as it is to be taken: a provider whose token is good refuses the one thing; a
    /// refused token is written down, so that nobody calls before it is mended.
    public <T> Outcome<T> about(
            Connection connection, Provider provider, Outcome<T> answer, Deadline deadline) {
        if (!(answer instanceof Outcome.Unauthorized<T>(Said said))) {
            return answer;
        }
        if (!deadline.allows(provider.deadline())) {
            return new Outcome.NotSent<>(said);
        }
        return switch (provider.test()) {
            case Outcome.Done<Provider.Opened> _ -> new Outcome.Refused<>(said);
            case Outcome.Unauthorized<Provider.Opened>(Said words) -> {
                health.tokenRefused(connection.id(), words.words());
                yield answer;
            }
            case Outcome.AlreadyThere<Provider.Opened> _,
                    Outcome.Refused<Provider.Opened> _,
                    Outcome.SlowDown<Provider.Opened> _,
                    Outcome.NotSent<Provider.Opened> _,
                    Outcome.Unsure<Provider.Opened> _ ->
                    new Outcome.NotSent<>(said);
        };
    }
}
