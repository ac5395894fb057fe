package org.badgebridge.local.http;

import org.badgebridge.local.template.Authorizer;
import org.badgebridge.local.template.Trigger.HttpRoute;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Stands in for JWT authorizers: one bearer token opens every guarded route.
///
/// @param claims beside `iss`, `aud` and `sub`, or instead of them
public record AdminAccess(String token, Map<String, String> claims) {

    /// What a request is told about its sender.
    sealed interface Decision {
        record Open() implements Decision {}

        /// The token fits.
        ///
        /// @param scopes those of the route; null when it asks for none
        record Granted(Map<String, String> claims, @Nullable List<String> scopes)
                implements Decision {}

        record Unauthorized() implements Decision {}

        record Forbidden() implements Decision {}
    }

    Decision decide(HttpRoute route, @Nullable String authorization) {
        Authorizer authorizer = route.authorizer();
        if (authorizer == null) {
            return new Decision.Open();
        }
        byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        byte[] given =
                (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(wanted, given)) {
            return new Decision.Unauthorized();
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("iss", authorizer.issuer());
        all.put("sub", "local-admin");
        all.put("aud", String.join(" ", authorizer.audience()));
        all.putAll(claims);
        if (route.scopes().isEmpty()) {
            return new Decision.Granted(all, null);
        }
        List<String> held = List.of(all.getOrDefault("scope", "").split(" ", -1));
        List<String> matching = route.scopes().stream().filter(held::contains).toList();
        return matching.isEmpty() ? new Decision.Forbidden() : new Decision.Granted(all, matching);
    }

    @Override
    public String toString() {
        return "AdminAccess[token hidden]";
    }
}
