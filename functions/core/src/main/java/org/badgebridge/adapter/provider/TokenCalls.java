package org.badgebridge.adapter.provider;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks with the connection's token. A token that is refused is read again, and when there is
/// another, asked once more with that: a refused call has changed nothing. Thread-safe.
public final class TokenCalls {

    private final Dialect dialect;
    private final @Nullable Budget budget;
    private final HttpCaller http;
    private final Secrets secrets;
    private final ConnectionId connection;
    private final Clock clock;

    /// `budget` is what the provider lets us call; null: there is no such limit.
    public TokenCalls(
            Dialect dialect,
            @Nullable Budget budget,
            HttpCaller http,
            Secrets secrets,
            ConnectionId connection,
            Clock clock) {
        this.dialect = dialect;
        this.budget = budget;
        this.http = http;
        this.secrets = secrets;
        this.connection = connection;
        this.clock = clock;
    }

    public <T> Outcome<T> ask(Question<T> question, Deadline deadline) {
        try {
            List<Secret> tokens = secrets.ofConnection(connection);
            if (tokens.isEmpty()) {
                secrets.forget(connection);
                tokens = secrets.ofConnection(connection);
            }
            if (tokens.isEmpty()) {
                return new Outcome.Unauthorized<>(noToken());
            }
            String token = tokens.getFirst().value();
            Outcome<T> outcome = ask(question, token, deadline);
            if (!(outcome instanceof Outcome.Unauthorized<T>)) {
                return outcome;
            }
            secrets.forget(connection);
            return secrets.ofConnection(connection).stream()
                    .map(Secret::value)
                    .filter(other -> !other.equals(token))
                    .findFirst()
                    .map(other -> ask(question, other, deadline))
                    .orElse(outcome);
        } catch (Secrets.Unavailable e) {
            return new Outcome.NotSent<>(
                    new Said(0, "The store of secrets did not give us the token.", Duration.ZERO));
        }
    }

    private Said noToken() {
        return new Said(
                0,
                "This connection has no valid token: make one at %s and save it here."
                        .formatted(dialect.provider()),
                Duration.ZERO);
    }

    private <T> Outcome<T> ask(Question<T> question, String token, Deadline deadline) {
        Optional<Duration> pause = budget == null ? Optional.empty() : budget.take();
        if (pause.isPresent()) {
            return new Outcome.SlowDown<>(
                    pause.get(),
                    new Said(0, "We are near the provider's limit of calls.", Duration.ZERO));
        }
        Map<String, String> headers = new HashMap<>(dialect.credentials(token));
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "badgebridge");
        HttpCaller.Call call =
                new HttpCaller.Call(
                        question.method(),
                        question.uri(),
                        headers,
                        question.body(),
                        question.kind().mostBytes());
        Redaction hidden =
                question.hidden().andExactly(dialect.traces(token).toArray(String[]::new));
        Instant sentAt = clock.instant();
        return Answers.of(http.call(call, deadline.left()), question, dialect, hidden, sentAt);
    }
}
