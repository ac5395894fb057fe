package org.badgebridge.local.http;

import org.badgebridge.local.template.Trigger.HttpRoute;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Decides who passes a route that has a JWT authorizer. Thread-safe.
public sealed interface Guard permits GivenTokens, IssuedTokens {

    /// What a request is told about its sender.
    sealed interface Decision {
        record Open() implements Decision {}

        /// The token fits.
        ///
        /// @param claims as text, whatever they were
        /// @param scopes those of the route that the token has; null when it asks for none
        record Granted(Map<String, String> claims, @Nullable List<String> scopes)
                implements Decision {}

        /// No token, or one that is not good.
        ///
        /// @param reason what is wrong with it; null when there is none
        record Unauthorized(@Nullable String reason) implements Decision {}

        record Forbidden() implements Decision {}
    }

    /// Whether a request may pass.
    ///
    /// @param authorization the header of that name; null when there is none
    Decision decide(HttpRoute route, @Nullable String authorization);

    /// Lets in whom a token names, if it has one of the scopes that the route asks for, if any.
    static Decision granted(HttpRoute route, Map<String, String> claims, List<String> held) {
        if (route.scopes().isEmpty()) {
            return new Decision.Granted(claims, null);
        }
        List<String> matching = route.scopes().stream().filter(held::contains).toList();
        return matching.isEmpty()
                ? new Decision.Forbidden()
                : new Decision.Granted(claims, matching);
    }
}
