package org.badgebridge.local.cli;

import org.badgebridge.local.http.GivenTokens;
import org.badgebridge.local.http.Guard;
import org.badgebridge.local.http.IssuedTokens;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// How people get into the settings API and the console of a local system.
sealed interface Entrance {

    /// The admin's token opens everything, the viewer's, if there is one, lets look.
    record ByToken(String admin, @Nullable String viewer) implements Entrance {}

    /// As on AWS, with what an OpenID Connect issuer hands out.
    record ByIssuer(Arguments.Issuer issuer) implements Entrance {}

    static Entrance of(Arguments.SignIn asked, Path data) throws IOException {
        return switch (asked) {
            case Arguments.Tokens(var admin, var viewer) ->
                    new ByToken(admin == null ? AdminToken.keptIn(data) : admin, viewer);
            case Arguments.Issuer issuer -> new ByIssuer(issuer);
        };
    }

    default Guard guard() {
        return switch (this) {
            case ByToken(var admin, var viewer) -> {
                GivenTokens tokens = GivenTokens.of(admin, claims("local-admin", "admin"));
                yield viewer == null
                        ? tokens
                        : tokens.and(viewer, claims("local-viewer", "viewer"));
            }
            case ByIssuer _ -> new IssuedTokens(Clock.systemUTC());
        };
    }

    /// What Cognito would say of a member of the template's group for this.
    private static Map<String, String> claims(String who, String access) {
        return Map.of("sub", who, "cognito:groups", "[badgebridge-" + access + "]");
    }

    /// The template's parameters for it. Where tokens are given there is no issuer, only its name.
    default Map<String, String> parameters() {
        return switch (this) {
            case ByToken _ ->
                    Map.of("OidcIssuer", "https://issuer.local", "OidcAudience", "badgebridge");
            case ByIssuer(var issuer) -> {
                Map<String, String> parameters = new HashMap<>();
                parameters.put("OidcIssuer", issuer.url());
                parameters.put("OidcAudience", issuer.audiences());
                if (issuer.client() != null) {
                    parameters.put("OidcClientId", issuer.client());
                }
                if (issuer.groupsClaim() != null) {
                    parameters.put("GroupsClaim", issuer.groupsClaim());
                }
                yield parameters;
            }
        };
    }

    /// How the console signs people in.
    default String console() {
        return switch (this) {
            case ByToken _ -> "token";
            case ByIssuer _ -> "oidc";
        };
    }

    /// Says where to go in.
    default void tell(String url, PrintStream out) {
        switch (this) {
            case ByToken(var admin, var viewer) -> {
                out.println("Console: " + url + "/#token=" + encoded(admin));
                if (viewer != null) {
                    out.println("Console to look: " + url + "/#token=" + encoded(viewer));
                }
                out.println("Settings API: " + url + "/api, token " + admin);
            }
            case ByIssuer(var issuer) -> {
                out.println("Console: " + url + "/, back from the issuer to the same address");
                out.println("Settings API: " + url + "/api, tokens of " + issuer.url());
            }
        }
    }

    private static String encoded(String token) {
        return URLEncoder.encode(token, StandardCharsets.UTF_8);
    }
}
