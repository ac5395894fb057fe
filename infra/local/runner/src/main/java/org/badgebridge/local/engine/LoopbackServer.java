package org.badgebridge.local.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's HTTP server on a loopback port, one virtual thread for each request. A request whose
/// handler fails is answered with 500 and an empty JSON object.
public final class LoopbackServer implements AutoCloseable {

    static {
        // Without it every answer waits for the client's delayed acknowledgement, about 40 ms. Read
        // when the
        // server's classes load.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /// Takes the port, 0 for a free one. Clients that connect before [#start] wait.
    ///
    /// @throws EngineFailure when the port is taken
    public static LoopbackServer bind(String name, int port) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
            ExecutorService threads =
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name(name + "-", 0).factory());
            server.setExecutor(threads);
            return new LoopbackServer(server, threads);
        } catch (IOException e) {
            throw new EngineFailure(
                    "Port " + port + " cannot be taken (" + e.getMessage() + "): choose another.",
                    e);
        }
    }

    static LoopbackServer start(String name, HttpHandler handler) {
        LoopbackServer server = bind(name, 0);
        server.start(handler);
        return server;
    }

    /// Begins to answer.
    public void start(HttpHandler handler) {
        server.createContext("/", exchange -> guarded(exchange, handler));
        server.start();
    }

    private static void guarded(HttpExchange exchange, HttpHandler handler) throws IOException {
        try (exchange) {
            try {
                handler.handle(exchange);
            } catch (IOException | RuntimeException e) {
                if (exchange.getResponseCode() < 0) {
                    answer(exchange, 500, "{}".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /// Sends the status, the headers set before and this body.
    public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Stops taking requests, and waits this long for those under way.
    public void stop(Duration patience) {
        server.stop((int) patience.toSeconds());
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
