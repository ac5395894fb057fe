package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The vectors are those of the reference libraries' own tests, and ours, which were computed
/// independently of this library. The library knows no clock but the wall clock.
final class StandardWebhooksTest {

    private static final String PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String A = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String B = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final String BODY =
            "{\"type\":\"certificate.issued\",\"timestamp\":\"2026-01-15T09:30:00Z\",\"data\":{\"certificate_id\":\"c-1001\",\"email\":\"ada@example.org\"}}";
    private static final String ID = "msg_01HZX3K9Q7";
    private final long now = Instant.now().getEpochSecond();
    private static final int TOLERANCE = 5 * 60;

    /// More than this test takes, less than anything that it tells apart.
    private static final int SLACK = 60;

    private final Verifier verifier = new StandardWebhooks();

    @Test
    void publishedVectorsAreWhatTheLibrarySigns() throws WebhookSigningException {
        String example = "{\"test\": 2432232314}";
        assertThat(
                        new Webhook(PUBLISHED)
                                .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, example))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(new Webhook(A).sign(ID, 1_768_469_400, BODY))
                .isEqualTo("v1,Kl/DslIGkij2saUD1GSAjr53qLgZisB8e0kGfbG4iX8=");
        assertThat(new Webhook(B).sign(ID, 1_768_469_400, BODY))
                .isEqualTo("v1,LzMydallFTmlfM+woWc7muCGmDENKVtofg21RWbZ0mo=");
    }

    @Test
    void signedPostIsVerifiedByTheSecretThatSignedIt() {
        Verification result = verifier.verify(post(signed(A)), secrets(B, A), Instant.EPOCH);

        assertThat(result).isInstanceOf(Verified.class);
        assertThat(((Verified) result).secretId()).isEqualTo("s2");
        assertThat(((Verified) result).deliveryId()).isEqualTo(ID);
    }

    @Test
    void emptyBodyCanBeSigned() {
        Map<String, String> headers = headers(sign(A, now, ""));

        assertThat(verifier.verify(post(headers, ""), secrets(A), Instant.EPOCH))
                .isInstanceOf(Verified.class);
    }

    @Test
    void bodyIsComparedByteForByte() {
        String body = "\uFEFF{ \"name\" : \"Zoë 😀\" }\r\n";
        Map<String, String> headers = headers(sign(A, now, body));

        assertThat(verifier.verify(post(headers, body), secrets(A), Instant.EPOCH))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(post(headers, body.strip()), secrets(A), Instant.EPOCH))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void oneTokenOfSeveralIsEnough() {
        String others =
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="
                        + " v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= ";

        assertThat(
                        verifier.verify(
                                post(headers(others + sign(A, now, BODY))),
                                secrets(A),
                                Instant.EPOCH))
                .isInstanceOf(Verified.class);
    }

    @Test
    void tokensThatAreNoneAreSkipped() {
        String odd = "v1 , v1, ,x v1,a,b " + sign(A, now, BODY) + " ,";

        assertThat(verifier.verify(post(headers(odd)), secrets(A), Instant.EPOCH))
                .isInstanceOf(Verified.class);
        for (String none : List.of("v1", "v1,", ",", ",,,", "v1a," + sign(A, now, BODY))) {
            assertThat(verifier.verify(post(headers(none)), secrets(A), Instant.EPOCH))
                    .as(none)
                    .isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void postSignedWithOldAndNewSecretPassesWithEither() {
        Map<String, String> both = headers(sign(A, now, BODY) + " " + sign(B, now, BODY));

        assertThat(verifier.verify(post(both), secrets(A), Instant.EPOCH))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(post(both), secrets(B), Instant.EPOCH))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(post(both), secrets(PUBLISHED), Instant.EPOCH))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void unpaddedAndBareSecretsWork() {
        for (String secret :
                List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwBr")) {
            assertThat(verifier.verify(post(signed(secret)), secrets(secret), Instant.EPOCH))
                    .isInstanceOf(Verified.class);
            assertThat(
                            verifier.verify(
                                    post(signed(secret)),
                                    secrets("whsec_" + secret),
                                    Instant.EPOCH))
                    .isInstanceOf(Verified.class);
        }
    }

    @Test
    void everyBitOfTheBodyCounts() {
        Map<String, String> headers = signed(A);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] tampered = body.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifier.verify(new Post(headers, tampered), secrets(A), Instant.EPOCH))
                    .as("bit %d", bit)
                    .isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void everyLetterOfTheSignatureCounts() {
        String signature = sign(A, now, BODY);
        for (int i = 0; i < signature.length(); i++) {
            char[] letters = signature.toCharArray();
            letters[i] = letters[i] == 'A' ? 'B' : 'A';
            assertThat(
                            verifier.verify(
                                    post(headers(new String(letters))), secrets(A), Instant.EPOCH))
                    .as("letter %d", i)
                    .isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void idAndTimestampAreSigned() {
        assertThat(
                        verifier.verify(
                                post(with(signed(A), "webhook-id", ID + "x")),
                                secrets(A),
                                Instant.EPOCH))
                .isInstanceOf(NoMatch.class);
        assertThat(
                        verifier.verify(
                                post(with(signed(A), "webhook-timestamp", Long.toString(now + 1))),
                                secrets(A),
                                Instant.EPOCH))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void eachHeaderIsNeeded() {
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            Map<String, String> missing = new HashMap<>(signed(A));
            missing.remove(name);
            Malformed reason = new Malformed("The header %s is missing.".formatted(name));
            assertThat(verifier.verify(post(missing), secrets(A), Instant.EPOCH)).isEqualTo(reason);
            assertThat(
                            verifier.verify(
                                    post(with(signed(A), name, "  ")), secrets(A), Instant.EPOCH))
                    .isEqualTo(reason);
        }
    }

    @Test
    void caseOfHeaderNamesDoesNotMatter() {
        Map<String, String> shouting = new HashMap<>();
        signed(A).forEach((name, value) -> shouting.put(name.toUpperCase(Locale.ROOT), value));

        assertThat(verifier.verify(post(shouting), secrets(A), Instant.EPOCH))
                .isInstanceOf(Verified.class);
    }

    @Test
    void clockMayDifferByFiveMinutesBothWaysAndNoMore() {
        for (long time : new long[] {now - TOLERANCE + SLACK, now + TOLERANCE - SLACK}) {
            assertThat(verifier.verify(signedAt(time), secrets(A), Instant.EPOCH))
                    .isInstanceOf(Verified.class);
        }
        assertThat(verifier.verify(signedAt(now - TOLERANCE - 1), secrets(A), Instant.EPOCH))
                .isEqualTo(new NoMatch("Message timestamp too old."));
        assertThat(verifier.verify(signedAt(now + TOLERANCE + SLACK), secrets(A), Instant.EPOCH))
                .isEqualTo(new NoMatch("Message timestamp too new."));
    }

    @Test
    void timestampMustBeUnixSeconds() {
        for (String wrong :
                List.of("now", "1.5", "+" + now, "-1", now + "000000000000", "2026-01-15", "١٢٣")) {
            assertThat(
                            verifier.verify(
                                    post(with(signed(A), "webhook-timestamp", wrong)),
                                    secrets(A),
                                    Instant.EPOCH))
                    .as(wrong)
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void idMustNotBlurTheSignedText() throws WebhookSigningException {
        // id "a.<now>" with body "x" signs the same text as id "a" with a body that begins
        // "<now>.".
        String body = now + ".x";
        Map<String, String> headers = new HashMap<>();
        headers.put("webhook-id", "a." + now);
        headers.put("webhook-timestamp", Long.toString(now));
        headers.put("webhook-signature", new Webhook(A).sign("a", now, body));

        assertThat(verifier.verify(post(headers, "x"), secrets(A), Instant.EPOCH))
                .isInstanceOf(Malformed.class);
        assertThat(
                        verifier.verify(
                                post(with(signed(A), "webhook-id", "i".repeat(256))),
                                secrets(A),
                                Instant.EPOCH))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void bodyThatIsNotTextCannotHaveBeenSigned() {
        byte[] latin1 = "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1);
        // What a lenient decoder would make of it, signed: it must not pass for the bytes.
        Map<String, String> headers =
                headers(sign(A, now, new String(latin1, StandardCharsets.UTF_8)));

        assertThat(verifier.verify(new Post(headers, latin1), secrets(A), Instant.EPOCH))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void secretOfAnotherKindSpoilsNothing() {
        for (String odd : List.of("not base64!", "whsec_", "")) {
            assertThat(verifier.verify(post(signed(A)), secrets(odd), Instant.EPOCH))
                    .isInstanceOf(NoMatch.class);
            assertThat(verifier.verify(post(signed(A)), secrets(odd, A), Instant.EPOCH))
                    .isInstanceOf(Verified.class);
        }
    }

    @Test
    void withoutSecretsNothingPasses() {
        assertThat(verifier.verify(post(signed(A)), List.of(), Instant.EPOCH))
                .isEqualTo(new NoMatch("The source has no valid secret."));
    }

    @Test
    void reasonsHoldNothingOfThePostOrTheSecret() {
        String tell = "tell-tale";
        List<Verification> refusals =
                List.of(
                        verifier.verify(post(headers(tell)), secrets(A), Instant.EPOCH),
                        verifier.verify(
                                post(with(signed(A), "webhook-timestamp", tell)),
                                secrets(A),
                                Instant.EPOCH),
                        verifier.verify(
                                post(with(signed(A), "webhook-id", tell + ".")),
                                secrets(A),
                                Instant.EPOCH),
                        verifier.verify(post(signed(A), tell), secrets(A), Instant.EPOCH),
                        verifier.verify(post(signed(A)), secrets(tell + "!"), Instant.EPOCH));

        assertThat(refusals).noneMatch(refusal -> refusal.toString().contains(tell));
    }

    private Post signedAt(long time) {
        return post(with(headers(sign(A, time, BODY)), "webhook-timestamp", Long.toString(time)));
    }

    private Map<String, String> signed(String secret) {
        return headers(sign(secret, now, BODY));
    }

    private static String sign(String secret, long time, String body) {
        try {
            return new Webhook(secret).sign(ID, time, body);
        } catch (WebhookSigningException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> headers(String signature) {
        return Map.of(
                "webhook-id", ID,
                "webhook-timestamp", Long.toString(now),
                "webhook-signature", signature);
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Post post(Map<String, String> headers) {
        return post(headers, BODY);
    }

    private static Post post(Map<String, String> headers, String body) {
        return new Post(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Secret> secrets(String... values) {
        int[] number = {0};
        return Arrays.stream(values)
                .map(value -> new Secret("s" + ++number[0], value, null))
                .toList();
    }
}
