package org.badgebridge.local.http;

import org.badgebridge.local.template.TemplateException;
import org.badgebridge.local.template.Trigger.HttpRoute;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the route of a request: the most specific path first (a fixed segment before `{name}`
/// before `{name+}`), of equal paths the method before `ANY`, `$default` last.
///
/// @param <T> what a route leads to
final class RouteTable<T> {

    private final List<Entry<T>> entries;

    private record Entry<T>(HttpRoute route, List<String> segments, T target) {}

    /// A route that fits.
    ///
    /// @param pathParameters decoded, by name
    record Match<T>(HttpRoute route, T target, Map<String, String> pathParameters) {}

    private RouteTable(List<Entry<T>> entries) {
        this.entries = entries;
    }

    /// Orders the routes.
    ///
    /// @throws TemplateException when two have the same key
    static <T> RouteTable<T> of(Map<HttpRoute, T> routes) {
        Map<String, Entry<T>> byKey = new LinkedHashMap<>();
        routes.forEach((route, target) -> {
            if (byKey.put(route.key(), new Entry<>(route, segments(route.path()), target))
                    != null) {
                throw new TemplateException("The route " + route.key() + " is there twice.");
            }
        });
        List<Entry<T>> entries = new ArrayList<>(byKey.values());
        entries.sort(
                Comparator.comparing((Entry<T> entry) -> rank(entry.segments()))
                        .thenComparing(entry -> entry.route().method().equals("ANY")));
        return new RouteTable<>(List.copyOf(entries));
    }

    /// Sorts before others when more specific.
    private static String rank(List<String> segments) {
        StringBuilder rank = new StringBuilder();
        for (String segment : segments) {
            rank.append(segment.endsWith("+}") ? '2' : segment.startsWith("{") ? '1' : '0');
        }
        return segments.equals(List.of("$default")) ? "4" : rank.append('3').toString();
    }

    private static List<String> segments(String path) {
        String rest = path.startsWith("/") ? path.substring(1) : path;
        return List.of(rest.split("/", -1));
    }

    /// Finds the route of a request.
    ///
    /// @param rawPath as the client sent it
    Optional<Match<T>> find(String method, String rawPath) {
        List<String> path = segments(rawPath);
        for (Entry<T> entry : entries) {
            String wanted = entry.route().method();
            if (wanted.equals("ANY") || wanted.equals(method)) {
                Optional<Map<String, String>> parameters = parameters(entry.segments(), path);
                if (parameters.isPresent()) {
                    return Optional.of(
                            new Match<>(entry.route(), entry.target(), parameters.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> parameters(
            List<String> pattern, List<String> path) {
        if (pattern.equals(List.of("$default"))) {
            return Optional.of(Map.of());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String segment = pattern.get(i);
            if (i >= path.size()) {
                return Optional.empty();
            }
            if (segment.endsWith("+}")) {
                String rest = decode(String.join("/", path.subList(i, path.size())));
                parameters.put(segment.substring(1, segment.length() - 2), rest);
                return rest.isEmpty() ? Optional.empty() : Optional.of(parameters);
            }
            if (segment.startsWith("{")) {
                if (path.get(i).isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(segment.substring(1, segment.length() - 1), decode(path.get(i)));
            } else if (!segment.equals(decode(path.get(i)))) {
                return Optional.empty();
            }
        }
        return pattern.size() == path.size() ? Optional.of(parameters) : Optional.empty();
    }

    /// Percent-decoding; a plus sign stays one in a path.
    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
