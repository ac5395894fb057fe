package org.badgebridge.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import org.badgebridge.local.template.Authorizer;
import org.badgebridge.local.template.Trigger.HttpRoute;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Checks tokens as the JWT authorizer of API Gateway's HTTP APIs does, in [its developer
/// guide](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html):
/// signed by a key of the issuer that the template names, RSA only, with a `kid`; `iss`, `exp`,
/// `nbf` and `iat` right; `aud`, or without it `client_id`, one of the audiences; and a scope of
/// the route. Asks the issuer for its keys when it first needs them.
public final class IssuedTokens implements Guard {

    private static final String SCHEME = "bearer ";
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Map<String, DefaultJWTProcessor<SecurityContext>> issuers =
            new ConcurrentHashMap<>();
    private final DefaultResourceRetriever web =
            new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);

    public IssuedTokens(Clock clock) {
        this.clock = clock;
    }

    /// The token is not good; the message says why.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    @Override
    public Decision decide(HttpRoute route, @Nullable String authorization) {
        Authorizer authorizer = route.authorizer();
        if (authorizer == null) {
            return new Decision.Open();
        }
        if (authorization == null || authorization.isBlank()) {
            return new Decision.Unauthorized(null);
        }
        try {
            JWTClaimsSet claims = verified(token(authorization), authorizer);
            check(claims, authorizer);
            return Guard.granted(route, texts(claims), scopes(claims));
        } catch (Refused e) {
            return new Decision.Unauthorized(e.getMessage());
        }
    }

    private static String token(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : authorization.strip();
    }

    private JWTClaimsSet verified(String token, Authorizer authorizer) throws Refused {
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new Refused("the token is not a signed JWT");
        }
        if (jwt.getHeader().getKeyID() == null) {
            throw new Refused("the token does not say by which key it is signed");
        }
        DefaultJWTProcessor<SecurityContext> processor = issuers.get(authorizer.issuer());
        if (processor == null) {
            processor = processor(authorizer.issuer());
            issuers.put(authorizer.issuer(), processor);
        }
        try {
            return processor.process(jwt, null);
        } catch (BadJOSEException e) {
            throw new Refused("the token is not signed by a key of the issuer");
        } catch (JOSEException e) {
            throw new Refused("the keys of the issuer cannot be read: " + e.getMessage());
        }
    }

    /// Checks the signature alone: for the rest it knows other rules.
    private DefaultJWTProcessor<SecurityContext> processor(String issuer) throws Refused {
        JWKSource<SecurityContext> keys;
        try {
            String document =
                    web.retrieveResource(
                                    URI.create(
                                                    issuer.replaceFirst("/$", "")
                                                            + "/.well-known/openid-configuration")
                                            .toURL())
                            .getContent();
            JsonNode found = JSON.readTree(document);
            if (!found.path("issuer").asText().equals(issuer)) {
                throw new Refused("the issuer calls itself something else");
            }
            keys =
                    JWKSourceBuilder.create(
                                    URI.create(found.path("jwks_uri").asText()).toURL(), web)
                            .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("the issuer does not answer: " + e.getMessage());
        }
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWSTypeVerifier((_, _) -> {});
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        return processor;
    }

    private void check(JWTClaimsSet claims, Authorizer authorizer) throws Refused {
        if (!authorizer.issuer().equals(claims.getIssuer())) {
            throw new Refused("the token does not have a valid issuer");
        }
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant())) {
            throw new Refused("the token has expired");
        }
        Date from = claims.getNotBeforeTime();
        Date made = claims.getIssueTime();
        if ((from != null && now.isBefore(from.toInstant()))
                || (made != null && now.isBefore(made.toInstant()))) {
            throw new Refused("the token is not valid yet");
        }
        List<String> audiences = claims.getAudience();
        if (audiences.isEmpty() && claims.getClaim("client_id") instanceof String client) {
            audiences = List.of(client);
        }
        if (audiences.stream().noneMatch(authorizer.audience()::contains)) {
            throw new Refused("the token does not have a valid audience");
        }
    }

    private static List<String> scopes(JWTClaimsSet claims) {
        Object scope = claims.getClaim("scope");
        Object held = scope == null ? claims.getClaim("scp") : scope;
        return switch (held) {
            case String text -> List.of(text.split(" ", -1));
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    /// API Gateway hands on text only: a list as `[a b]`.
    private static Map<String, String> texts(JWTClaimsSet claims) {
        Map<String, String> texts = new LinkedHashMap<>();
        claims.toJSONObject().forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"))
                : String.valueOf(value);
    }
}
