package org.badgebridge.domain.learner;

import org.badgebridge.domain.event.Person;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Derives learner ids and the digest by which an e-mail is searched.
///
/// A platform's user id is hashed plainly: it must give the same learner for ever, also should the
/// key be lost. An e-mail is guessable, so it only ever goes through an HMAC with the deployment's
/// identity key. Thread-safe.
public final class LearnerIds {

    private static final int ID_BYTES = 16;
    private static final int MIN_KEY_BYTES = 16;

    private final byte[] key;

    public LearnerIds(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the identity key must have at least %d bytes".formatted(MIN_KEY_BYTES));
        }
        this.key = key.clone();
    }

    public LearnerId of(String realm, Person person) {
        String userId = person.userId();
        if (userId != null) {
            return id(sha256(realm + "\0user\0" + userId));
        }
        return id(hmac(realm + "\0email\0" + person.email()));
    }

    /// What stands for an e-mail in keys; the same for every spelling of its letters' case.
    public String emailDigest(String email) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hmac(email.strip().toLowerCase(Locale.ROOT)));
    }

    /// What stands for a text that may name people, where only sameness matters: the same for the
    /// same text, and no help to whoever guesses at it.
    public String fingerprint(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(hmac("fingerprint\0" + text), ID_BYTES));
    }

    private static LearnerId id(byte[] digest) {
        return new LearnerId(
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOf(digest, ID_BYTES)));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
