package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Signatures over more than the body. The one here was computed independently of this code, over
/// `v0:1768469400:msg-1:` and the body.
final class SignedHeadersTest {

    private static final byte[] BODY =
            "{\"type\":\"certificate.issued\",\"timestamp\":\"2026-01-15T09:30:00Z\",\"data\":{\"certificate_id\":\"c-1001\",\"email\":\"ada@example.org\"}}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> HEADERS =
            Map.of(
                    "x-signature",
                    "02a03b359eb4f37e39a92dafb51edfa5d3d2ad6558511aa3def9cfbecb70395d",
                    "x-time",
                    "1768469400",
                    "x-id",
                    "msg-1");
    private static final Instant NOW = Instant.ofEpochSecond(1_768_469_400);
    private static final List<Secret> SECRETS = List.of(new Secret("s1", "s3cr3t-for-tests", null));

    private final Verifier verifier =
            Verifier.of(
                    Posts.PRESETS
                            .of(
                                    Posts.source(
                                            "standard",
                                            Map.of(
                                                    "scheme", "hmac-sha256",
                                                    "signed",
                                                            "v0:{header:X-Time}:{header:X-Id}:{body}",
                                                    "time_header", "x-time")))
                            .orElseThrow()
                            .proof(),
                    Posts.NO_KEYS);

    @Test
    void everyPartOfWhatIsSignedCounts() {
        assertThat(verify(HEADERS, NOW)).isInstanceOf(Verified.class);
        assertThat(verify(with("x-time", "1768469401"), NOW)).isInstanceOf(NoMatch.class);
        assertThat(verify(with("x-id", "msg-2"), NOW)).isInstanceOf(NoMatch.class);
        byte[] tampered = BODY.clone();
        tampered[0] ^= 1;
        assertThat(verifier.verify(new Post(HEADERS, tampered), SECRETS, NOW))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void repetitionOutsideTheWindowIsRefused() {
        for (int seconds : List.of(-300, 300)) {
            assertThat(verify(HEADERS, NOW.plusSeconds(seconds))).isInstanceOf(Verified.class);
        }
        for (int seconds : List.of(-301, 301, 86_400)) {
            assertThat(verify(HEADERS, NOW.plusSeconds(seconds)))
                    .isEqualTo(
                            new Malformed(
                                    "The time in the header x-time is more than five minutes from"
                                            + " now."));
        }
    }

    @Test
    void missingOrUnreadableHeaderIsNamed() {
        assertThat(verify(without("x-id"), NOW))
                .isEqualTo(new Malformed("The header X-Id is missing."));
        assertThat(verify(without("x-time"), NOW))
                .isEqualTo(new Malformed("The header x-time is missing."));
        for (String time :
                List.of("now", "-1", "1.5", "1768469400000000", "2026-01-15T09:30:00Z")) {
            assertThat(verify(with("x-time", time), NOW))
                    .as(time)
                    .isEqualTo(new Malformed("The header x-time must be unix time in seconds."));
        }
    }

    @Test
    void textOfTheSignatureHasTheBodyOnceAndHeadersAndNoOtherBraces() {
        for (String good :
                List.of(
                        "{body}",
                        "{header:X-A}.{body}",
                        "{body}{header:X-A}{header:X-B}",
                        "a{body}")) {
            assertThat(SignedText.parse(good)).as(good).isPresent();
        }
        for (String bad :
                List.of(
                        "",
                        "body",
                        "{header:X-A}",
                        "{body}{body}",
                        "{Body}",
                        "{body",
                        "body}",
                        "{{body}}",
                        "{body}}",
                        "{header:}{body}",
                        "{header:X A}{body}",
                        "{/data/id}{body}",
                        "{body}" + "x".repeat(250))) {
            assertThat(SignedText.parse(bad)).as(bad).isEmpty();
        }
    }

    private Verification verify(Map<String, String> headers, Instant now) {
        return verifier.verify(new Post(headers, BODY), SECRETS, now);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put(name, value);
        return headers;
    }

    private static Map<String, String> without(String name) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.remove(name);
        return headers;
    }
}
