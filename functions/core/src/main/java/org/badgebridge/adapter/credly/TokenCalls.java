package org.badgebridge.adapter.credly;

import org.badgebridge.adapter.provider.HttpCaller;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;
import org.badgebridge.port.Deadline;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.Secrets.Secret;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Asks with the connection's token. A token that is refused is read again, and when there is
/// another, asked once more with that: a refused call has changed nothing. Thread-safe.
final class TokenCalls {

    private static final String NO_TOKEN =
            "This connection has no valid token: make one at Credly and save it here.";

    private final HttpCaller http;
    private final Secrets secrets;
    private final ConnectionId connection;
    private final Clock clock;

    TokenCalls(HttpCaller http, Secrets secrets, ConnectionId connection, Clock clock) {
        this.http = http;
        this.secrets = secrets;
        this.connection = connection;
        this.clock = clock;
    }

    <T> Outcome<T> ask(Question<T> question, Deadline deadline) {
        try {
            List<Secret> tokens = secrets.ofConnection(connection);
            if (tokens.isEmpty()) {
                secrets.forget(connection);
                tokens = secrets.ofConnection(connection);
            }
            if (tokens.isEmpty()) {
                return new Outcome.Unauthorized<>(new Said(0, NO_TOKEN, Duration.ZERO));
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

    /// Basic authentication with the token as user and an empty password.
    private <T> Outcome<T> ask(Question<T> question, String token, Deadline deadline) {
        String credentials =
                Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
        HttpCaller.Call call =
                new HttpCaller.Call(
                        question.method(),
                        question.uri(),
                        Map.of(
                                "Authorization",
                                "Basic " + credentials,
                                "Accept",
                                "application/json",
                                "User-Agent",
                                "badgebridge"),
                        question.body(),
                        question.kind().mostBytes());
        Instant sentAt = clock.instant();
        HttpCaller.Result result = http.call(call, deadline.left());
        return CredlyOutcomes.of(
                result, question, question.hidden().andExactly(token, credentials), sentAt);
    }
}
