package org.badgebridge.adapter.jwks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads a JWK Set (RFC 7517). Keys that are for something else, and those that cannot be read, are
/// skipped, as its section 5 would have it: one odd key must not take away the others.
final class JwkSet {

    /// RFC 7518, section 3.3.
    private static final int LEAST_RSA_BITS = 2048;

    /// Checking with larger keys takes too long.
    private static final int MOST_RSA_BITS = 8192;

    private JwkSet() {}

    /// The keys that RS256 and ES256 signatures are made with, by their ids; of two with one id the
    /// first.
    static Map<String, PublicKey> keys(String json) throws ParseException {
        Map<String, PublicKey> keys = new HashMap<>();
        for (Map<String, Object> member : members(json)) {
            usable(member).ifPresent(key -> keys.putIfAbsent((String) member.get("kid"), key));
        }
        return Map.copyOf(keys);
    }

    private static Map<String, Object>[] members(String json) throws ParseException {
        Map<String, Object>[] members =
                JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
        if (members == null) {
            throw new ParseException("no keys", 0);
        }
        return members;
    }

    private static Optional<PublicKey> usable(Map<String, Object> member) {
        try {
            JWK key = JWK.parse(member);
            boolean named = key.getKeyID() != null;
            boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            boolean verifies =
                    key.getKeyOperations() == null
                            || key.getKeyOperations().contains(KeyOperation.VERIFY);
            return named && signs && verifies ? of(key) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException skipped) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> of(JWK key) throws JOSEException {
        return switch (key) {
            case RSAKey rsa when isFor(JWSAlgorithm.RS256, key) -> {
                RSAPublicKey found = rsa.toRSAPublicKey();
                int bits = found.getModulus().bitLength();
                yield bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS
                        ? Optional.of(found)
                        : Optional.empty();
            }
            case ECKey ec
                    when isFor(JWSAlgorithm.ES256, key) && Curve.P_256.equals(ec.getCurve()) ->
                    Optional.of(ec.toECPublicKey());
            default -> Optional.empty();
        };
    }

    private static boolean isFor(JWSAlgorithm algorithm, JWK key) {
        return key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    }
}
