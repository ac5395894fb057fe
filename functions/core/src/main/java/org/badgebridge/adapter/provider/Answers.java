package org.badgebridge.adapter.provider;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.provider.HttpCaller.Result;
import org.badgebridge.domain.badge.FailureCause;
import org.badgebridge.domain.badge.Outcome;
import org.badgebridge.domain.badge.Said;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Maps what came of a call to an [Outcome]: the one place that knows what statuses mean.
final class Answers {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);
    private static final Duration MOST_PATIENCE = Duration.ofHours(24);

    private Answers() {}

    static <T> Outcome<T> of(
            Result result,
            Question<T> question,
            Dialect dialect,
            Redaction hidden,
            Instant sentAt) {
        return switch (result) {
            case Result.NeverSent(String reason, Duration latency) ->
                    new Outcome.NotSent<>(new Said(0, reason, latency));
            case Result.Lost(String reason, Duration latency) ->
                    new Outcome.Unsure<>(new Said(0, reason, latency));
            case Result.Answered answered -> answered(answered, question, dialect, hidden, sentAt);
        };
    }

    private static <T> Outcome<T> answered(
            Result.Answered answered,
            Question<T> question,
            Dialect dialect,
            Redaction hidden,
            Instant sentAt) {
        int status = answered.status();
        if (status == 200 || status == 201) {
            return succeeded(answered, question, hidden, sentAt);
        }
        String words = dialect.words(answered.body());
        Said said = new Said(status, hidden.applied(words), answered.latency());
        FailureCause cause = dialect.cause(status, answered.body(), words);
        boolean revoke = question.kind() == Question.Kind.REVOKE;
        return switch (status) {
            case 401, 403 -> new Outcome.Unauthorized<>(said);
            // Nothing there to revoke: what became of it, a look-up tells.
            case 404, 410 ->
                    revoke ? new Outcome.AlreadyThere<>(said) : new Outcome.Refused<>(said, cause);
            case 408, 409 -> new Outcome.Unsure<>(said);
            case 422 ->
                    dialect.saidAlready(question.kind(), words)
                            ? new Outcome.AlreadyThere<>(said)
                            : new Outcome.Refused<>(said, cause);
            case 429 -> new Outcome.SlowDown<>(patience(answered, sentAt), said);
            default ->
                    status >= 400 && status < 500
                            ? new Outcome.Refused<>(said, cause)
                            : new Outcome.Unsure<>(said);
        };
    }

    private static <T> Outcome<T> succeeded(
            Result.Answered answered, Question<T> question, Redaction hidden, Instant sentAt) {
        int status = answered.status();
        try {
            JsonNode answer = Documents.parse(answered.body());
            return new Outcome.Done<>(
                    question.reading().of(answer, sentAt),
                    new Said(status, "", answered.latency()));
        } catch (UnreadableAnswer e) {
            String words = hidden.applied("The answer could not be read: " + e.getMessage());
            return new Outcome.Unsure<>(new Said(status, words, answered.latency()));
        }
    }

    /// Retry-After is seconds or an HTTP date; that a provider sends it may not be confirmed.
    private static Duration patience(Result.Answered answered, Instant sentAt) {
        Duration asked =
                answered.headers()
                        .firstValue("Retry-After")
                        .flatMap(value -> retryAfter(value.strip(), sentAt))
                        .orElse(USUAL_PATIENCE);
        if (asked.compareTo(LEAST_PATIENCE) < 0) {
            return LEAST_PATIENCE;
        }
        return asked.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : asked;
    }

    private static Optional<Duration> retryAfter(String value, Instant sentAt) {
        if (value.matches("\\d+")) {
            return Optional.of(
                    value.length() > 6 ? MOST_PATIENCE : Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant at =
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(Duration.between(sentAt, at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
