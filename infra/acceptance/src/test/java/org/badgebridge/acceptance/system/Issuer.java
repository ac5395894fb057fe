package org.badgebridge.acceptance.system;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import org.badgebridge.local.engine.LoopbackServer;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// An OpenID Connect issuer on this machine: its discovery document, its keys, and tokens for
/// whoever asks. Thread-safe.
final class Issuer implements AutoCloseable {

    static final String AUDIENCE = "badgebridge";

    private static final Duration VALID = Duration.ofMinutes(5);
    private static final int BITS = 2048;

    private final LoopbackServer server;
    private final RSAKey rsa;
    private final ECKey elliptic;

    private Issuer(LoopbackServer server, RSAKey rsa, ECKey elliptic) {
        this.server = server;
        this.rsa = rsa;
        this.elliptic = elliptic;
    }

    static Issuer start() {
        try {
            Issuer issuer =
                    new Issuer(
                            LoopbackServer.bind("issuer", 0),
                            new RSAKeyGenerator(BITS).keyID("key-1").generate(),
                            new ECKeyGenerator(Curve.P_256).keyID("key-2").generate());
            issuer.serve();
            return issuer;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        String keys = new JWKSet(List.of(rsa, elliptic)).toString();
        String document =
                """
                {"issuer": "%s", "jwks_uri": "%s/keys"}
                """
                        .formatted(url(), url());
        server.start(exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = path.equals("/keys") ? keys : document;
            exchange.getResponseHeaders().set("content-type", "application/json");
            LoopbackServer.answer(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
        });
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.endpoint().getPort());
    }

    /// What a good token says; a test changes it.
    JWTClaimsSet.Builder claims(String subject) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(url().toString())
                .audience(AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(now.minusSeconds(1)))
                .expirationTime(Date.from(now.plus(VALID)));
    }

    /// Signed as it should be.
    String token(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "key-1", new RSASSASigner(rsa), claims);
    }

    /// Signed by the key of somebody else who says that it is ours.
    String forged(JWTClaimsSet.Builder claims) throws JOSEException {
        RSAKey own = new RSAKeyGenerator(BITS).keyID("key-1").generate();
        return signed(JWSAlgorithm.RS256, "key-1", new RSASSASigner(own), claims);
    }

    /// Signed with our public key, which everybody has, as if it were a shared secret.
    String confused(JWTClaimsSet.Builder claims) throws JOSEException {
        byte[] known = rsa.toRSAPublicKey().getEncoded();
        return signed(JWSAlgorithm.HS256, "key-1", new MACSigner(known), claims);
    }

    /// By a key of ours that API Gateway does not understand.
    String elliptic(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.ES256, "key-2", new ECDSASigner(elliptic), claims);
    }

    String ofUnknownKey(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "key-9", new RSASSASigner(rsa), claims);
    }

    String ofUnnamedKey(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, null, new RSASSASigner(rsa), claims);
    }

    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    private static String signed(
            JWSAlgorithm algorithm,
            @Nullable String keyId,
            JWSSigner signer,
            JWTClaimsSet.Builder claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
