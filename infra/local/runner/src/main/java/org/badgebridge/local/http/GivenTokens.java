package org.badgebridge.local.http;

import org.badgebridge.local.template.Authorizer;
import org.badgebridge.local.template.Trigger.HttpRoute;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stands in for JWT authorizers: a few fixed tokens open every guarded route, each as if an issuer
/// had made it with these claims.
public final class GivenTokens implements Guard {

    private final List<Given> tokens;
    private final @Nullable Guard others;

    private record Given(String token, Map<String, String> claims) {

        boolean matches(String authorization) {
            return MessageDigest.isEqual(
                    ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
                    authorization.getBytes(StandardCharsets.UTF_8));
        }
    }

    private GivenTokens(List<Given> tokens, @Nullable Guard others) {
        this.tokens = List.copyOf(tokens);
        this.others = others;
    }

    /// One token.
    ///
    /// @param claims beside `iss`, `aud` and `sub`, or instead of them
    public static GivenTokens of(String token, Map<String, String> claims) {
        return new GivenTokens(List.of(), null).and(token, claims);
    }

    /// These and one more.
    public GivenTokens and(String token, Map<String, String> claims) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("The token is empty: give one.");
        }
        List<Given> more = new ArrayList<>(tokens);
        more.add(new Given(token, Map.copyOf(claims)));
        return new GivenTokens(more, others);
    }

    /// These, and for every other token what another guard decides.
    public GivenTokens or(Guard other) {
        return new GivenTokens(tokens, other);
    }

    @Override
    public Decision decide(HttpRoute route, @Nullable String authorization) {
        Authorizer authorizer = route.authorizer();
        if (authorizer == null) {
            return new Decision.Open();
        }
        Optional<Given> given =
                tokens.stream()
                        .filter(each -> authorization != null && each.matches(authorization))
                        .findFirst();
        if (given.isPresent()) {
            return granted(route, authorizer, given.get().claims());
        }
        if (others != null) {
            return others.decide(route, authorization);
        }
        return new Decision.Unauthorized(
                authorization == null ? null : "the token is not one of those given");
    }

    private static Decision granted(
            HttpRoute route, Authorizer authorizer, Map<String, String> claims) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("iss", authorizer.issuer());
        all.put("sub", "local-admin");
        all.put("aud", String.join(" ", authorizer.audience()));
        all.putAll(claims);
        List<String> held = List.of(all.getOrDefault("scope", "").split(" ", -1));
        return Guard.granted(route, all, held);
    }

    @Override
    public String toString() {
        return "GivenTokens[hidden]";
    }
}
