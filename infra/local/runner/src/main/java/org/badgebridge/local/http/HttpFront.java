package org.badgebridge.local.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;

import org.badgebridge.local.engine.Endpoints;
import org.badgebridge.local.engine.LoopbackServer;
import org.badgebridge.local.function.FunctionHost;
import org.badgebridge.local.function.Invocation;
import org.badgebridge.local.template.TemplateException;
import org.badgebridge.local.template.Trigger.HttpRoute;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// All HTTP APIs of the template on one port. Answers like API Gateway where a function gives none.
public final class HttpFront implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 10 * 1024 * 1024;
    private static final Duration LONGEST_INTEGRATION = Duration.ofSeconds(30);
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "transfer-encoding", "date");

    private final LoopbackServer server;
    private final Guard guard;
    private final Clock clock;
    private final Supplier<String> requestIds;

    private HttpFront(
            LoopbackServer server, Guard guard, Clock clock, Supplier<String> requestIds) {
        this.server = server;
        this.guard = guard;
        this.clock = clock;
        this.requestIds = requestIds;
    }

    /// Takes the port, 0 for a free one.
    public static HttpFront bind(int port, Guard guard, Clock clock, Supplier<String> requestIds) {
        return new HttpFront(LoopbackServer.bind("http", port), guard, clock, requestIds);
    }

    public URI url() {
        return URI.create("http://localhost:" + server.endpoint().getPort());
    }

    /// Begins to answer by these functions' routes.
    public void start(List<FunctionHost> functions) {
        Map<HttpRoute, FunctionHost> routes = new LinkedHashMap<>();
        for (FunctionHost host : functions) {
            for (HttpRoute route : host.function().triggers(HttpRoute.class)) {
                if (routes.put(route, host) != null) {
                    throw new TemplateException("The route " + route.key() + " is there twice.");
                }
            }
        }
        RouteTable<FunctionHost> table = RouteTable.of(routes);
        server.start(exchange -> handle(exchange, table));
    }

    private void handle(HttpExchange exchange, RouteTable<FunctionHost> table) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Optional<RouteTable.Match<FunctionHost>> found =
                table.find(exchange.getRequestMethod(), path);
        String requestId = requestIds.get();
        exchange.getResponseHeaders().set("apigw-requestid", requestId);
        if (found.isEmpty()) {
            answer(exchange, 404, "Not Found");
            return;
        }
        RouteTable.Match<FunctionHost> match = found.get();
        Guard.Decision decision =
                guard.decide(match.route(), exchange.getRequestHeaders().getFirst("Authorization"));
        switch (decision) {
            case Guard.Decision.Unauthorized(var reason) -> {
                exchange.getResponseHeaders().set("www-authenticate", challenge(reason));
                answer(exchange, 401, "Unauthorized");
            }
            case Guard.Decision.Forbidden() -> answer(exchange, 403, "Forbidden");
            case Guard.Decision.Open() -> integrate(exchange, match, decision, requestId);
            case Guard.Decision.Granted _ -> integrate(exchange, match, decision, requestId);
        }
    }

    /// With what is wrong, as API Gateway tells it.
    private static String challenge(@Nullable String reason) {
        return reason == null
                ? "Bearer"
                : "Bearer scope=\"\" error=\"invalid_token\" error_description=\"%s\""
                        .formatted(reason.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", " "));
    }

    private void integrate(
            HttpExchange exchange,
            RouteTable.Match<FunctionHost> match,
            Guard.Decision decision,
            String requestId)
            throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            exchange.getResponseHeaders().set("connection", "close");
            answer(exchange, 413, "Request Entity Too Large");
            return;
        }
        byte[] event =
                JSON.writeValueAsBytes(
                        RequestEvent.of(
                                exchange,
                                body,
                                match,
                                decision,
                                requestId,
                                clock.instant(),
                                Endpoints.ACCOUNT));
        switch (invoke(match, event)) {
            case Invocation.Answer(String json) -> {
                Optional<FunctionAnswer> answer = FunctionAnswer.of(json);
                if (answer.isPresent()) {
                    send(exchange, answer.get());
                } else {
                    answer(exchange, 500, "Internal Server Error");
                }
            }
            case Invocation.Failed _ -> answer(exchange, 500, "Internal Server Error");
            case Invocation.TimedOut() -> answer(exchange, 500, "Internal Server Error");
            case Invocation.Throttled() -> answer(exchange, 503, "Service Unavailable");
        }
    }

    private static Invocation invoke(RouteTable.Match<FunctionHost> match, byte[] event)
            throws IOException {
        Duration limit =
                match.route().timeout().compareTo(LONGEST_INTEGRATION) < 0
                        ? match.route().timeout()
                        : LONGEST_INTEGRATION;
        CompletableFuture<Invocation> result = new CompletableFuture<>();
        // Its own thread, because the function goes on when the client is turned away.
        Thread.ofVirtual()
                .name("invoke")
                .start(() -> {
                    try {
                        result.complete(match.target().invoke(event, limit));
                    } catch (InterruptedException e) {
                        result.completeExceptionally(e);
                    }
                });
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Invocation.Throttled();
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void send(HttpExchange exchange, FunctionAnswer answer) throws IOException {
        answer.headers()
                .forEach((name, values) -> {
                    if (!OWN_HEADERS.contains(name)) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
        byte[] body = new byte[answer.body().remaining()];
        answer.body().get(body);
        LoopbackServer.answer(exchange, answer.status(), body);
    }

    private static void answer(HttpExchange exchange, int status, String message)
            throws IOException {
        exchange.getResponseHeaders().set("content-type", "application/json");
        byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
        LoopbackServer.answer(exchange, status, body);
    }

    /// Takes no more requests and waits this long for those under way.
    public void stop(Duration patience) {
        server.stop(patience);
    }

    @Override
    public void close() {
        server.close();
    }
}
