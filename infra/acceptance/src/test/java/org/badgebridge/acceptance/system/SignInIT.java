package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who gets in with what, over HTTP, through the template's authorizer and the API behind it.
@WithWorld
final class SignInIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ADMINS = "[\"cooks\", \"badgebridge-admin\"]";

    private final World world;
    private final Issuer issuer;

    SignInIT(World world) {
        this.world = world;
        this.issuer = world.issuer();
    }

    @Test
    void adminDoesEverything() throws Exception {
        String token = issuer.token(admin());

        assertThat(call("GET", "/api/me", token).body())
                .isEqualTo("{\"who\":\"grace\",\"access\":\"admin\"}");
        assertThat(call("DELETE", "/api/connections/none", token).statusCode()).isEqualTo(404);
    }

    @Test
    void tokenThatIsNotGoodIsNobodys() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(5));
        Date future = Date.from(Instant.now().plusSeconds(60));
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("forged", issuer.forged(admin()));
        tokens.put("signed with the public key", issuer.confused(admin()));
        tokens.put("not signed", Issuer.unsigned(admin()));
        tokens.put("of an algorithm unknown to API Gateway", issuer.elliptic(admin()));
        tokens.put("of an unknown key", issuer.ofUnknownKey(admin()));
        tokens.put("of an unnamed key", issuer.ofUnnamedKey(admin()));
        tokens.put("cut", issuer.token(admin()).replaceFirst("..$", ""));
        tokens.put("changed", changed(issuer.token(admin())));
        tokens.put("no token at all", "admin");
        tokens.put("expired", issuer.token(admin().expirationTime(past)));
        tokens.put("endless", issuer.token(admin().expirationTime(null)));
        tokens.put("not yet valid", issuer.token(admin().notBeforeTime(future)));
        tokens.put("of the future", issuer.token(admin().issueTime(future)));
        tokens.put("of another issuer", issuer.token(admin().issuer("https://other.example")));
        tokens.put("of no issuer", issuer.token(admin().issuer(null)));
        tokens.put("for another audience", issuer.token(admin().audience("other")));
        tokens.put(
                "for another audience, to our client",
                issuer.token(admin().audience("other").claim("client_id", Issuer.AUDIENCE)));
        tokens.put("for nobody", issuer.token(admin().audience((String) null)));

        for (Map.Entry<String, String> each : tokens.entrySet()) {
            HttpResponse<String> answer = call("GET", "/api/me", each.getValue());
            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(401);
            assertThat(answer.headers().firstValue("www-authenticate"))
                    .as(each.getKey())
                    .hasValueSatisfying(
                            words -> assertThat(words).contains("error=\"invalid_token\""));
        }
        HttpResponse<String> without = call("GET", "/api/me", null);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).hasValue("Bearer");
    }

    /// Cognito's access tokens have no audience.
    @Test
    void withoutAudienceTheClientCounts() throws Exception {
        var claims = admin().audience((String) null);

        assertThat(
                        call(
                                        "GET",
                                        "/api/me",
                                        issuer.token(claims.claim("client_id", Issuer.AUDIENCE)))
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        call("GET", "/api/me", issuer.token(claims.claim("client_id", "other")))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void viewerLooksAndChangesNothing() throws Exception {
        String token =
                issuer.token(
                        issuer.claims("vera")
                                .claim("cognito:groups", List.of("badgebridge-viewer")));

        assertThat(call("GET", "/api/badges", token).statusCode()).isEqualTo(200);
        assertForbidden(call("PUT", "/api/pause", token));
        assertForbidden(call("DELETE", "/api/connections/none", token));
    }

    @Test
    void machineForMappingsChangesNoConnection() throws Exception {
        String token = issuer.token(issuer.claims("sync").claim("scope", "badgebridge/mappings"));

        assertThat(call("GET", "/api/connections", token).statusCode()).isEqualTo(200);
        assertThat(call("DELETE", "/api/mappings/none", token).statusCode()).isEqualTo(404);
        assertForbidden(call("DELETE", "/api/connections/none", token));
    }

    @Test
    void machineWithEveryScopeDoesEverything() throws Exception {
        String token = issuer.token(issuer.claims("script").claim("scope", "badgebridge/all"));

        assertThat(call("DELETE", "/api/connections/none", token).statusCode()).isEqualTo(404);
    }

    @Test
    void goodTokenThatAllowsNothingIsToldWhatItLacks() throws Exception {
        String token = issuer.token(issuer.claims("sam").claim("cognito:groups", List.of("cooks")));

        HttpResponse<String> answer = call("GET", "/api/me", token);

        assertForbidden(answer);
        assertThat(answer.body()).contains("badgebridge-viewer");
    }

    @Test
    void consoleIsOpenButNothingBehindIt() throws Exception {
        HttpResponse<String> script = call("GET", "/console/sign-in.js", null);
        String tag = script.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again =
                HTTP.send(
                        HttpRequest.newBuilder(world.url().resolve("/console/sign-in.js"))
                                .header("If-None-Match", tag)
                                .build(),
                        BodyHandlers.ofString());

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none';"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(call("GET", "/console/config.json", null).body())
                .isEqualTo("{\"sign_in\":\"token\"}");
    }

    private JWTClaimsSet.Builder admin() {
        return issuer.claims("grace").claim("cognito:groups", ADMINS);
    }

    /// Somebody else's claims under a good signature.
    private String changed(String token) throws JOSEException {
        String[] good = token.split("\\.", -1);
        String[] other = issuer.token(admin().subject("mallory")).split("\\.", -1);
        return good[0] + "." + other[1] + "." + good[2];
    }

    private static void assertForbidden(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
    }

    private HttpResponse<String> call(String method, String path, @Nullable String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(world.url().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                method.equals("PUT")
                                        ? BodyPublishers.ofString("{\"paused\": false}")
                                        : BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
