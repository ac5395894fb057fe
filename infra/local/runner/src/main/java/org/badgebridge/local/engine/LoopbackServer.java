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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's HTTP server on a free loopback port, one virtual thread for each request. A handler
/// that fails is answered with 500 in the form of the AWS JSON protocols, which an SDK retries.
final class LoopbackServer implements AutoCloseable {

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

    static LoopbackServer start(String name, HttpHandler handler) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            ExecutorService threads =
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name(name + "-", 0).factory());
            server.setExecutor(threads);
            server.createContext("/", exchange -> guarded(exchange, handler));
            server.start();
            return new LoopbackServer(server, threads);
        } catch (IOException e) {
            throw new EngineFailure("No port for " + name + ".", e);
        }
    }

    private static void guarded(HttpExchange exchange, HttpHandler handler) throws IOException {
        try (exchange) {
            try {
                handler.handle(exchange);
            } catch (IOException | RuntimeException e) {
                byte[] body =
                        "{\"__type\":\"InternalServerError\"}".getBytes(StandardCharsets.UTF_8);
                answer(exchange, 500, body);
            }
        }
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
