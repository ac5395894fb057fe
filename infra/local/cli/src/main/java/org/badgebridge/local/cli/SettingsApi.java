package org.badgebridge.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// The settings API, as a script would use it. Thread-safe.
public final class SettingsApi implements AutoCloseable {

    public static final int CONFLICT = 409;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;
    private final String token;

    public SettingsApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    public record Answer(int status, JsonNode body) {}

    public Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    /// Posts, and treats anything but success and conflict as the end.
    public Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    public Answer put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return call("PUT", path, body);
    }

    /// Posts bytes to a webhook, without the admin's token.
    public int deliver(String path, SignedPost post) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(post.body()));
        post.headers().forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private Answer call(String method, String path, @Nullable Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/api/" + path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() >= 300 && response.statusCode() != CONFLICT) {
            throw new IOException(
                    "%s /api/%s was answered %d: %s"
                            .formatted(method, path, response.statusCode(), answer));
        }
        return new Answer(response.statusCode(), answer);
    }

    @Override
    public void close() {
        http.close();
    }
}
