package org.badgebridge.function.providerwebhook;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.badgebridge.adapter.provider.PostReader;
import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.log.Field;
import org.badgebridge.log.Log;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Notice;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.webhook.Content;
import org.badgebridge.webhook.KnownSettings;
import org.badgebridge.webhook.KnownSettings.Lookup;
import org.badgebridge.webhook.PostLog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes a post of a provider in: size, connection, key, body, queue, in this order. With
/// connection and keys remembered, it depends on the queue alone. A post that is turned away leaves
/// a line in the log with a word of [Answer] and nothing of its own. Thread-safe.
///
/// Providers may sign nothing: the key in the URL is what proves a post. While the stores answer,
/// whoever has no key is answered alike whatever was wrong, and costs each of them one read a
/// second at most, so that the answer's time tells little too. That a connection exists is no
/// secret; its key is.
final class Reception {

    /// What follows from the connection's settings, which may have changed since they were read.
    private static final Set<Answer> MAY_BE_MENDED =
            Set.of(Answer.OTHER_PROVIDER, Answer.DISABLED, Answer.OTHER_ORGANIZATION);

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private final KnownSettings<ConnectionId, Connection> connections;
    private final Secrets secrets;
    private final SettleQueue queue;
    private final Map<String, PostReader> readers;
    private final Log log;
    private final PostLog posts;

    /// `readers` by the names of the providers that post.
    Reception(
            Accounts accounts,
            Secrets secrets,
            SettleQueue queue,
            Map<String, PostReader> readers,
            Log log,
            Clock clock) {
        this.connections =
                new KnownSettings<>(
                        "connections", accounts::connections, Connection::id, log, clock);
        this.secrets = secrets;
        this.queue = queue;
        this.readers = Map.copyOf(readers);
        this.log = log;
        this.posts = new PostLog(log, clock);
    }

    Answer receive(Request request) {
        return posts.told(line -> answer(request, line), Answer.FAILED);
    }

    private Answer answer(Request request, Map<Field, Object> line) {
        if (!request.method().equals("POST")) {
            return Answer.NOT_POST;
        }
        Content content = request.content();
        if (content instanceof Content.TooLarge) {
            return Answer.TOO_LARGE;
        }
        Optional<ConnectionId> id = request.connectionId();
        if (id.isEmpty()) {
            return Answer.UNKNOWN_CONNECTION;
        }
        Answer answer = answer(id.get(), KnownSettings.FRESH, request, content, line);
        return MAY_BE_MENDED.contains(answer)
                ? answer(id.get(), KnownSettings.SURE, request, content, line)
                : answer;
    }

    private Answer answer(
            ConnectionId id,
            Duration fresh,
            Request request,
            Content content,
            Map<Field, Object> line) {
        return switch (connections.find(id, fresh)) {
            case Lookup.Unknown<Connection>() -> Answer.UNKNOWN_CONNECTION;
            case Lookup.Unavailable<Connection>() -> Answer.SETTINGS_UNAVAILABLE;
            case Lookup.Found<Connection>(Connection connection) -> {
                PostReader reader = readers.get(connection.provider());
                if (reader == null) {
                    yield Answer.OTHER_PROVIDER;
                }
                if (!connection.enabled()) {
                    yield Answer.DISABLED;
                }
                yield proven(connection, reader, request, content, line);
            }
        };
    }

    private Answer proven(
            Connection connection,
            PostReader reader,
            Request request,
            Content content,
            Map<Field, Object> line) {
        try {
            if (!opens(request, connection.id())) {
                secrets.forgetWebhook(connection.id());
                if (!opens(request, connection.id())) {
                    return Answer.WRONG_KEY;
                }
            }
        } catch (Secrets.Unavailable e) {
            log.failure("webhook keys not read", e, line);
            return Answer.SETTINGS_UNAVAILABLE;
        }
        line.put(Field.CONNECTION, connection.id());
        return switch (content) {
            case Content.Received received -> read(connection, reader, received.bytes(), line);
            case Content.Unreadable(), Content.TooLarge() -> Answer.NOT_JSON;
        };
    }

    /// Whether the key is one of the connection's; every one is compared, each in constant time.
    private boolean opens(Request request, ConnectionId id) {
        byte[] given = request.keyBytes();
        boolean opens = false;
        for (Secrets.Secret key : secrets.ofWebhook(id)) {
            byte[] expected = key.value().getBytes(StandardCharsets.UTF_8);
            opens |= expected.length > 0 && MessageDigest.isEqual(given, expected);
        }
        return opens;
    }

    private Answer read(
            Connection connection, PostReader reader, byte[] body, Map<Field, Object> line) {
        PostReader.Post post;
        try {
            post = reader.read(JSON.readValue(body));
        } catch (IOException e) {
            return Answer.NOT_JSON;
        }
        if (!connection.organizationId().equals(post.organizationId())) {
            return Answer.OTHER_ORGANIZATION;
        }
        return Optional.ofNullable(post.eventId())
                .map(event -> queued(new Notice(connection.id(), event), line))
                .orElse(Answer.NO_EVENT_ID);
    }

    private Answer queued(Notice notice, Map<Field, Object> line) {
        try {
            queue.send(notice);
            return Answer.ACCEPTED;
        } catch (SettleQueue.Unavailable e) {
            log.failure("queue refused", e, line);
            return Answer.QUEUE_UNAVAILABLE;
        }
    }
}
