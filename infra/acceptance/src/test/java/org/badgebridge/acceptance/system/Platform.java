package org.badgebridge.acceptance.system;

import org.badgebridge.acceptance.Signature;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/// A learning platform that posts to one source. Thread-safe.
public record Platform(HttpClient http, URI url, String source, String secret) {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    public static Platform at(URI url, String source, String secret) {
        return new Platform(HttpClient.newHttpClient(), url, source, secret);
    }

    /// Posts and answers the status.
    public int post(String deliveryId, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.resolve("/webhooks/certificates/" + source))
                        .timeout(TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        Signature.headers(secret, deliveryId, Instant.now(), body).forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
