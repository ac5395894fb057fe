package org.badgebridge.local.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A thin proxy before DynamoDB Local. DynamoDB Local may answer a TransactWriteItems before it
/// commits, and a process killed in between forgets an acknowledged transaction. So a good answer
/// is passed on only after a consistent read of one of the written items, which waits for the
/// commit.
final class TransactionGuard implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TARGET = "X-Amz-Target";
    private static final String VERSION = "DynamoDB_20120810.";

    /// What belongs to one connection only.
    private static final Set<String> NOT_FORWARDED =
            Set.of(
                    "host",
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "expect",
                    "upgrade");

    private final URI engine;
    private final LoopbackServer server;
    private final Map<String, Set<String>> keysOfTables = new ConcurrentHashMap<>();

    private TransactionGuard(URI engine) {
        this.engine = engine;
        this.server = LoopbackServer.start("dynamodb", this::handle);
    }

    static TransactionGuard start(URI engine) {
        return new TransactionGuard(engine);
    }

    URI endpoint() {
        return server.endpoint();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst(TARGET);
        Answer answer = forward(exchange, target, body);
        if (answer.status == 200 && (VERSION + "TransactWriteItems").equals(target)) {
            Optional<ObjectNode> read = readBack(exchange, JSON.readTree(body));
            if (read.isPresent()) {
                Answer seen =
                        forward(exchange, VERSION + "GetItem", JSON.writeValueAsBytes(read.get()));
                answer = seen.status == 200 ? answer : seen;
            }
        }
        answer.headers.forEach((name, values) -> {
            // The status line has no name.
            if (name != null && !NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        LoopbackServer.answer(exchange, answer.status, answer.body);
    }

    /// A whole answer; one that refuses has its body elsewhere.
    private static final class Answer {
        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        private Answer(HttpURLConnection call) throws IOException {
            status = call.getResponseCode();
            headers = call.getHeaderFields();
            try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
                body = in == null ? new byte[0] : in.readAllBytes();
            }
        }
    }

    /// Plain blocking calls: this stands in the way of every single call, and java.net.http hands
    /// each one over between several threads.
    private Answer forward(HttpExchange from, @Nullable String target, byte[] body)
            throws IOException {
        URI uri = engine.resolve(from.getRequestURI().getRawPath());
        HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection();
        call.setRequestMethod(from.getRequestMethod());
        from.getRequestHeaders()
                .forEach((name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (!NOT_FORWARDED.contains(lower) && !lower.equals("x-amz-target")) {
                        values.forEach(value -> call.addRequestProperty(name, value));
                    }
                });
        if (target != null) {
            call.setRequestProperty(TARGET, target);
        }
        if (body.length > 0) {
            call.setDoOutput(true);
            call.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = call.getOutputStream()) {
                out.write(body);
            }
        }
        return new Answer(call);
    }

    /// The GetItem for the first item that the transaction wrote; empty when it only checked
    /// conditions.
    private Optional<ObjectNode> readBack(HttpExchange exchange, JsonNode transaction)
            throws IOException {
        for (JsonNode part : transaction.path("TransactItems")) {
            for (String kind : new String[] {"Put", "Update", "Delete"}) {
                JsonNode write = part.path(kind);
                if (write.isObject()) {
                    String table = write.path("TableName").asText();
                    ObjectNode key = JSON.createObjectNode();
                    if (kind.equals("Put")) {
                        keys(exchange, table)
                                .forEach(name -> key.set(name, write.path("Item").path(name)));
                    } else {
                        key.setAll((ObjectNode) write.path("Key"));
                    }
                    ObjectNode read = JSON.createObjectNode();
                    read.put("TableName", table).put("ConsistentRead", true).set("Key", key);
                    return Optional.of(read);
                }
            }
        }
        return Optional.empty();
    }

    private Set<String> keys(HttpExchange exchange, String table) throws IOException {
        Set<String> known = keysOfTables.get(table);
        if (known != null) {
            return known;
        }
        byte[] question = JSON.writeValueAsBytes(Map.of("TableName", table));
        JsonNode answer =
                JSON.readTree(forward(exchange, VERSION + "DescribeTable", question).body);
        Set<String> names = new java.util.LinkedHashSet<>();
        answer.path("Table")
                .path("KeySchema")
                .forEach(part -> names.add(part.path("AttributeName").asText()));
        if (names.isEmpty()) {
            throw new IOException("DescribeTable of " + table + " named no keys");
        }
        keysOfTables.put(table, names);
        return names;
    }

    @Override
    public void close() {
        server.close();
    }
}
