package org.badgebridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

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
import java.util.Locale;

/// Speaks to a simulator's control calls, in this process or another. Safe for concurrent use. An
/// answer that is no success throws [IllegalStateException] with the simulator's message.
public final class ControlClient implements AutoCloseable {
    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    public ControlClient(URI url) {
        this.url = url;
    }

    public JsonNode get(String path) {
        return call("GET", path, null);
    }

    public JsonNode post(String path, JsonNode body) {
        return call("POST", path, body);
    }

    public JsonNode put(String path, JsonNode body) {
        return call("PUT", path, body);
    }

    public void delete(String path) {
        call("DELETE", path, null);
    }

    /// Sets a fault; the id clears it.
    public String add(Fault fault) {
        return post("/__sim/faults", SimulatorJson.tree(fault)).path("id").asText();
    }

    public void clearFault(String id) {
        delete("/__sim/faults/" + id);
    }

    public void clearFaults() {
        delete("/__sim/faults");
    }

    /// How many calls of this kind have arrived, faults or not.
    public long calls(Operation operation) {
        return get("/__sim/calls").path(operation.name().toLowerCase(Locale.ROOT)).asLong();
    }

    /// The newest calls, at most a thousand, oldest first.
    public List<Traffic.Seen> lastCalls() {
        var seen = new ArrayList<Traffic.Seen>();
        get("/__sim/calls/last")
                .forEach(call -> seen.add(SimulatorJson.value(call, Traffic.Seen.class)));
        return seen;
    }

    /// Sets all counts to zero.
    public void forgetCalls() {
        delete("/__sim/calls");
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                SimulatorJson.text(body)))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body().isEmpty()
                    ? MissingNode.getInstance()
                    : SimulatorJson.parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("No simulator answers at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while speaking to the simulator", e);
        }
    }
}
