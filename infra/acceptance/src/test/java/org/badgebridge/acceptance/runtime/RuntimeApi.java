package org.badgebridge.acceptance.runtime;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The side of Lambda that a runtime talks to, for one runtime: hands out events and takes what
/// became of them.
final class RuntimeApi implements AutoCloseable {

    /// What a runtime reported.
    sealed interface Report {

        record Response(String body) implements Report {}

        /// The handler threw.
        record Failure(String body) implements Report {}

        /// The handler could not be made.
        record InitFailure(String body) implements Report {}
    }

    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final int SECONDS_LEFT = 40;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

    private RuntimeApi(HttpServer server) {
        this.server = server;
    }

    static RuntimeApi start() {
        try {
            RuntimeApi api =
                    new RuntimeApi(
                            HttpServer.create(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            api.server.setExecutor(api.threads);
            api.server.createContext(PREFIX, api::answer);
            api.server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As `AWS_LAMBDA_RUNTIME_API` takes it.
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void hand(String event) {
        events.add(event);
    }

    /// The next report.
    Report report() throws InterruptedException {
        Report report = reports.poll(SECONDS_LEFT, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("The runtime reported nothing.");
        }
        return report;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
            if (path.equals("invocation/next")) {
                next(exchange);
                return;
            }
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals("init/error")) {
                reports.add(new Report.InitFailure(body));
            } else if (path.endsWith("/response")) {
                reports.add(new Report.Response(body));
            } else if (path.endsWith("/error")) {
                reports.add(new Report.Failure(body));
            }
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
            long deadline = Instant.now().plusSeconds(SECONDS_LEFT).toEpochMilli();
            Headers headers = exchange.getResponseHeaders();
            // Without a content type the native part of the runtime crashes.
            headers.set("Content-Type", "application/json");
            headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
            headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
            headers.set(
                    "Lambda-Runtime-Invoked-Function-Arn",
                    "arn:aws:lambda:us-east-1:000000000000:function:test");
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
