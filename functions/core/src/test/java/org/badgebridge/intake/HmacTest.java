package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.Hmac.Encoding;
import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The signatures were computed independently of this code.
final class HmacTest {

    private static final String BODY =
            "{\"type\":\"certificate.issued\",\"timestamp\":\"2026-01-15T09:30:00Z\",\"data\":{\"certificate_id\":\"c-1001\",\"email\":\"ada@example.org\"}}";
    private static final String HEX =
            "4351bbde24a7067938124bf300bdba3165e47960d3b63b91637a2b20402f6c3d";
    private static final String BASE64 = "Q1G73iSnBnk4EkvzAL26MWXkeWDTtjuRY3orIEAvbD0=";
    private static final Secret SECRET = new Secret("s1", "s3cr3t-for-tests", null);
    private static final Secret OTHER = new Secret("s2", "another-secret", null);

    private static final Instant NOW = Instant.parse("2026-01-15T09:30:00Z");

    private final Verifier hex = hmac(Encoding.HEX, "");
    private final Verifier base64 = hmac(Encoding.BASE64, "");
    private final Verifier prefixed = hmac(Encoding.HEX, "sha256=");

    @Test
    void signatureInHexPassesInEitherCase() {
        assertThat(hex.verify(post(HEX), List.of(SECRET), NOW)).isInstanceOf(Verified.class);
        assertThat(hex.verify(post(HEX.toUpperCase(Locale.ROOT)), List.of(SECRET), NOW))
                .isInstanceOf(Verified.class);
    }

    @Test
    void signatureInBase64Passes() {
        assertThat(base64.verify(post(BASE64), List.of(SECRET), NOW)).isInstanceOf(Verified.class);
    }

    @Test
    void prefixIsNeededExactly() {
        assertThat(prefixed.verify(post("sha256=" + HEX), List.of(SECRET), NOW))
                .isInstanceOf(Verified.class);
        for (String wrong : List.of(HEX, "sha1=" + HEX, "SHA256=" + HEX)) {
            assertThat(prefixed.verify(post(wrong), List.of(SECRET), NOW))
                    .as(wrong)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void anySecretMayMatchAndIsNamed() {
        Verification result = hex.verify(post(HEX), List.of(OTHER, SECRET), NOW);

        assertThat(result).isInstanceOf(Verified.class);
        assertThat(((Verified) result).secretId()).isEqualTo("s1");
    }

    @Test
    void deliveryIsNamedByItsBody() {
        assertThat(((Verified) hex.verify(post(HEX), List.of(SECRET), NOW)).deliveryId())
                .isEqualTo(
                        "sha256:4207397ef4039de2a81e962a21e4301c5659a9ed8531a1b44e643cb032a630f3");
    }

    @Test
    void everyBitOfTheBodyCounts() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] tampered = body.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(
                            hex.verify(
                                    new Post(Map.of("x-signature", HEX), tampered),
                                    List.of(SECRET),
                                    NOW))
                    .as("bit %d", bit)
                    .isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void everyDigitOfTheSignatureCounts() {
        for (int i = 0; i < HEX.length(); i++) {
            char[] digits = HEX.toCharArray();
            digits[i] = digits[i] == '0' ? '1' : '0';
            assertThat(hex.verify(post(new String(digits)), List.of(SECRET), NOW))
                    .as("digit %d", i)
                    .isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void beginningOfASignatureIsNone() {
        assertThat(hex.verify(post(HEX.substring(0, 62)), List.of(SECRET), NOW))
                .isInstanceOf(NoMatch.class);
        assertThat(hex.verify(post(HEX + "00"), List.of(SECRET), NOW)).isInstanceOf(NoMatch.class);
    }

    @Test
    void whatIsNoSignatureIsMalformed() {
        assertThat(hex.verify(post("xyz"), List.of(SECRET), NOW))
                .isEqualTo(new Malformed("The header X-Signature must be hex."));
        assertThat(base64.verify(post("%%%"), List.of(SECRET), NOW))
                .isEqualTo(new Malformed("The header X-Signature must be base64."));
        assertThat(hex.verify(new Post(Map.of(), new byte[0]), List.of(SECRET), NOW))
                .isEqualTo(new Malformed("The header X-Signature is missing."));
    }

    @Test
    void otherSecretOrNoneOrAnEmptyOneDoesNotMatch() {
        assertThat(hex.verify(post(HEX), List.of(OTHER), NOW)).isInstanceOf(NoMatch.class);
        assertThat(hex.verify(post(HEX), List.of(), NOW)).isInstanceOf(NoMatch.class);
        assertThat(hex.verify(post(HEX), List.of(new Secret("s3", "", null)), NOW))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void settingsOfTheSourceOverrideThoseOfThePreset() {
        Source source =
                new Source(
                        new SourceId("academy"),
                        "Academy",
                        "learnomy",
                        "academy",
                        Map.of("header", "X-Hook", "encoding", "base64", "prefix", "v1="),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        1);
        Verifier verifier =
                Verifier.of(new Presets().of(source).orElseThrow().proof(), Posts.NO_KEYS);
        Post post =
                new Post(Map.of("x-hook", "v1=" + BASE64), BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(verifier.verify(post, List.of(SECRET), NOW)).isInstanceOf(Verified.class);
    }

    private static Verifier hmac(Encoding encoding, String prefix) {
        return new Hmac(
                Hmac.Algorithm.SHA256,
                "X-Signature",
                encoding,
                prefix,
                SignedText.parse("{body}").orElseThrow(),
                Optional.empty());
    }

    private static Post post(String signature) {
        return new Post(Map.of("x-signature", signature), BODY.getBytes(StandardCharsets.UTF_8));
    }
}
