package org.badgebridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;

import org.badgebridge.adapter.jwks.HttpKeySets;
import org.badgebridge.adapter.jwks.JwksServer;
import org.badgebridge.adapter.jwks.SigningKeys;
import org.badgebridge.domain.account.Source;
import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Unavailable;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Tokens are made by the library's signing half, keys are read over HTTP.
final class JwtTest {

    private static final long SEED = Long.getLong("seed", 20_260_115);
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final RSAKey RSA = SigningKeys.rsa("2026-01");
    private static final ECKey EC = SigningKeys.ec("2026-02");
    private static final RSAKey FOREIGN = SigningKeys.rsa("2026-01");
    private static final Source CANVAS = Posts.source("canvas", Map.of());
    private static final long NOW = MovableClock.START.getEpochSecond();
    private static final String CLAIMS =
            "{\"iat\":%d,\"metadata\":{\"event_name\":\"course_completed\"},\"score\":1.50}"
                    .formatted(NOW);

    private final MovableClock clock = new MovableClock();
    private final JwksServer server = new JwksServer();
    private final Jwt any = verifier("", "");

    @BeforeEach
    void publishKeys() {
        server.has(RSA, EC);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Jwt verifier(String issuer, String audience) {
        return verifier(server.url().toString(), issuer, audience);
    }

    private Jwt verifier(String jwks, String issuer, String audience) {
        return Jwt.of(jwks, issuer, audience, new HttpKeySets(clock));
    }

    @Test
    void signedClaimsTravelOnAsTheyWereSigned() {
        for (String token : List.of(rs256(CLAIMS), es256(CLAIMS))) {
            Verified verified = verified(verify(token));

            assertThat(delivered(verified)).isEqualTo(CLAIMS);
        }
        assertThat(verified(verify(rs256(CLAIMS))).secretId()).isEqualTo("2026-01");
        assertThat(verified(verify(es256(CLAIMS))).secretId()).isEqualTo("2026-02");
    }

    @Test
    void claimsAreRedactedLikeAnyPayload() {
        assertThat(delivered(verified(verify(rs256("{\"user_pass\":\"x\",\"id\":\"1\"}")))))
                .isEqualTo("{\"user_pass\":null,\"id\":\"1\"}");
    }

    @Test
    void whiteSpaceMayStandAroundTheTokenAlone() {
        String token = rs256(CLAIMS);

        assertThat(verify(" \r\n" + token + "\n")).isInstanceOf(Verified.class);
        for (String wrong :
                List.of(
                        token.replaceFirst("\\.", ". "),
                        "\"" + token + "\"",
                        token + "=",
                        token + ".",
                        token + "." + token,
                        token.substring(0, token.lastIndexOf('.')),
                        "Bearer " + token,
                        "{\"event\":\"course_completed\"}",
                        "")) {
            assertThat(verify(wrong)).as(wrong).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void everyCharacterCounts() {
        for (String token : List.of(rs256(CLAIMS), es256(CLAIMS))) {
            for (int i = 0; i < token.length(); i++) {
                if (token.charAt(i) != '.') {
                    char other = other(token.charAt(i), 32);
                    assertThat(verify(with(token, i, other)))
                            .as("%c at %d of %s", other, i, token)
                            .isNotInstanceOf(Verified.class);
                }
            }
        }
    }

    /// Its last bits mean nothing to a lenient decoder.
    @Test
    void lastCharacterOfTheSignatureIsTheOnlyOneThatFits() {
        for (String token : List.of(rs256(CLAIMS), es256(CLAIMS))) {
            int last = token.length() - 1;
            for (int step = 1; step < ALPHABET.length(); step++) {
                assertThat(verify(with(token, last, other(token.charAt(last), step))))
                        .as("step %d of %s", step, token)
                        .isNotInstanceOf(Verified.class);
            }
        }
    }

    @Test
    void partsOfTwoTokensDoNotMix() {
        String[] one = rs256(CLAIMS).split("\\.", 3);
        String[] two = rs256("{\"iat\":%d}".formatted(NOW)).split("\\.", 3);

        assertThat(verify(String.join(".", one[0], two[1], one[2]))).isInstanceOf(NoMatch.class);
        assertThat(verify(String.join(".", two[0], two[1], one[2]))).isInstanceOf(NoMatch.class);
    }

    @Test
    void tokenWithoutSignatureIsNoProof() {
        for (String alg : List.of("none", "None", "NONE", "nOnE", "")) {
            String header = base64("{\"alg\":\"%s\",\"kid\":\"2026-01\"}".formatted(alg));
            assertThat(verify(header + "." + base64(CLAIMS) + ".")).isInstanceOf(Malformed.class);
        }
        String[] signed = rs256(CLAIMS).split("\\.", 3);
        assertThat(verify(signed[0] + "." + signed[1] + ".")).isInstanceOf(NoMatch.class);
    }

    @Test
    void publicKeyIsNoSecretToSignWith() throws Exception {
        byte[] der = RSA.toRSAPublicKey().getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(der));
        for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.UTF_8))) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("2026-01").build();
            assertThat(verify(signed(header, CLAIMS, new MACSigner(secret))))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void otherAlgorithmsAreNotTakenHoweverWellSigned() throws Exception {
        for (JWSAlgorithm algorithm :
                List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            JWSHeader header = new JWSHeader.Builder(algorithm).keyID("2026-01").build();
            assertThat(verify(signed(header, CLAIMS, new RSASSASigner(RSA))))
                    .as(algorithm.getName())
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    void keyMustBeOfTheAlgorithmsKind() throws Exception {
        JWSHeader rs256 = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("2026-02").build();
        JWSHeader es256 = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("2026-01").build();

        assertThat(verify(signed(rs256, CLAIMS, new RSASSASigner(RSA))))
                .isInstanceOf(NoMatch.class);
        assertThat(verify(signed(es256, CLAIMS, new ECDSASigner(EC)))).isInstanceOf(NoMatch.class);
    }

    @Test
    void keyThatTheTokenBringsAlongIsNotUsed() throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("2026-01")
                        .jwk(FOREIGN.toPublicJWK())
                        .jwkURL(URI.create("https://elsewhere.example/jwks"))
                        .build();

        assertThat(verify(signed(header, CLAIMS, new RSASSASigner(FOREIGN))))
                .isInstanceOf(NoMatch.class);
    }

    @Test
    void headerMustNameOneKeyAndAskForNothingElse() {
        for (String header :
                List.of(
                        "{\"alg\":\"RS256\"}",
                        "{\"alg\":\"RS256\",\"kid\":\"\"}",
                        "{\"alg\":\"RS256\",\"kid\":7}",
                        "{\"alg\":\"RS256\",\"kid\":[\"2026-01\"]}",
                        "{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted("k".repeat(256)),
                        "{\"alg\":[\"RS256\"],\"kid\":\"2026-01\"}",
                        "{\"alg\":\"RS256\",\"kid\":\"2026-01\",\"crit\":[\"b64\"],\"b64\":false}",
                        "{\"alg\":\"RS256\",\"kid\":\"2026-01\",\"x\":\"%s\"}"
                                .formatted("x".repeat(4096)),
                        "[]",
                        "null",
                        "")) {
            assertThat(verify(base64(header) + "." + base64(CLAIMS) + ".AAAA"))
                    .as(header)
                    .isInstanceOf(Malformed.class);
        }
        assertThat(server.reads()).isZero();
    }

    @Test
    void unknownKeyIsNoMatch() {
        String token = signed(SigningKeys.ec("2026-03"), CLAIMS);

        assertThat(verify(token))
                .isEqualTo(new NoMatch("The JWT is signed with a key that is not in the key set."));
        assertThat(verify(token)).isInstanceOf(NoMatch.class);
        assertThat(server.reads()).isEqualTo(1);
    }

    @Test
    void keyThatIsAddedLaterIsFound() {
        ECKey next = SigningKeys.ec("2026-03");
        assertThat(verify(rs256(CLAIMS))).isInstanceOf(Verified.class);
        server.has(EC, next);
        clock.pass(Duration.ofMinutes(1));

        assertThat(verify(signed(next, CLAIMS))).isInstanceOf(Verified.class);
        assertThat(verify(rs256(CLAIMS))).isInstanceOf(NoMatch.class);
    }

    @Test
    void keysThatCannotBeReadAreNoFaultOfTheToken() {
        server.isDown();

        assertThat(verify(rs256(CLAIMS))).isInstanceOf(Unavailable.class);
    }

    @Test
    void rememberedKeysServeWhileTheServerIsDown() {
        verify(rs256(CLAIMS));
        server.isDown();
        clock.pass(Duration.ofMinutes(30));

        assertThat(verify(rs256(CLAIMS))).isInstanceOf(Verified.class);
        assertThat(verify(with(rs256(CLAIMS), 100, '_'))).isNotInstanceOf(Verified.class);
    }

    @Test
    void timesMustBeRightWhereTheyAreThere() {
        for (String right :
                List.of(
                        "{}",
                        "{\"iat\":null}",
                        "{\"exp\":%d}".formatted(NOW + 1),
                        "{\"exp\":253402300799}",
                        "{\"nbf\":%d}".formatted(NOW + 300),
                        "{\"iat\":%d}".formatted(NOW + 300),
                        "{\"iat\":%d}".formatted(NOW - 3600),
                        "{\"iat\":%d.25}".formatted(NOW))) {
            assertThat(verify(rs256(right))).as(right).isInstanceOf(Verified.class);
        }
        for (String wrong :
                List.of(
                        "{\"exp\":%d}".formatted(NOW),
                        "{\"exp\":0}",
                        "{\"nbf\":%d}".formatted(NOW + 301),
                        "{\"iat\":%d}".formatted(NOW + 301),
                        "{\"iat\":%d}".formatted(NOW - 3601),
                        "{\"iat\":%d}".formatted(NOW * 1000),
                        "{\"exp\":\"%d\"}".formatted(NOW + 1),
                        "{\"exp\":-1}",
                        "{\"exp\":1e999999999}",
                        "{\"nbf\":true}")) {
            assertThat(verify(rs256(wrong))).as(wrong).isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void expiredTokenSaysThatItIs() {
        String token = rs256("{\"exp\":%d}".formatted(NOW + 60));
        assertThat(verify(token)).isInstanceOf(Verified.class);

        clock.pass(Duration.ofMinutes(1));

        assertThat(verify(token)).isEqualTo(new NoMatch("The JWT has expired."));
    }

    @Test
    void issuerMustBeTheSources() {
        Jwt canvas = verifier("https://canvas.example", "");

        assertThat(verify(canvas, rs256("{\"iss\":\"https://canvas.example\"}")))
                .isInstanceOf(Verified.class);
        for (String wrong :
                List.of(
                        "{}",
                        "{\"iss\":\"https://canvas.example/\"}",
                        "{\"iss\":[\"https://canvas.example\"]}")) {
            assertThat(verify(canvas, rs256(wrong))).as(wrong).isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void audienceMustHoldTheSources() {
        Jwt ours = verifier("", "badges");

        for (String right : List.of("{\"aud\":\"badges\"}", "{\"aud\":[\"other\",\"badges\"]}")) {
            assertThat(verify(ours, rs256(right))).as(right).isInstanceOf(Verified.class);
        }
        for (String wrong :
                List.of("{}", "{\"aud\":\"other\"}", "{\"aud\":[]}", "{\"aud\":[[\"badges\"]]}")) {
            assertThat(verify(ours, rs256(wrong))).as(wrong).isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void claimsMustBeAnObject() {
        for (String wrong : List.of("[]", "\"text\"", "7", "null", "", "{", "{}{}")) {
            assertThat(verify(rs256(wrong))).as(wrong).isInstanceOf(NoMatch.class);
        }
    }

    @Test
    void deliveryHasTheIdOfTheToken() {
        assertThat(verified(verify(rs256("{\"jti\":\"live-1\"}"))).deliveryId())
                .isEqualTo("live-1");
        for (String unusable :
                List.of("7", "\"\"", "\"a b\"", "\"\\u0000\"", "\"" + "j".repeat(256) + "\"")) {
            assertThat(verified(verify(rs256("{\"jti\":%s}".formatted(unusable)))).deliveryId())
                    .as(unusable)
                    .startsWith("sha256:");
        }
    }

    /// An ES256 signature is another each time, and whoever sees one can make a second of it.
    @Test
    void whatIsSignedNamesTheDeliveryOfATokenWithoutId() {
        String token = es256(CLAIMS);
        String again = es256(CLAIMS);
        String id = verified(verify(token)).deliveryId();

        assertThat(again).isNotEqualTo(token);
        assertThat(id).startsWith("sha256:");
        assertThat(verified(verify(again)).deliveryId()).isEqualTo(id);
        assertThat(verified(verify(token + "\n")).deliveryId()).isEqualTo(id);
        assertThat(verified(verify(es256("{\"iat\":%d}".formatted(NOW)))).deliveryId())
                .isNotEqualTo(id);
    }

    @Test
    void tokenHasASizeThatEnds() {
        assertThat(verify(rs256("{\"a\":\"%s\"}".formatted("a".repeat(150_000)))))
                .isInstanceOf(Verified.class);
        assertThat(verify(rs256("{\"a\":\"%s\"}".formatted("a".repeat(200_000)))))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void settingsAreTextsWithTheUrlsOfKeySets() {
        try (JwksServer other = new JwksServer()) {
            ECKey elsewhere = SigningKeys.ec("2026-09");
            other.has(elsewhere);
            Jwt both = verifier(server.url() + "  " + other.url(), "", "");

            assertThat(verify(both, rs256(CLAIMS))).isInstanceOf(Verified.class);
            assertThat(verify(both, signed(elsewhere, CLAIMS))).isInstanceOf(Verified.class);
        }
        for (String right :
                List.of(
                        "https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks",
                        "https://keys.example.org:8443/a/b?c=d https://keys.example",
                        "https://-a..b./x")) {
            assertThat(verifier(right, "", "").sets()).isNotEmpty();
        }
        for (String wrong :
                List.of(
                        "",
                        " ",
                        "http://keys.example.org/jwks",
                        "https://user@keys.example.org/",
                        "https://",
                        "https://keys.example/%zz",
                        "https://keys.example,https://keys.example",
                        "http://localhost.example.org/",
                        "http://127.0.0.1.example.org/")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> verifier(wrong, "", ""));
        }
    }

    @Test
    void noArbitraryBodyIsVerifiedOrThrows() {
        SplittableRandom random = new SplittableRandom(SEED);
        String token = rs256(CLAIMS);
        List<String> values =
                List.of(
                        "\"RS256\"",
                        "\"ES256\"",
                        "\"none\"",
                        "\"2026-01\"",
                        "\"2026-02\"",
                        "null",
                        "7",
                        "[]",
                        "{}",
                        "\"\\ud800\"",
                        "1E+999999999",
                        "[".repeat(2_000));
        List<Class<?>> seen = new ArrayList<>();
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            String header =
                    "{\"alg\":%s,\"kid\":%s,\"crit\":%s}"
                            .formatted(
                                    values.get(random.nextInt(values.size())),
                                    values.get(random.nextInt(values.size())),
                                    values.get(random.nextInt(values.size())))
                            .replace(random.nextInt(4) == 0 ? "" : ",\"crit\":", ",\"x\":");
            byte[] body =
                    switch (random.nextInt(3)) {
                        case 0 -> bytes;
                        case 1 ->
                                (base64(header) + "." + base64(bytes) + "." + base64(bytes))
                                        .getBytes(StandardCharsets.UTF_8);
                        default -> mutated(token, random);
                    };
            Verification result = verify(any, body);
            seen.add(result.getClass());
        }
        assertThat(seen)
                .as("seed %d", SEED)
                .contains(Malformed.class, NoMatch.class)
                .doesNotContain(Verified.class, Unavailable.class);
    }

    private static byte[] mutated(String token, SplittableRandom random) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        return bytes;
    }

    private Verification verify(String body) {
        return verify(any, body);
    }

    private Verification verify(Jwt verifier, String body) {
        return verify(verifier, body.getBytes(StandardCharsets.UTF_8));
    }

    private Verification verify(Jwt verifier, byte[] body) {
        return verifier.verify(new Post(Map.of(), body), List.of(), clock.instant());
    }

    private static Verified verified(Verification verification) {
        assertThat(verification).isInstanceOf(Verified.class);
        return (Verified) verification;
    }

    private static String delivered(Verified verified) {
        return verified.delivery(
                        Posts.PRESETS.of(CANVAS).orElseThrow(), CANVAS.id(), Posts.RECEIVED)
                .body();
    }

    private static String rs256(String claims) {
        try {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(RSA.getKeyID()).build();
            return signed(header, claims, new RSASSASigner(RSA));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String es256(String claims) {
        return signed(EC, claims);
    }

    private static String signed(ECKey key, String claims) {
        try {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
            return signed(header, claims, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, String claims, JWSSigner signer) {
        try {
            JWSObject token = new JWSObject(header, new Payload(claims));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The character so many steps further in the alphabet.
    private static char other(char character, int steps) {
        return ALPHABET.charAt((ALPHABET.indexOf(character) + steps) % ALPHABET.length());
    }

    private static String with(String token, int at, char character) {
        return token.substring(0, at) + character + token.substring(at + 1);
    }
}
