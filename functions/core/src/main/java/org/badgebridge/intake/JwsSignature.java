package org.badgebridge.intake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/// Signatures of tokens (RFC 7515) by RS256 and ES256.
final class JwsSignature {

    private JwsSignature() {}

    /// Whether the signature, in base64url, is made over these bytes with this key, by the
    /// algorithm of that name, which must be one for keys of its kind.
    ///
    /// The library gets a header that is made anew: nothing of a token's own reaches it.
    static boolean isMadeWith(PublicKey key, String algorithm, byte[] signed, String signature) {
        try {
            Optional<JWSVerifier> verifier = verifier(key, algorithm);
            return verifier.isPresent()
                    && verifier.get()
                            .verify(
                                    new JWSHeader(JWSAlgorithm.parse(algorithm)),
                                    signed,
                                    new Base64URL(signature));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static Optional<JWSVerifier> verifier(PublicKey key, String algorithm)
            throws JOSEException {
        return switch (key) {
            case RSAPublicKey rsa when algorithm.equals("RS256") ->
                    Optional.of(new RSASSAVerifier(rsa));
            case ECPublicKey ec when algorithm.equals("ES256") ->
                    Optional.of(new ECDSAVerifier(ec));
            default -> Optional.empty();
        };
    }
}
