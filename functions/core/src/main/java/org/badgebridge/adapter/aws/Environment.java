package org.badgebridge.adapter.aws;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The variables that a function is configured with. Reading one that is missing, blank or
/// malformed throws an [IllegalStateException] whose one sentence names it and says what to set, so
/// that a wrong configuration fails when a function starts.
public final class Environment {

    private final Map<String, String> variables;

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    public String text(String name) {
        return text(name, "its value");
    }

    /// A whole number of at least `least`.
    public int integer(String name, int least) {
        String wanted = "a whole number of at least " + least;
        String text = text(name, wanted);
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw malformed(name, wanted, e);
        }
        throw malformed(name, wanted, null);
    }

    public Duration seconds(String name) {
        return Duration.ofSeconds(integer(name, 0));
    }

    /// An absolute `http` or `https` URL.
    public URI url(String name) {
        String wanted = "an absolute URL such as https://badges.example.org";
        return url(name, text(name, wanted), wanted);
    }

    /// A comma-separated list of absolute `http` or `https` URLs.
    public List<URI> urls(String name) {
        String wanted = "absolute URLs such as https://badges.example.org, separated by commas";
        return Stream.of(text(name, wanted).split(",", -1))
                .map(part -> url(name, part.strip(), wanted))
                .toList();
    }

    private static URI url(String name, String text, String wanted) {
        URI url = uri(name, text, wanted);
        if (!isHttp(url)) {
            throw malformed(name, wanted, null);
        }
        return url;
    }

    /// A comma-separated list of origins: `https`, or `http` on this machine; no path.
    public List<URI> origins(String name) {
        String wanted = "origins such as https://api.example.org, separated by commas";
        return Stream.of(text(name, wanted).split(",", -1))
                .map(part -> origin(name, part.strip(), wanted))
                .toList();
    }

    private static URI origin(String name, String text, String wanted) {
        URI origin = uri(name, text, wanted);
        boolean bare =
                origin.getRawPath() != null
                        && origin.getRawPath().isEmpty()
                        && origin.getRawQuery() == null
                        && origin.getRawFragment() == null
                        && origin.getRawUserInfo() == null;
        if (!bare || !isHttp(origin) || (isPlain(origin) && !isLoopback(origin.getHost()))) {
            throw malformed(name, wanted, null);
        }
        return origin;
    }

    private String text(String name, String wanted) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "Set the environment variable %s to %s.".formatted(name, wanted));
        }
        return value.strip();
    }

    private static URI uri(String name, String text, String wanted) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw malformed(name, wanted, e);
        }
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && (isPlain(uri) || "https".equalsIgnoreCase(uri.getScheme()));
    }

    private static boolean isPlain(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    private static IllegalStateException malformed(
            String name, String wanted, @Nullable Throwable cause) {
        return new IllegalStateException(
                "The environment variable %s is malformed; set it to %s.".formatted(name, wanted),
                cause);
    }
}
