package org.badgebridge.adapter.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.adapter.provider.HttpCaller.Call;
import org.badgebridge.adapter.provider.HttpCaller.Result;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

final class HttpCallerTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final HttpCaller http = new HttpCaller(Clock.systemUTC());

    @Test
    void answerComesWithStatusHeadersAndBody() {
        try (RawServer server =
                RawServer.answering(RawServer.answer("429 Slow", "Retry-After: 7", "Gr\u00fc"))) {
            Result result = http.call(post(server.url()), LONG);

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Result.Answered.class,
                            answer -> {
                                assertThat(answer.status()).isEqualTo(429);
                                assertThat(answer.headers().firstValue("retry-after"))
                                        .contains("7");
                                assertThat(answer.body()).isEqualTo("Gr\u00fc");
                            });
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST / HTTP/1.1\r\n")
                    .contains("Content-Type: application/json")
                    .doesNotContain("Upgrade")
                    .endsWith("{\"a\":1}");
        }
    }

    @Test
    void redirectIsAnAnswerAndIsNotFollowed() {
        try (RawServer server =
                RawServer.answering(RawServer.answer("307 Go", "Location: /elsewhere", ""))) {
            assertThat(http.call(post(server.url()), LONG))
                    .isInstanceOfSatisfying(
                            Result.Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(307));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void refusedConnectionMeansNeverSent() throws IOException {
        URI closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = URI.create("http://localhost:" + socket.getLocalPort() + "/");
        }
        assertThat(http.call(post(closed), LONG)).isInstanceOf(Result.NeverSent.class);
        assertThat(http.call(get(closed), LONG)).isInstanceOf(Result.NeverSent.class);
    }

    @Test
    void nameThatDoesNotResolveMeansNeverSent() {
        URI nowhere = URI.create("http://no-such-host.invalid/");
        assertThat(http.call(post(nowhere), LONG)).isInstanceOf(Result.NeverSent.class);
        assertThat(http.call(get(nowhere), LONG)).isInstanceOf(Result.NeverSent.class);
    }

    /// The kernel takes no more connections for a full backlog: the SYN stays without an answer.
    @Test
    void connectionThatNobodyTakesMeansNeverSent() throws IOException {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address =
                    new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
            fill(address, filling);

            URI url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
            assertThat(http.call(post(url), SHORT)).isInstanceOf(Result.NeverSent.class);
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static void fill(InetSocketAddress address, List<Socket> filling) throws IOException {
        for (int i = 0; i < 50; i++) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(address, 200);
            } catch (SocketTimeoutException fullNow) {
                return;
            }
        }
        throw new IllegalStateException("this backlog never fills");
    }

    @Test
    void silenceAfterTheRequestIsLost() {
        try (RawServer server =
                RawServer.start(line -> {
                    line.request();
                    Thread.sleep(60_000);
                })) {
            assertThat(http.call(post(server.url()), SHORT)).isInstanceOf(Result.Lost.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /// JDK 25's own request timeout would be content here: it ends at the headers.
    @Test
    void bodyThatTricklesEndsAtTheDeadline() {
        try (RawServer server =
                RawServer.start(line -> {
                    line.request();
                    line.send("HTTP/1.1 201 Created\r\nContent-Length: 1000\r\n\r\n");
                    while (true) {
                        line.send("x");
                        Thread.sleep(50);
                    }
                })) {
            assertThat(http.call(post(server.url()), SHORT))
                    .isInstanceOfSatisfying(
                            Result.Lost.class,
                            lost ->
                                    assertThat(lost.latency())
                                            .isGreaterThanOrEqualTo(SHORT)
                                            .isLessThan(LONG));
        }
    }

    @Test
    void bodyWithoutEndIsLostAtTheCap() {
        try (RawServer server =
                RawServer.start(line -> {
                    line.request();
                    line.send("HTTP/1.1 200 OK\r\n\r\n");
                    String block = "x".repeat(65_536);
                    while (true) {
                        line.send(block);
                    }
                })) {
            assertThat(http.call(post(server.url()), LONG))
                    .isInstanceOfSatisfying(
                            Result.Lost.class,
                            lost -> assertThat(lost.reason()).contains("1048576 bytes"));
        }
    }

    @Test
    void connectionThatBreaksAfterTheRequestIsLost() {
        List<RawServer.Script> breaks =
                List.of(
                        RawServer.Line::request,
                        line -> {
                            line.request();
                            line.reset();
                        },
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 201 Cre");
                        },
                        line -> {
                            line.request();
                            line.send("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{");
                        },
                        line -> {
                            line.request();
                            line.send("220 This is a mail server\r\n\r\n");
                        });
        for (RawServer.Script script : breaks) {
            try (RawServer server = RawServer.start(script)) {
                assertThat(http.call(post(server.url()), LONG)).isInstanceOf(Result.Lost.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    /// java.net.http would repeat a GET here.
    @Test
    void postOnAReusedConnectionThatBreaksIsSentOnce() {
        try (RawServer server =
                RawServer.start(line -> {
                    line.request();
                    line.send(RawServer.OK);
                    line.request();
                    line.reset();
                })) {
            assertThat(http.call(post(server.url()), LONG)).isInstanceOf(Result.Answered.class);
            assertThat(http.call(post(server.url()), LONG)).isInstanceOf(Result.Lost.class);

            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void connectionThatTheServerClosedWhileIdleNeverDoublesAPost() {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server =
                RawServer.start(line -> {
                    line.request();
                    line.send(RawServer.OK);
                    if (line.number() == 1) {
                        line.reset();
                        closed.countDown();
                    }
                })) {
            assertThat(http.call(post(server.url()), LONG)).isInstanceOf(Result.Answered.class);
            await(closed);
            Result second = http.call(post(server.url()), LONG);

            int arrived = server.requests().size() - 1;
            assertThat(arrived).isEqualTo(second instanceof Result.Answered ? 1 : 0);
        }
    }

    /// As in a Lambda environment that was frozen while its connection was dropped.
    @Test
    void oldConnectionIsNotUsedAgain() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        HttpCaller aging = new HttpCaller(clock(now::get));
        try (RawServer server = RawServer.answering(RawServer.OK)) {
            assertThat(aging.call(post(server.url()), LONG)).isInstanceOf(Result.Answered.class);
            assertThat(aging.call(post(server.url()), LONG)).isInstanceOf(Result.Answered.class);
            assertThat(server.connections()).isEqualTo(1);

            now.set(Instant.EPOCH.plusSeconds(5));
            assertThat(aging.call(post(server.url()), LONG)).isInstanceOf(Result.Answered.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void interruptionWhileWaitingIsLostAndKeepsTheFlag() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawServer server =
                        RawServer.start(line -> {
                            line.request();
                            arrived.countDown();
                            Thread.sleep(60_000);
                        });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicReference<Thread> calling = new AtomicReference<>();
            Future<Boolean> flag =
                    threads.submit(() -> {
                        calling.set(Thread.currentThread());
                        Result result = http.call(post(server.url()), LONG);
                        assertThat(result).isInstanceOf(Result.Lost.class);
                        return Thread.currentThread().isInterrupted();
                    });
            await(arrived);
            calling.get().interrupt();
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void interruptedThreadSendsNothing() throws ExecutionException, InterruptedException {
        try (RawServer server = RawServer.answering(RawServer.OK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Result result =
                    threads.submit(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        return http.call(post(server.url()), LONG);
                                    })
                            .get();
            assertThat(result).isInstanceOf(Result.NeverSent.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void noTimeLeftSendsNothing() {
        try (RawServer server = RawServer.answering(RawServer.OK)) {
            assertThat(http.call(post(server.url()), Duration.ZERO))
                    .isInstanceOf(Result.NeverSent.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void manyThreadsShareOneCaller() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        HttpCaller aging = new HttpCaller(clock(now::get));
        try (RawServer server = RawServer.answering(RawServer.OK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                results.add(
                        threads.submit(() -> {
                            now.updateAndGet(time -> time.plusMillis(100));
                            return aging.call(post(server.url()), LONG);
                        }));
            }
            for (Future<Result> result : results) {
                assertThat(result.get()).isInstanceOf(Result.Answered.class);
            }
            assertThat(server.requests()).hasSize(200);
        }
    }

    @Test
    void textOfACallTellsNoQueryNoHeaderAndNoBody() {
        Call call =
                new Call(
                        "POST",
                        URI.create("https://host.example/path?filter=ada%40example.org"),
                        Map.of("Authorization", "Basic c2VjcmV0"),
                        "{\"email\":\"ada@example.org\"}");
        assertThat(call.toString()).isEqualTo("Call[POST host.example/path]");
    }

    private static Call post(URI url) {
        return new Call("POST", url, Map.of(), "{\"a\":1}");
    }

    private static Call get(URI url) {
        return new Call("GET", url, Map.of(), null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
