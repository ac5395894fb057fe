package org.badgebridge.adapter.provider;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The only servers that we call with a token: `https` everywhere, `http` on this machine alone.
/// Immutable.
///
/// Without this list, whoever may edit a connection could send its token anywhere, or have us call
/// addresses inside the network.
public final class AllowedOrigins {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

    private final Set<String> origins;

    private AllowedOrigins(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /// Reads the comma-separated list of `PROVIDER_ORIGINS`. Throws [IllegalArgumentException]
    /// saying what to set.
    public static AllowedOrigins parse(String list) {
        Set<String> origins = new LinkedHashSet<>();
        for (String entry : list.split(",", -1)) {
            if (!entry.isBlank()) {
                origins.add(entryOf(entry.strip()));
            }
        }
        if (origins.isEmpty()) {
            throw new IllegalArgumentException(
                    "PROVIDER_ORIGINS is empty: set it to the origins of the providers, such as"
                            + " https://api.example.org");
        }
        return new AllowedOrigins(origins);
    }

    private static String entryOf(String entry) {
        try {
            URI uri = new URI(entry);
            boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
            if (secure(uri) && plain(uri) && bare) {
                return originOf(uri);
            }
        } catch (URISyntaxException e) {
            throw notAnOrigin(entry, e);
        }
        throw notAnOrigin(entry, null);
    }

    private static IllegalArgumentException notAnOrigin(String entry, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "PROVIDER_ORIGINS has \"%s\": write each as https://host or https://host:port"
                        .formatted(entry),
                cause);
    }

    /// Why this base URL may not be called, in words for an admin; empty when it may.
    public Optional<String> objectionTo(URI baseUrl) {
        if (!secure(baseUrl)) {
            return Optional.of("base_url must be an https URL with a host name");
        }
        if (!plain(baseUrl)) {
            return Optional.of("base_url must not have a user, a query or a fragment");
        }
        if (!origins.contains(originOf(baseUrl))) {
            return Optional.of(
                    "base_url must begin with an allowed origin (%s); the parameter ProviderOrigins"
                                    .formatted(String.join(", ", sorted()))
                            + " of the deployment says which are");
        }
        return Optional.empty();
    }

    /// Throws [IllegalArgumentException] with the words of [#objectionTo].
    public void check(URI baseUrl) {
        objectionTo(baseUrl)
                .ifPresent(words -> {
                    throw new IllegalArgumentException(words);
                });
    }

    private List<String> sorted() {
        return origins.stream().sorted().toList();
    }

    /// Whether what is asked there comes unchanged: by `https`, or from this machine.
    public static boolean secure(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getScheme() == null) {
            return false;
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
            default -> false;
        };
    }

    private static boolean plain(URI uri) {
        return uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static String originOf(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        boolean named = uri.getPort() != -1 && uri.getPort() != usual;
        return scheme + "://" + host + (named ? ":" + uri.getPort() : "");
    }

    @Override
    public String toString() {
        return String.join(",", sorted());
    }
}
