package org.badgebridge.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An admin's scripts. Thread-safe.
public final class SettingsApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 10;
    private static final int UNAVAILABLE = 503;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String token;

    SettingsApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// Asks again when the API says that it cannot answer just now, as it tells its callers to.
    public JsonNode get(String path) {
        for (int i = 1; i < MOST_TRIES; i++) {
            HttpResponse<byte[]> response = call("GET", path, null);
            if (response.statusCode() != UNAVAILABLE) {
                return read(response);
            }
            pause();
        }
        return read(call("GET", path, null));
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return read(call("POST", path, body));
    }

    public JsonNode put(String path, Map<String, ?> body) {
        return read(call("PUT", path, body));
    }

    public JsonNode delete(String path) {
        return read(call("DELETE", path, null));
    }

    /// Every item of a list, page by page.
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get(path + cursor);
            page.path("items").forEach(items::add);
            if (page.path("next").isNull()) {
                return items;
            }
            cursor = (path.contains("?") ? "&" : "?") + "cursor=" + page.path("next").asText();
        }
    }

    private HttpResponse<byte[]> call(String method, String path, @Nullable Map<String, ?> body) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve("/api/" + path))
                            .timeout(TIMEOUT)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofByteArray(
                                                    JSON.writeValueAsBytes(body)))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        try {
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() >= 300) {
                throw new AssertionError(
                        "%s was answered %d: %s"
                                .formatted(response.uri(), response.statusCode(), answer));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TRY_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
