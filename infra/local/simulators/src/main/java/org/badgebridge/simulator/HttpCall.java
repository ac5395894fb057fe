package org.badgebridge.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One HTTP request, read completely. `path` is as sent; header names are lower case.
public record HttpCall(
        String method,
        String path,
        List<Parameter> query,
        Map<String, String> headers,
        String body) {

    /// A decoded name and value of a query or a form, in the order sent.
    public record Parameter(String name, String value) {}

    public HttpCall {
        query = List.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /// The decoded parts of the path; a trailing slash adds none.
    public List<String> segments() {
        var segments = new ArrayList<String>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                segments.add(decode(part.replace("+", "%2B")));
            }
        }
        return List.copyOf(segments);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The first query parameter of that name.
    public Optional<String> parameter(String name) {
        return query.stream().filter(p -> p.name().equals(name)).map(Parameter::value).findFirst();
    }

    public HttpCall withQuery(List<Parameter> other) {
        return new HttpCall(method, path, other, headers, body);
    }

    public HttpCall withBody(String other) {
        return new HttpCall(method, path, query, headers, other);
    }

    /// Reads `a=1&b=2`; a plus sign is a blank, as in every form.
    public static List<Parameter> parameters(String encoded) {
        var parameters = new ArrayList<Parameter>();
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(decode(name), decode(value)));
            }
        }
        return List.copyOf(parameters);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
