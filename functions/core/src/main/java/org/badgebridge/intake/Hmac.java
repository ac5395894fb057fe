package org.badgebridge.intake;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A keyed hash in a header of the platform's choice, over the raw body or a text with it. Without
/// a header for the time it proves the origin, not the time: a repetition is only known by its
/// body.
record Hmac(
        Algorithm algorithm,
        String header,
        Encoding encoding,
        String prefix,
        SignedText signed,
        Optional<String> timeHeader)
        implements Verifier {

    @Override
    public Verification verify(Post post, List<Secret> secrets, Instant now) {
        Optional<String> value = post.header(header);
        if (value.isEmpty()) {
            return new Malformed("The header %s is missing.".formatted(header));
        }
        if (!value.get().startsWith(prefix)) {
            return new Malformed("The header %s must begin with %s.".formatted(header, prefix));
        }
        byte[] given;
        try {
            given = encoding.decode(value.get().substring(prefix.length()).strip());
        } catch (IllegalArgumentException e) {
            return new Malformed("The header %s must be %s.".formatted(header, encoding.word()));
        }
        if (timeHeader.isPresent()) {
            Optional<String> objection = Window.objection(post, timeHeader.get(), now);
            if (objection.isPresent()) {
                return new Malformed(objection.get());
            }
        }
        return switch (signed.of(post)) {
            case SignedText.Of.Missing(String name) ->
                    new Malformed("The header %s is missing.".formatted(name));
            case SignedText.Of.Bytes(ByteArrayOutputStream bytes) ->
                    matching(post, given, bytes.toByteArray(), secrets);
        };
    }

    private Verification matching(Post post, byte[] given, byte[] text, List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (!secret.value().isEmpty()
                    && MessageDigest.isEqual(given, algorithm.of(secret, text))) {
                return new Verified(post, secret.id(), post.digest());
            }
        }
        return NoMatch.of(secrets, "The signature is not made with a secret of this source.");
    }

    /// The hash that is keyed.
    enum Algorithm {
        SHA256("HmacSHA256"),
        SHA1("HmacSHA1");

        private final String java;

        Algorithm(String java) {
            this.java = java;
        }

        byte[] of(Secret secret, byte[] text) {
            try {
                Mac mac = Mac.getInstance(java);
                byte[] key = secret.value().getBytes(StandardCharsets.UTF_8);
                mac.init(new SecretKeySpec(key, java));
                return mac.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has " + java, e);
            }
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
