package org.badgebridge.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/// Serves a [SimulatedProvider] over HTTP on the loopback address, a virtual thread per call, and
/// lets the set [Faults] happen to its API.
///
/// A reset closes the exchange before any header was sent: the server then closes the TCP
/// connection, and the client reads the end of the stream where it expected a status line.
public final class SimulatorServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SimulatorServer.class.getName());
    private static final String PAGE_OF_A_PROXY =
            "<html><body><h1>We will be right back</h1></body></html>";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Faults faults;
    private final Traffic traffic = new Traffic();
    private @Nullable SimulatedProvider provider;

    private SimulatorServer(HttpServer server, RandomGenerator random) {
        this.server = server;
        this.faults = new Faults(random);
    }

    /// Binds the port (0: a free one); calls wait until [#serve].
    ///
    /// @throws UncheckedIOException when the port is taken
    public static SimulatorServer bind(int port, RandomGenerator random) {
        try {
            var address =
                    new InetSocketAddress(
                            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            return new SimulatorServer(HttpServer.create(address, 1024), random);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Faults faults() {
        return faults;
    }

    public Traffic traffic() {
        return traffic;
    }

    public void serve(SimulatedProvider served) {
        provider = served;
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, served));
        server.start();
    }

    @Override
    public void close() {
        closing.countDown();
        if (provider != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, SimulatedProvider served) throws IOException {
        try (exchange) {
            HttpCall call = read(exchange);
            try {
                Optional<Operation> operation = served.operation(call);
                if (operation.isEmpty()) {
                    send(exchange, served.answer(call));
                    return;
                }
                traffic.saw(operation.get(), call);
                suffer(exchange, call, served, faults.meet(operation.get(), call));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "The simulator itself failed", e);
                send(exchange, served.error(500, "The simulator itself failed: " + e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void suffer(
            HttpExchange exchange, HttpCall call, SimulatedProvider served, Faults.Met met)
            throws IOException, InterruptedException {
        HttpCall effective = call;
        for (Fault.IgnoreFilter ignore : met.ignored()) {
            effective = served.withoutFilter(effective, ignore.filter());
        }
        delay(met, false);
        if (met.decisive().isEmpty()) {
            Answer answer = served.answer(effective);
            delay(met, true);
            send(exchange, answer);
            return;
        }
        switch (met.decisive().get()) {
            case Fault.Status(int status, String body, String retryAfter, boolean stored) -> {
                if (stored) {
                    served.answer(effective);
                }
                Answer answer = served.error(status, "Simulated failure");
                answer = body == null ? answer : answer.withBody(body);
                send(
                        exchange,
                        retryAfter == null ? answer : answer.with("Retry-After", retryAfter));
            }
            case Fault.Reset(boolean stored) -> {
                if (stored) {
                    served.answer(effective);
                }
            }
            case Fault.Hang(boolean stored) -> {
                if (stored) {
                    served.answer(effective);
                }
                closing.await();
            }
            case Fault.NotJson() -> {
                int status = served.answer(effective).status();
                send(exchange, new Answer(status, Answer.html("").headers(), PAGE_OF_A_PROXY));
            }
            case Fault.Truncated() -> {
                Answer answer = served.answer(effective);
                send(exchange, answer.withBody(half(answer.body())));
            }
            case Fault.CutOff() -> {
                Answer answer = served.answer(effective);
                send(exchange, answer.withBody(half(answer.body())), answer.body().length());
            }
            case Fault.Huge(int bytes) -> {
                Answer answer = served.answer(effective);
                String rest =
                        answer.body().isEmpty() ? "}" : ",".concat(answer.body().substring(1));
                send(
                        exchange,
                        answer.withBody("{\"padding\":\"" + "x".repeat(bytes) + "\"" + rest));
            }
            case Fault.Latency _, Fault.IgnoreFilter _ ->
                    throw new IllegalStateException("Never decisive");
        }
    }

    private void delay(Faults.Met met, boolean stored) throws InterruptedException {
        for (Fault.Latency latency : met.delays()) {
            if (latency.stored() == stored) {
                faults.delay(latency, met.clearings());
            }
        }
    }

    private static String half(String body) {
        return body.substring(0, body.length() / 2);
    }

    private static HttpCall read(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        return new HttpCall(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? List.of() : HttpCall.parameters(query),
                headers,
                body);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        send(exchange, answer, 0);
    }

    /// Promises at least `promised` bytes, even when the body has fewer.
    private static void send(HttpExchange exchange, Answer answer, int promised)
            throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        int length = Math.max(bytes.length, promised);
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
    }
}
