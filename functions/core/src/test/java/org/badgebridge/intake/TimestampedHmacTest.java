package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The signature was computed independently of this code.
final class TimestampedHmacTest {

    private static final String BODY =
            "{\"type\":\"certificate.issued\",\"timestamp\":\"2026-01-15T09:30:00Z\",\"data\":{\"certificate_id\":\"c-1001\",\"email\":\"ada@example.org\"}}";
    private static final String HEX =
            "0c59ea2fa77ff042e34b6b533dfe1c017353813db63d19d8298b1208eaa0e53e";
    private static final String WRONG = "00".repeat(32);
    private static final String T = "t=1768469400";
    private static final Instant NOW = Instant.ofEpochSecond(1_768_469_400);
    private static final Secret SECRET = new Secret("s1", "s3cr3t-for-tests", null);
    private static final Secret OTHER = new Secret("s2", "another-secret", null);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Verifier utc = new TimestampedHmac("X-Signature", ZoneOffset.UTC);

    @Test
    void partsMayStandInAnyOrderAndWithBlanks() {
        for (String header :
                List.of(T + ",v1=" + HEX, "v1=" + HEX + "," + T, " " + T + " , v1=" + HEX + " ")) {
            assertThat(verify(header)).as(header).isInstanceOf(Verified.class);
        }
        assertThat(verify(T + ",v0=" + WRONG + ",v1=" + HEX + ",x=y")).isInstanceOf(Verified.class);
    }

    @Test
    void everyBitOfTheBodyCounts() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] tampered = body.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(utc.verify(post(T + ",v1=" + HEX, tampered), List.of(SECRET), NOW))
                    .as("bit %d", bit)
                    .isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void everyDigitOfTheSignatureCounts() {
        for (int i = 0; i < HEX.length(); i++) {
            char[] digits = HEX.toCharArray();
            digits[i] = digits[i] == '0' ? '1' : '0';
            assertThat(verify(T + ",v1=" + new String(digits)))
                    .as("digit %d", i)
                    .isInstanceOf(NoMatch.class);
        }
        assertThat(verify(T + ",v1=" + HEX.substring(2))).isInstanceOf(NoMatch.class);
    }

    @Test
    void signatureOfAnotherTimeDoesNotMatch() {
        assertThat(verify("t=1768469401,v1=" + HEX)).isInstanceOf(NoMatch.class);
        assertThat(verify("t=01768469400,v1=" + HEX)).isInstanceOf(NoMatch.class);
    }

    @Test
    void oldAndFuturePostsAreRefusedBeyondFiveMinutes() {
        Post post = post(T + ",v1=" + HEX, BODY.getBytes(StandardCharsets.UTF_8));
        for (int seconds : List.of(-300, 0, 300)) {
            assertThat(utc.verify(post, List.of(SECRET), NOW.plusSeconds(seconds)))
                    .as("%d s", seconds)
                    .isInstanceOf(Verified.class);
        }
        for (int seconds : List.of(-301, 301, 3_600, 31_536_000)) {
            assertThat(utc.verify(post, List.of(SECRET), NOW.plusSeconds(seconds)))
                    .as("%d s", seconds)
                    .isInstanceOfSatisfying(
                            Malformed.class,
                            refused -> assertThat(refused.reason()).contains("five minutes"));
        }
    }

    @Test
    void clockOfTheSiteIsReadInItsZoneInWinterAndInSummer() {
        for (String local : List.of("2026-01-15T10:30:00", "2026-07-15T10:30:00")) {
            Instant now = LocalDateTime.parse(local).atZone(BERLIN).toInstant();

            assertThat(signedAt(local, BERLIN, now)).as(local).isInstanceOf(Verified.class);
            assertThat(signedAt(local, BERLIN, now.plus(Duration.ofMinutes(6))))
                    .isInstanceOf(Malformed.class);
            assertThat(signedAt(local, ZoneOffset.UTC, now)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void hourThatComesTwiceIsTakenBothTimes() {
        String local = "2026-10-25T02:30:00";

        for (String now : List.of("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")) {
            assertThat(signedAt(local, BERLIN, Instant.parse(now)))
                    .as(now)
                    .isInstanceOf(Verified.class);
        }
        assertThat(signedAt(local, BERLIN, Instant.parse("2026-10-25T02:30:00Z")))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void hourThatNeverComesIsRefused() {
        assertThat(signedAt("2026-03-29T02:30:00", BERLIN, Instant.parse("2026-03-29T01:30:00Z")))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        assertThat(verify(T + ",v1=" + WRONG + ",v1=" + HEX)).isInstanceOf(Verified.class);
        assertThat(verify(T + ",v1=" + HEX + ",v1=" + WRONG)).isInstanceOf(Verified.class);
        assertThat(verify(T + (",v1=" + WRONG).repeat(2))).isInstanceOf(NoMatch.class);
        assertThat(verify(T + (",v1=" + WRONG).repeat(1000))).isInstanceOf(Malformed.class);
    }

    @Test
    void anySecretMayMatchAndIsNamed() {
        Post post = post(T + ",v1=" + HEX, BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(utc.verify(post, List.of(OTHER, SECRET), NOW))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> {
                            assertThat(verified.secretId()).isEqualTo("s1");
                            assertThat(verified.deliveryId())
                                    .isEqualTo(
                                            "sha256:4207397ef4039de2a81e962a21e4301c5659a9ed8531a1b44e643cb032a630f3");
                        });
        assertThat(utc.verify(post, List.of(OTHER), NOW)).isInstanceOf(NoMatch.class);
        assertThat(utc.verify(post, List.of(), NOW)).isInstanceOf(NoMatch.class);
        assertThat(utc.verify(post, List.of(new Secret("s3", "", null)), NOW))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void whatIsNoProofIsMalformed() {
        for (String header :
                List.of(
                        T,
                        "v1=" + HEX,
                        HEX,
                        "t=,v1=" + HEX,
                        "t=now,v1=" + HEX,
                        "t=-1768469400,v1=" + HEX,
                        "t=1768469400.0,v1=" + HEX,
                        "t=1768469400000000,v1=" + HEX,
                        T + ",v1=xyz",
                        T + ",v1=" + HEX + "0",
                        T + "," + T + ",v1=" + HEX,
                        "t=," + T + ",v1=" + HEX,
                        T + ",t=1,v1=" + HEX)) {
            assertThat(verify(header))
                    .as(header)
                    .isEqualTo(
                            new Malformed(
                                    "The header X-Signature must be t=<unix time in"
                                            + " seconds>,v1=<hex>."));
        }
        assertThat(utc.verify(new Post(Map.of(), new byte[0]), List.of(SECRET), NOW))
                .isEqualTo(new Malformed("The header X-Signature is missing."));
    }

    private Verification verify(String header) {
        return utc.verify(
                post(header, BODY.getBytes(StandardCharsets.UTF_8)), List.of(SECRET), NOW);
    }

    /// As a site signs that takes its local time for UTC.
    private static Verification signedAt(String local, ZoneId zone, Instant now) {
        long time = LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC);
        byte[] signed = (time + "." + BODY).getBytes(StandardCharsets.UTF_8);
        String hex = HexFormat.of().formatHex(Hmac.Algorithm.SHA256.of(SECRET, signed));
        return new TimestampedHmac("X-Signature", zone)
                .verify(
                        post(
                                "t=%d,v1=%s".formatted(time, hex),
                                BODY.getBytes(StandardCharsets.UTF_8)),
                        List.of(SECRET),
                        now);
    }

    private static Post post(String header, byte[] body) {
        return new Post(Map.of("x-signature", header), body);
    }
}
