package org.badgebridge.function.settingsapi.console;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// How people sign in to the console.
public sealed interface ConsoleSignIn {

    /// A token that they have been given, as on one machine.
    record Token() implements ConsoleSignIn {}

    /// The authorization code flow with PKCE of OpenID Connect.
    ///
    /// @param scopes separated by spaces
    /// @param endpoints URLs beside the issuer's own that the browser calls meanwhile
    record Oidc(URI issuer, String clientId, String scopes, List<URI> endpoints)
            implements ConsoleSignIn {

        public Oidc {
            endpoints = List.copyOf(endpoints);
        }
    }

    /// The origins that the browser calls to sign in, as a Content-Security-Policy names them.
    default Set<String> origins() {
        return switch (this) {
            case Token() -> Set.of();
            case Oidc oidc -> {
                Set<String> origins = new LinkedHashSet<>();
                origins.add(Protection.origin(oidc.issuer()));
                oidc.endpoints().forEach(each -> origins.add(Protection.origin(each)));
                yield origins;
            }
        };
    }
}
