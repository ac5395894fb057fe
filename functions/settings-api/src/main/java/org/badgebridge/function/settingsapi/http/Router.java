package org.badgebridge.function.settingsapi.http;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the route of a request in a table. A literal segment goes before a placeholder.
/// Thread-safe.
public final class Router {

    /// What a request meets.
    public sealed interface Match {}

    /// A route, with the values of its placeholders, decoded.
    public record Found(Route route, Map<String, String> path) implements Match {}

    /// The path is known, the method is not; `allowed` are.
    public record OtherMethod(List<String> allowed) implements Match {}

    public record Nowhere() implements Match {}

    private final List<Route> routes;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        long keys = routes.stream().map(Route::key).distinct().count();
        if (keys != routes.size()) {
            throw new IllegalArgumentException("two routes have the same method and template");
        }
    }

    public List<Route> routes() {
        return routes;
    }

    public Match match(String method, String path) {
        List<String> segments =
                List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
        Found best = null;
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> values = values(route.segments(), segments);
            if (values == null) {
                continue;
            }
            allowed.add(route.method());
            if (route.method().equals(method)
                    && (best == null || values.size() < best.path().size())) {
                best = new Found(route, values);
            }
        }
        if (best != null) {
            return best;
        }
        return allowed.isEmpty() ? new Nowhere() : new OtherMethod(List.copyOf(allowed));
    }

    private static @Nullable Map<String, String> values(
            List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String expected = template.get(i);
            String actual = segments.get(i);
            if (expected.startsWith("{")) {
                values.put(expected.substring(1, expected.length() - 1), decoded(actual));
            } else if (!expected.equals(actual)) {
                return null;
            }
        }
        return values;
    }

    /// What cannot be decoded stays as it is, and no id looks like that.
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
