package org.badgebridge.function.settingsapi.console;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a browser may do with the console's pages, as headers: nothing but the console's own
/// scripts and styles, calls to this API and to whoever signs people in, and the providers' images.
///
/// @param headers by lower-case name
public record Protection(Map<String, String> headers) {

    /// A year, as [RFC 6797](https://www.rfc-editor.org/rfc/rfc6797) counts it: in seconds.
    private static final String TLS_ONLY = "max-age=31536000";

    public Protection {
        headers = Map.copyOf(headers);
    }

    /// The headers of one installation.
    ///
    /// @param images origins of the providers' images
    /// @param https whether the console is reached by TLS only
    public static Protection of(ConsoleSignIn signIn, List<URI> images, boolean https) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-security-policy", policy(signIn.origins(), images));
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        headers.put(
                "permissions-policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.put("referrer-policy", "no-referrer");
        headers.put("x-content-type-options", "nosniff");
        if (https) {
            headers.put("strict-transport-security", TLS_ONLY);
        }
        return new Protection(headers);
    }

    private static String policy(Collection<String> signIn, List<URI> images) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "connect-src " + sources(signIn.stream()),
                "img-src " + sources(images.stream().map(Protection::origin)),
                "form-action 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'");
    }

    private static String sources(Stream<String> others) {
        return Stream.concat(Stream.of("'self'"), others)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /// Scheme, host and port: of a URL nothing else can slip into a policy.
    static String origin(URI url) {
        return url.getScheme()
                + "://"
                + url.getHost()
                + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
