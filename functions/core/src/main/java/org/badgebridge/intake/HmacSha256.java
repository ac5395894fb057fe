package org.badgebridge.intake;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 over the raw body in a header of the platform's choice. It proves the origin, not
/// the time: a repetition is only known by its body.
record HmacSha256(String header, Encoding encoding, String prefix) implements Verifier {

    private static final String ALGORITHM = "HmacSHA256";

    @Override
    public Verification verify(Post post, List<Secret> secrets) {
        Optional<String> value = post.header(header);
        if (value.isEmpty()) {
            return new Malformed("The header %s is missing.".formatted(header));
        }
        if (!value.get().startsWith(prefix)) {
            return new Malformed("The header %s must begin with %s.".formatted(header, prefix));
        }
        byte[] given;
        try {
            given = encoding.decode(value.get().substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            return new Malformed("The header %s must be %s.".formatted(header, encoding.word()));
        }
        byte[] body = post.body();
        for (Secret secret : secrets) {
            if (!secret.value().isEmpty() && MessageDigest.isEqual(given, mac(secret, body))) {
                return new Verified(post, secret.id(), post.digest());
            }
        }
        return new NoMatch(
                secrets.isEmpty()
                        ? "The source has no valid secret."
                        : "The signature is not made with a secret of this source.");
    }

    private static byte[] mac(Secret secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            byte[] key = secret.value().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /// How the bytes of a signature are written.
    enum Encoding {
        HEX {
            @Override
            byte[] decode(String text) {
                return HexFormat.of().parseHex(text);
            }
        },
        BASE64 {
            @Override
            byte[] decode(String text) {
                return Base64.getDecoder().decode(text);
            }
        };

        /// Throws IllegalArgumentException when the text is not of this encoding.
        abstract byte[] decode(String text);

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Encoding of(String word) {
            for (Encoding encoding : values()) {
                if (encoding.word().equals(word)) {
                    return encoding;
                }
            }
            throw new IllegalArgumentException("encoding must be hex or base64");
        }
    }
}
