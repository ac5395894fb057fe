package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// An issuer's program: plain HTTP with one token.
final class Caller {
    record Reply(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return SimulatorJson.parse(body);
        }

        JsonNode data() {
            return json().path("data");
        }

        String id() {
            return data().path("id").asText();
        }

        String message() {
            return data().path("message").asText();
        }
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String organization;
    private final String authorization;

    Caller(URI url, String organizationId, String credentials) {
        this.organization = url + "/v1/organizations/" + organizationId;
        this.authorization = basic(credentials);
    }

    static String basic(String credentials) {
        return "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    Reply put(String path, JsonNode body) {
        return send("PUT", path, body);
    }

    Reply delete(String path) {
        return send("DELETE", path, null);
    }

    Reply issue(ObjectNode badge) {
        return post("/badges", badge);
    }

    Reply badges(String filter) {
        return get("/badges?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    Reply absolute(String url) {
        return send(request(URI.create(url)).GET().build());
    }

    HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    HttpRequest.Builder request(String path) {
        return request(URI.create(organization + path));
    }

    static Reply send(HttpRequest request) {
        try {
            return trySend(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply trySend(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Reply send(String method, String path, @Nullable JsonNode body) {
        return send(request(method, path, body));
    }

    HttpRequest request(String method, String path, @Nullable JsonNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(SimulatorJson.text(body)))
                .build();
    }
}
