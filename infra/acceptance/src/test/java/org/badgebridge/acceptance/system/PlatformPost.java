package org.badgebridge.acceptance.system;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;

import org.badgebridge.acceptance.Repository;
import org.badgebridge.acceptance.Signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A post as its platform makes it: what travels to the source's URL, and at which path below it.
record PlatformPost(String path, Map<String, String> headers, String body) {

    /// The sample of `events/webhooks` with this name.
    static String sample(String name) {
        try {
            return Files.readString(Repository.path("events/webhooks").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same post after somebody on the way changed its last byte.
    PlatformPost tampered() {
        int last = body.length() - 1;
        char other = body.charAt(last) == 'A' ? 'B' : 'A';
        return new PlatformPost(path, headers, body.substring(0, last) + other);
    }

    private PlatformPost with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new PlatformPost(path, more, body);
    }

    /// How platforms prove that a post is theirs, by the words of their documentation.
    enum Proof {
        STANDARD_WEBHOOKS(true) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                Map<String, String> headers =
                        Signature.headers(secret, "msg-1", Instant.now(), post.body());
                return new PlatformPost(post.path(), headers, post.body());
            }
        },
        LEARNOMY(true) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return post.with("X-Learnomy-Signature", hex(secret, post.body()));
            }
        },
        THINKIFIC(true) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return post.with("X-Thinkific-Hmac-Sha256", hex(secret, post.body()));
            }
        },
        WP_WEBHOOKS(true) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return post.with(
                        "X-WP-Webhook-Signature",
                        Base64.getEncoder().encodeToString(hmac(secret, post.body())));
            }
        },
        LIFTERLMS(true) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                long time = Instant.now().getEpochSecond();
                return post.with(
                        "X-LLMS-Webhook-Signature",
                        "t=%d,v1=%s".formatted(time, hex(secret, time + "." + post.body())));
            }
        },
        LEARNWORLDS(false) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return post.with("Learnworlds-Webhook-Signature", "v1=" + secret);
            }
        },
        BEARER(false) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return post.with("Authorization", "Bearer " + secret);
            }
        },
        IN_THE_BODY(false) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return new PlatformPost(
                        post.path(), post.headers(), post.body().replace(MOODLE_TOKEN, secret));
            }
        },
        IN_THE_URL(false) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                return new PlatformPost("/" + secret, post.headers(), post.body());
            }
        },
        TOKEN(true) {
            @Override
            PlatformPost of(PlatformPost post, String secret, Issuer keys) {
                JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
                json(post.body()).forEach(claims::claim);
                try {
                    return new PlatformPost(
                            post.path(),
                            Map.of("Content-Type", "application/jwt"),
                            keys.token(claims));
                } catch (JOSEException e) {
                    throw new IllegalStateException(e);
                }
            }
        };

        private static final String MOODLE_TOKEN = "mdl-5f0c2c1d7b94e0a3";

        private final boolean content;

        Proof(boolean content) {
            this.content = content;
        }

        /// Whether a changed post is not proven any more.
        boolean provesContent() {
            return content;
        }

        /// The post with its proof, made now.
        abstract PlatformPost of(PlatformPost post, String secret, Issuer keys);

        private static String hex(String secret, String text) {
            return HexFormat.of().formatHex(hmac(secret, text));
        }

        private static byte[] hmac(String secret, String text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                byte[] key = secret.getBytes(StandardCharsets.UTF_8);
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no HmacSHA256", e);
            }
        }

        private static Map<String, Object> json(String text) {
            try {
                return new ObjectMapper().readValue(text, new TypeReference<>() {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
