package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.intake.SharedValue.Carrier;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Whatever arrives gets a clear answer.
final class ArbitraryPostsTest {

    private static final long SEED = Long.getLong("seed", 20_260_115);
    private static final int ROUNDS = 4_000;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void noArbitraryPostIsVerifiedOrThrows() {
        List<Verifier> verifiers =
                List.of(
                        new StandardWebhooks(),
                        hmac(Hmac.Encoding.HEX, ""),
                        hmac(Hmac.Encoding.BASE64, "v1,"),
                        new TimestampedHmac("webhook-signature", ZoneOffset.UTC),
                        new SharedValue(new Carrier.Header("webhook-id", "")),
                        new SharedValue(new Carrier.Authorization("Bearer", false)),
                        new SharedValue(new Carrier.Authorization("Basic", true)),
                        new SharedValue(new Carrier.BodyField("/token")),
                        new SharedValue(new Carrier.Path()));
        List<Secret> secrets =
                List.of(
                        new Secret(
                                "s1", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", null));
        for (int round = 0; round < ROUNDS; round++) {
            Post post = new Post(headers(), bytes(random.nextInt(64)));
            for (Verifier verifier : verifiers) {
                assertThat(verifier.verify(post, secrets, Posts.RECEIVED))
                        .as("seed %d, round %d", SEED, round)
                        .isNotInstanceOf(Verified.class);
            }
        }
    }

    @Test
    void everyAuthenticPostIsReadOrSaysWhyNot() {
        List<Source> sources = List.of(Posts.STANDARD, Posts.LEARNOMY);
        List<byte[]> samples =
                List.of(
                        Posts.sample("standard-certificate-issued.json"),
                        Posts.sample("learnomy-certificate-issued.json"));
        List<Class<?>> seen = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int which = random.nextInt(2);
            byte[] body = mutated(samples.get(which));
            Reading reading = Posts.read(sources.get(which), body);
            seen.add(reading.getClass());
            if (reading instanceof Reading.Unusable(String reason)) {
                assertThat(reason).as("seed %d, round %d", SEED, round).isNotBlank();
            }
        }
        assertThat(seen).contains(Reading.Of.class, Reading.Ignored.class, Reading.Unusable.class);
    }

    private static Verifier hmac(Hmac.Encoding encoding, String prefix) {
        return new Hmac(
                Hmac.Algorithm.SHA256,
                "webhook-signature",
                encoding,
                prefix,
                SignedText.parse("{header:webhook-timestamp}.{body}").orElseThrow(),
                Optional.empty());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        for (String name :
                List.of("webhook-id", "webhook-timestamp", "webhook-signature", "authorization")) {
            if (random.nextInt(8) > 0) {
                headers.put(name, text());
            }
        }
        if (random.nextBoolean()) {
            headers.put("webhook-timestamp", Long.toString(System.currentTimeMillis() / 1000));
        }
        if (random.nextBoolean()) {
            headers.put("webhook-signature", "v1," + text());
        }
        return headers;
    }

    private String text() {
        return new String(bytes(random.nextInt(50)), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// The sample with some of its bytes, or one of its values, replaced.
    private byte[] mutated(byte[] sample) {
        if (random.nextBoolean()) {
            byte[] changed = sample.clone();
            for (int i = random.nextInt(4); i > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            return changed;
        }
        String[] lines = new String(sample, StandardCharsets.UTF_8).split("\n");
        List<String> values =
                List.of(
                        "null",
                        "true",
                        "-1",
                        "0.5",
                        "1E+999999999",
                        "1e-999999999",
                        "\"\"",
                        "[]",
                        "{}",
                        "\"\\ud800\"",
                        "\"\\u0000\"",
                        "\"2026-01-15\"",
                        "[[1]]");
        int line = random.nextInt(lines.length);
        lines[line] =
                lines[line].replaceFirst(
                        ": [^{\\[,]+(,?)$",
                        ": "
                                + values.get(random.nextInt(values.size())).replace("\\", "\\\\")
                                + "$1");
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
