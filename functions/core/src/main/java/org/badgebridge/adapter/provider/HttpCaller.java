package org.badgebridge.adapter.provider;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

/// Makes one HTTP attempt within a total time, and tells what is sure about it: answered, never
/// sent, or lost. Never follows a redirect, never repeats a request that changes something.
/// Thread-safe, made for virtual threads; one a process.
///
/// What java.net.http (JDK 25, `MultiExchange`) repeats by itself: a connect that failed, for any
/// method; GET and HEAD when a reused connection turns out to be dead; and under the system
/// property `jdk.httpclient.enableAllMethodRetry` POST and PUT too, which is why a [Body] is given
/// once. Its request timeout ends at the headers, so the time is kept here.
public final class HttpCaller {

    /// The longest answer that a call takes unless it says otherwise, in bytes.
    public static final int MOST_BYTES = 1 << 20;

    /// A request. A body is sent as JSON; an answer longer than `mostBytes` is no answer.
    /// `toString` tells neither query nor headers nor body.
    public record Call(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable String body,
            int mostBytes) {

        public Call {
            headers = Map.copyOf(headers);
        }

        public Call(String method, URI uri, Map<String, String> headers, @Nullable String body) {
            this(method, uri, headers, body, MOST_BYTES);
        }

        @Override
        public String toString() {
            return "Call[" + method + " " + uri.getHost() + uri.getRawPath() + "]";
        }
    }

    /// What came of a call, and how long it took.
    public sealed interface Result {

        Duration latency();

        /// A complete answer, of any status.
        record Answered(int status, HttpHeaders headers, String body, Duration latency)
                implements Result {
            @Override
            public String toString() {
                return "Answered[" + status + "]";
            }
        }

        /// The server cannot have carried it out: the request did not leave, or not with its body.
        record NeverSent(String reason, Duration latency) implements Result {}

        /// It may have been carried out; we have no complete answer.
        record Lost(String reason, Duration latency) implements Result {}
    }

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    /// How long connections are reused. A frozen Lambda environment does not notice that the server
    /// has closed its connection, and a POST on a dead one is lost: hence shorter than the idle
    /// timeouts of servers (5 seconds and up), by a clock that goes on while we are frozen.
    private static final Duration REUSE = Duration.ofSeconds(4);

    private final Clock clock;
    private final SSLContext tls;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock picking = new ReentrantLock();
    private @Nullable Reused reused;

    /// A client with its connections, and when it is used. Shutting it down lets what it has begun
    /// come to its end.
    private record Reused(HttpClient client, Instant from, Instant until) {
        boolean usable(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /// Trusts the certificate authorities that Java trusts.
    public HttpCaller(Clock clock) {
        this(clock, trustOfJava());
    }

    HttpCaller(Clock clock, SSLContext tls) {
        this.clock = clock;
        this.tls = tls;
    }

    private static SSLContext trustOfJava() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /// Makes the call. Takes no longer than `within`; interrupting the thread ends it at once and
    /// leaves the thread interrupted.
    public Result call(Call call, Duration within) {
        Instant start = clock.instant();
        if (Thread.currentThread().isInterrupted() || !within.isPositive()) {
            return new Result.NeverSent("Stopped before it was sent.", Duration.ZERO);
        }
        Body body = call.body() == null ? null : new Body(call.body());
        CompletableFuture<HttpResponse<String>> answer =
                sent(request(call, body), call.mostBytes(), start);
        try {
            HttpResponse<String> got = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return new Result.Answered(got.statusCode(), got.headers(), got.body(), latency(start));
        } catch (TimeoutException e) {
            boolean unsent = body != null && body.withdrawn();
            answer.cancel(true);
            return failed(
                    unsent,
                    "No complete answer from %s within %d ms."
                            .formatted(call.uri().getHost(), within.toMillis()),
                    start);
        } catch (InterruptedException e) {
            boolean unsent = body != null && body.withdrawn();
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return failed(unsent, "Stopped while waiting for an answer.", start);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean unsent = body == null ? unconnected(cause) : body.withdrawn();
            return failed(unsent, words(call, cause), start);
        }
    }

    private Result failed(boolean unsent, String reason, Instant start) {
        return unsent
                ? new Result.NeverSent(reason, latency(start))
                : new Result.Lost(reason, latency(start));
    }

    private Duration latency(Instant start) {
        Duration took = Duration.between(start, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static HttpResponse.BodyHandler<String> bounded(int mostBytes) {
        return BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), mostBytes);
    }

    private static HttpRequest request(Call call, @Nullable Body body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
        call.headers().forEach(request::header);
        if (body == null) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(call.method(), body)
                .build();
    }

    /// Whether a call without a body failed before it was sent. With a body, [Body] knows better: a
    /// TLS handshake may also fail late, when the server renegotiates.
    private static boolean unconnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
    }

    private static String words(Call call, Throwable cause) {
        String host = call.uri().getHost();
        return switch (cause) {
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
                    "The name %s could not be resolved.".formatted(host);
            case HttpConnectTimeoutException _ ->
                    "No connection to %s within %d ms.".formatted(host, CONNECT_WITHIN.toMillis());
            case ConnectException _ -> "%s refused the connection.".formatted(host);
            case SSLException e -> "No secure connection to %s: %s".formatted(host, e.getMessage());
            case IOException e when String.valueOf(e.getMessage()).contains("capacity") ->
                    "The answer of %s was longer than %d bytes.".formatted(host, call.mostBytes());
            default ->
                    "The connection to %s broke (%s)."
                            .formatted(host, cause.getClass().getSimpleName());
        };
    }

    private CompletableFuture<HttpResponse<String>> sent(
            HttpRequest request, int mostBytes, Instant now) {
        picking.lock();
        try {
            Reused current = reused;
            if (current == null || !current.usable(now)) {
                current = new Reused(newClient(), now, now.plus(REUSE));
                if (reused != null) {
                    reused.client().shutdown();
                }
                reused = current;
            }
            return current.client().sendAsync(request, bounded(mostBytes));
        } finally {
            picking.unlock();
        }
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_WITHIN)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(tls)
                .sslParameters(pinned(tls))
                .executor(threads)
                .build();
    }

    /// TLS 1.2 and 1.3 with forward secrecy, said here because Lambda's Java runtime weakens the
    /// JVM-wide list: its `AWSLambda` class re-allows TLS 1.0, 1.1 and static RSA key exchange.
    static SSLParameters pinned(SSLContext tls) {
        SSLParameters parameters = tls.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(
                Arrays.stream(parameters.getCipherSuites())
                        .filter(suite ->
                                suite.startsWith("TLS_AES_")
                                        || suite.startsWith("TLS_CHACHA20_")
                                        || suite.startsWith("TLS_ECDHE_"))
                        .toArray(String[]::new));
        return parameters;
    }
}
