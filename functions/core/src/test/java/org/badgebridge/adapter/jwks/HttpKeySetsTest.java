package org.badgebridge.adapter.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;

import org.badgebridge.port.KeySets;
import org.badgebridge.port.KeySets.Lookup;
import org.badgebridge.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

final class HttpKeySetsTest {

    private static final long SEED = Long.getLong("seed", 20_260_115);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final RSAKey RSA = SigningKeys.rsa("2026-01");
    private static final ECKey EC = SigningKeys.ec("2026-02");

    private final MovableClock clock = new MovableClock();
    private final KeySets keys = new HttpKeySets(clock);
    private final JwksServer server = new JwksServer();
    private final JwksServer second = new JwksServer();

    @AfterEach
    void close() {
        server.close();
        second.close();
    }

    @Test
    void keysAreReadOnceAndRememberedForFiveMinutes() throws Exception {
        server.has(RSA, EC);

        assertThat(find("2026-01")).isEqualTo(new Lookup.Found(RSA.toPublicKey()));
        clock.pass(KeySet.FRESH.minus(MOMENT));
        assertThat(find("2026-02")).isEqualTo(new Lookup.Found(EC.toPublicKey()));
        assertThat(server.reads()).isEqualTo(1);

        clock.pass(MOMENT);
        find("2026-01");
        assertThat(server.reads()).isEqualTo(2);
    }

    @Test
    void unknownIdReadsAgainTwiceAMinuteAtMost() {
        server.has(RSA);
        find("2026-01");

        clock.pass(KeySet.BETWEEN);
        for (int i = 0; i < 10; i++) {
            assertThat(find("made-up-" + i)).isEqualTo(new Lookup.Unknown());
            clock.pass(MOMENT);
        }
        assertThat(server.reads()).isEqualTo(2);

        clock.pass(KeySet.BETWEEN);
        find("made-up");
        assertThat(server.reads()).isEqualTo(3);
    }

    @Test
    void newKeyIsFoundAndTheOneThatWasTakenAwayIsNot() throws Exception {
        server.has(RSA);
        find("2026-01");
        server.has(EC);
        clock.pass(KeySet.BETWEEN);

        assertThat(find("2026-02")).isEqualTo(new Lookup.Found(EC.toPublicKey()));
        assertThat(find("2026-01")).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void oldKeysServeForADayWhileTheServerIsDown() {
        server.has(RSA);
        find("2026-01");
        server.isDown();

        clock.pass(KeySet.FRESH);
        assertThat(find("2026-01")).isInstanceOf(Lookup.Found.class);
        clock.pass(KeySet.MOST.minus(KeySet.FRESH).minus(MOMENT));
        assertThat(find("2026-01")).isInstanceOf(Lookup.Found.class);
        clock.pass(MOMENT);
        assertThat(find("2026-01")).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void keyThatAServerMayHaveWhileItIsDownIsNotCalledUnknown() {
        server.isDown();
        assertThat(find("2026-01")).isInstanceOf(Lookup.Unavailable.class);
        int reads = server.reads();
        assertThat(find("2026-01")).isInstanceOf(Lookup.Unavailable.class);
        assertThat(server.reads()).isEqualTo(reads);

        server.has(RSA);
        clock.pass(KeySet.BETWEEN);
        assertThat(find("2026-01")).isInstanceOf(Lookup.Found.class);

        server.isDown();
        clock.pass(KeySet.BETWEEN);
        assertThat(find("2026-02")).isInstanceOf(Lookup.Unavailable.class);
        assertThat(find("2026-01")).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void redirectIsNotFollowed() {
        second.has(RSA);
        server.answers("302 Found", "Location: " + second.url(), "");

        assertThat(find("2026-01"))
                .isEqualTo(new Lookup.Unavailable("localhost answered 302 instead of a key set."));
        assertThat(second.reads()).isZero();
    }

    @Test
    void whatIsNoKeySetSaysSo() {
        for (String body : List.of("<html>", "", "[]", "{}", "{\"keys\":7}", "{\"keys\":[7]}")) {
            server.has(body);
            assertThat(find("2026-01"))
                    .as(body)
                    .isEqualTo(new Lookup.Unavailable("The answer of localhost is not a key set."));
            clock.pass(KeySet.BETWEEN);
        }
    }

    @Test
    void hugeKeySetIsRefused() {
        String json = "{\"keys\":[" + RSA.toPublicJWK() + "]}";
        server.has(json + " ".repeat(KeySet.MOST_BYTES - json.length()));
        assertThat(find("2026-01")).isInstanceOf(Lookup.Found.class);

        clock.pass(KeySet.MOST);
        server.has(json + " ".repeat(KeySet.MOST_BYTES + 1 - json.length()));
        assertThat(find("2026-01"))
                .isEqualTo(
                        new Lookup.Unavailable(
                                "The answer of localhost was longer than 65536 bytes."));
    }

    @Test
    void nobodyIsAskedWithoutTlsButThisMachine() {
        for (String url :
                List.of(
                        "http://keys.example.org/jwks",
                        "http://10.0.0.1/jwks",
                        "https://user@keys.example.org/jwks",
                        "https://keys.example.org:99999/jwks",
                        "https://keys..example/jwks",
                        "file:///etc/jwks")) {
            assertThat(keys.find(List.of(URI.create(url)), "2026-01"))
                    .as(url)
                    .isEqualTo(
                            new Lookup.Unavailable(
                                    "A key set must be at an https URL, without a user."));
        }
    }

    @Test
    void keysForSomethingElseAreNotTaken() throws Exception {
        List<JWK> others =
                List.of(
                        new RSAKey.Builder(RSA).keyID("enc").keyUse(KeyUse.ENCRYPTION).build(),
                        new RSAKey.Builder(RSA).keyID("512").algorithm(JWSAlgorithm.RS512).build(),
                        new RSAKey.Builder(RSA)
                                .keyID("ops")
                                .keyOperations(Set.of(KeyOperation.ENCRYPT))
                                .build(),
                        new ECKey.Builder(EC)
                                .keyID("none")
                                .algorithm(new Algorithm("none"))
                                .build(),
                        SigningKeys.rsa("small", 1024),
                        SigningKeys.ec("p384", Curve.P_384));
        String octets =
                new OctetSequenceKey.Builder("secret".getBytes(StandardCharsets.UTF_8))
                        .keyID("octets")
                        .build()
                        .toString();
        RSAKey signing =
                new RSAKey.Builder(RSA)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyOperations(null)
                        .build();
        StringBuilder json = new StringBuilder("{\"keys\":[{\"kty\":\"XYZ\",\"kid\":\"xyz\"},{},");
        json.append(octets).append(',');
        others.forEach(key -> json.append(key.toPublicJWK()).append(','));
        server.has(json.append(signing.toPublicJWK()).append("]}").toString());

        assertThat(find("2026-01")).isEqualTo(new Lookup.Found(RSA.toPublicKey()));
        for (String id : List.of("enc", "512", "ops", "none", "small", "p384", "octets", "xyz")) {
            assertThat(find(id)).as(id).isEqualTo(new Lookup.Unknown());
        }
    }

    @Test
    void anyOfSeveralSetsMayHaveTheKey() {
        server.has(RSA);
        second.has(EC);
        List<URI> both = List.of(server.url(), second.url());

        assertThat(keys.find(both, "2026-02")).isInstanceOf(Lookup.Found.class);
        assertThat(keys.find(both, "2026-01")).isInstanceOf(Lookup.Found.class);
        assertThat(keys.find(both, "made-up")).isEqualTo(new Lookup.Unknown());
        assertThat(server.reads() + second.reads()).isEqualTo(2);

        server.isDown();
        clock.pass(KeySet.MOST);
        assertThat(keys.find(both, "2026-02")).isInstanceOf(Lookup.Found.class);
        assertThat(keys.find(both, "2026-01")).isInstanceOf(Lookup.Unavailable.class);
    }

    @Test
    void manyWhoComeAtOnceReadOnce() throws Exception {
        server.has(RSA);
        Callable<Lookup> one = () -> find("2026-01");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Lookup> found : threads.invokeAll(Collections.nCopies(20, one))) {
                assertThat(found.get()).isInstanceOf(Lookup.Found.class);
            }
        }
        assertThat(server.reads()).isEqualTo(1);
    }

    @Test
    void oddMembersOfAKeyAreNoReasonToFail() throws ParseException {
        SplittableRandom random = new SplittableRandom(SEED);
        String sample = "{\"keys\":[" + RSA.toPublicJWK() + "," + EC.toPublicJWK() + "]}";
        Pattern texts = Pattern.compile("\"[^\"]*\"");
        List<String> odd =
                List.of(
                        "null",
                        "7",
                        "-1.5e99",
                        "true",
                        "[]",
                        "{}",
                        "\"\"",
                        "\"*\"",
                        "\"AA\"",
                        "\"AQAB\"",
                        "\"x5c\":[\"AA\"],\"n\"",
                        "\"key_ops\"",
                        "\"use\"",
                        "\"exp\"");
        List<Integer> sizes = new ArrayList<>();
        for (int round = 0; round < 2_000; round++) {
            String json =
                    texts.matcher(sample)
                            .replaceAll(found ->
                                    random.nextInt(12) == 0
                                            ? odd.get(random.nextInt(odd.size()))
                                            : found.group());
            try {
                sizes.add(JwkSet.keys(json).size());
            } catch (ParseException noKeySet) {
                sizes.add(-1);
            } catch (RuntimeException e) {
                fail("seed %d, round %d: %s".formatted(SEED, round, json), e);
            }
        }
        assertThat(sizes).contains(-1, 0, 1, 2);
        assertThat(JwkSet.keys(sample).values()).hasOnlyElementsOfType(PublicKey.class);
    }

    private Lookup find(String keyId) {
        return keys.find(List.of(server.url()), keyId);
    }
}
