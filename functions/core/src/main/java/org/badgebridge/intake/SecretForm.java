package org.badgebridge.intake;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What the secrets of a scheme look like, and how one is made.
public enum SecretForm {
    /// `whsec_` and base64 of 24 to 64 bytes (Standard Webhooks 1.0.0).
    STANDARD("must be whsec_ and the base64 of 24 to 64 bytes") {
        @Override
        public boolean fits(String secret) {
            if (!secret.startsWith(STANDARD_PREFIX)) {
                return false;
            }
            try {
                int bytes =
                        Base64.getDecoder()
                                .decode(secret.substring(STANDARD_PREFIX.length()))
                                .length;
                return bytes >= LEAST_STANDARD_BYTES && bytes <= MOST_STANDARD_BYTES;
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }

        @Override
        String of(byte[] random) {
            return STANDARD_PREFIX + Base64.getEncoder().encodeToString(random);
        }
    },

    /// Any text that is long enough not to be guessed.
    TEXT("must be a text of 16 to 255 characters") {
        @Override
        public boolean fits(String secret) {
            return longEnough(secret);
        }

        @Override
        String of(byte[] random) {
            return urlSafe(random);
        }
    },

    /// User and password, as Basic authentication has them.
    CREDENTIALS("must be user:password, of 16 to 255 characters") {
        @Override
        public boolean fits(String secret) {
            return longEnough(secret) && secret.indexOf(':') > 0;
        }

        @Override
        String of(byte[] random) {
            return "badgebridge:" + urlSafe(random);
        }
    },

    /// A text that is safe in a URL.
    KEY("must be 16 to 255 letters, digits, hyphens and underscores") {
        @Override
        public boolean fits(String secret) {
            return URL_SAFE.matcher(secret).matches();
        }

        @Override
        String of(byte[] random) {
            return urlSafe(random);
        }
    },

    /// The scheme has no secrets of ours.
    NONE("is not needed: the platform signs with a key of its own") {
        @Override
        public boolean fits(String secret) {
            return false;
        }

        @Override
        String of(byte[] random) {
            throw new IllegalStateException("a scheme without secrets makes none");
        }
    };

    private static final String STANDARD_PREFIX = "whsec_";
    private static final int LEAST_STANDARD_BYTES = 24;
    private static final int MOST_STANDARD_BYTES = 64;
    private static final int RANDOM_BYTES = 32;
    private static final int LEAST = 16;
    private static final int MOST = 255;
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9_-]{16,255}");

    private final String words;

    SecretForm(String words) {
        this.words = words;
    }

    public abstract boolean fits(String secret);

    abstract String of(byte[] random);

    /// What a secret must be, after "value".
    public String words() {
        return words;
    }

    /// A new secret; not for [#NONE].
    public String make(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    private static boolean longEnough(String secret) {
        return secret.length() >= LEAST && secret.length() <= MOST;
    }

    private static String urlSafe(byte[] random) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
