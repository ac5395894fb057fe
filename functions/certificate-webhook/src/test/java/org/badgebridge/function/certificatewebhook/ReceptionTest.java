package org.badgebridge.function.certificatewebhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.port.Delivery;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@WithTestSystem
final class ReceptionTest {

    private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";
    private static final String NEW_SECRET = "vutsrqponmlkjihgfedcba9876543210";
    private static final int LARGEST = 256 * 1024;

    private final Door door;

    ReceptionTest(TestSystem system) {
        door = new Door(system);
    }

    @BeforeEach
    void setUp() {
        door.saveSource("learnomy", Map.of());
        door.saveSecrets(SECRET);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void acceptedPostIsInTheQueueRedactedAndWithItsProof() {
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.waiting())
                .singleElement()
                .isInstanceOfSatisfying(
                        Delivery.Event.class,
                        event -> {
                            assertThat(event.source()).isEqualTo(door.source);
                            assertThat(event.secretId()).isEqualTo("s-" + SECRET);
                            assertThat(event.id()).startsWith("sha256:");
                            assertThat(event.receivedAt()).isEqualTo(door.clock.instant());
                            assertThat(event.body())
                                    .isEqualTo(Door.BODY.replace("\"hidden\"", "null"));
                        });
    }

    @Test
    void repeatedPostHasTheSameDeliveryId() {
        door.post(SECRET);
        door.post(SECRET);

        assertThat(door.waiting())
                .extracting(Delivery::id)
                .hasSize(2)
                .containsOnly("sha256:" + sha256OfBody());
    }

    @Test
    void postThatTheQueueDoesNotTakeIsNotAcknowledged() {
        door.queueOutage.begin();
        assertThat(door.post(SECRET)).isEqualTo(Answer.QUEUE_UNAVAILABLE);
        assertThat(door.waiting()).isEmpty();

        door.queueOutage.end();
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.waiting()).hasSize(1);
    }

    @Test
    void postIsNotRefusedForKeysThatItsPlatformDoesNotShow() {
        door.saveSource("canvas", Map.of("jwks", "http://127.0.0.1:1/jwks"));
        door.forgetCounts();
        String token =
                Stream.of("{\"alg\":\"RS256\",\"kid\":\"2026-01\"}", "{}", "any")
                        .map(part -> part.getBytes(StandardCharsets.UTF_8))
                        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
                        .collect(Collectors.joining("."));

        assertThat(door.post(token, Map.of())).isEqualTo(Answer.SETTINGS_UNAVAILABLE);

        assertThat(door.log()).contains("keys not read");
        assertThat(door.secretsCalls.operations()).isEmpty();
        assertThat(door.waiting())
                .singleElement()
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        sample ->
                                assertThat(sample.reason())
                                        .isEqualTo("127.0.0.1 refused the connection."));
    }

    @Test
    void warmPathDependsOnTheQueueAlone() {
        door.post(SECRET);
        door.settingsOutage.begin();
        door.secretsOutage.begin();
        door.forgetCounts();
        door.clock.pass(Duration.ofSeconds(59));

        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.settingsCalls.operations()).isEmpty();
        assertThat(door.secretsCalls.operations()).isEmpty();
        assertThat(door.queueCalls.operations()).containsExactly("SendMessage");
    }

    @Test
    void settingsAreReadAgainAfterAMinute() {
        door.post(SECRET);
        door.forgetCounts();
        door.clock.pass(Duration.ofSeconds(60));

        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.settingsCalls.count()).isEqualTo(1);
        assertThat(door.secretsCalls.count()).isEqualTo(1);
    }

    @Test
    void whatWasReadServesForAnHourWhileTheStoresAreDown() {
        door.post(SECRET);
        door.settingsOutage.begin();
        door.secretsOutage.begin();

        door.clock.pass(Duration.ofMinutes(2));
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
        door.clock.pass(Duration.ofMinutes(57));
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.waiting()).hasSize(3);

        door.clock.pass(Duration.ofMinutes(2));
        assertThat(door.post(SECRET)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);

        door.settingsOutage.end();
        door.secretsOutage.end();
        door.clock.pass(Duration.ofSeconds(5));
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void storeThatIsDownIsNotAskedForEveryPost() {
        door.post(SECRET);
        door.settingsOutage.begin();
        door.secretsOutage.begin();
        door.clock.pass(Duration.ofMinutes(2));
        door.forgetCounts();

        for (int i = 0; i < 20; i++) {
            assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
        }

        assertThat(door.settingsCalls.count()).isEqualTo(1);
        assertThat(door.secretsCalls.count()).isEqualTo(1);
    }

    @Test
    void coldWithTheSettingsDownAsksToComeAgain() {
        door.settingsOutage.begin();
        assertThat(door.post(SECRET)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);
        assertThat(Answer.SETTINGS_UNAVAILABLE.response().getStatusCode()).isEqualTo(503);
        assertThat(Answer.SETTINGS_UNAVAILABLE.response().getHeaders()).containsKey("retry-after");
    }

    @Test
    void coldWithTheSecretsDownAsksToComeAgain() {
        door.secretsOutage.begin();
        assertThat(door.post(SECRET)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);

        door.secretsOutage.end();
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void rotatedSecretNeverCostsACertificate() {
        door.post(SECRET);
        door.saveSecrets(NEW_SECRET, SECRET);

        assertThat(door.post(NEW_SECRET)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.post(SECRET)).isEqualTo(Answer.ACCEPTED);

        door.saveSecrets(NEW_SECRET);
        door.clock.pass(Duration.ofMinutes(1));
        assertThat(door.post(SECRET)).isEqualTo(Answer.NO_PROOF);
        assertThat(door.post(NEW_SECRET)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void mendedSettingsHelpTheNextPost() {
        String signature = Door.hex(SECRET, Door.BODY);
        assertThat(door.post(Door.BODY, Map.of("X-Hook", signature))).isEqualTo(Answer.NO_PROOF);

        door.saveSource("learnomy", Map.of("header", "X-Hook"));
        door.clock.pass(Duration.ofSeconds(5));

        assertThat(door.post(Door.BODY, Map.of("X-Hook", signature))).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void sourceOfAnUnknownPresetAsksToComeAgain() {
        door.saveSource("preset-of-tomorrow", Map.of());

        assertThat(door.post(SECRET)).isEqualTo(Answer.UNUSABLE_SETTINGS);
        assertThat(Answer.UNUSABLE_SETTINGS.response().getStatusCode()).isEqualTo(503);
    }

    @Test
    void unknownSourceAndUnusedKeyAreAnsweredAlike() {
        assertThat(to("nobody", null)).isEqualTo(Answer.UNKNOWN_SOURCE);
        assertThat(to(door.source.value(), SECRET)).isEqualTo(Answer.UNKNOWN_SOURCE);
    }

    @Test
    void pathThatCannotBeASourceCostsNoCall() {
        for (String path : List.of("..", "A", "a/b", "a%2fb", "x".repeat(41), "")) {
            assertThat(to(path, null)).as(path).isEqualTo(Answer.UNKNOWN_SOURCE);
        }
        assertThat(door.settingsCalls.count()).isZero();
    }

    @Test
    void floodOfUnknownSourcesCostsTenReadsASecond() {
        for (int tenth = 0; tenth < 10; tenth++) {
            for (int i = 0; i < 100; i++) {
                assertThat(to("nobody-" + tenth + "-" + i, null)).isEqualTo(Answer.UNKNOWN_SOURCE);
            }
            door.clock.pass(Duration.ofMillis(100));
        }

        assertThat(door.settingsCalls.count()).isEqualTo(10);
        assertThat(door.secretsCalls.count()).isZero();
        assertThat(door.queueCalls.count()).isZero();
    }

    @Test
    void newSourceIsKnownBeforeAnybodyIsToldOfIt(TestSystem system) {
        try (Door other = new Door(system)) {
            assertThat(other.post(SECRET)).isEqualTo(Answer.UNKNOWN_SOURCE);
            other.saveSource("learnomy", Map.of());
            other.saveSecrets(SECRET);
            other.clock.pass(Duration.ofMillis(100));

            assertThat(other.post(SECRET)).isEqualTo(Answer.ACCEPTED);
        }
    }

    @Test
    void sourceThatMayBeNewIsNotDeniedWhileTheStoreIsDown() {
        door.post(SECRET);
        door.settingsOutage.begin();
        door.clock.pass(Duration.ofSeconds(2));

        assertThat(to("may-be-new", null)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);
    }

    @Test
    void floodOfBadSignaturesMakesFewCallsAndOneSample() {
        door.post(SECRET);
        door.waiting();
        door.forgetCounts();

        for (int i = 0; i < 200; i++) {
            assertThat(door.post("forged-" + i)).isEqualTo(Answer.NO_PROOF);
        }

        assertThat(door.settingsCalls.count()).isZero();
        assertThat(door.secretsCalls.count()).isEqualTo(1);
        assertThat(door.queueCalls.count()).isEqualTo(1);
    }

    @Test
    void rejectedPostsAreSampledOnceAMinuteWithoutTheirBody() {
        for (int second = 0; second < 180; second++) {
            door.post("forged");
            door.clock.pass(Duration.ofSeconds(1));
        }

        List<Delivery> samples = door.waiting();
        assertThat(samples).hasSize(3);
        assertThat(samples).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(samples)
                .allSatisfy(sample ->
                        assertThat(sample)
                                .isInstanceOfSatisfying(
                                        Delivery.Rejected.class,
                                        rejected ->
                                                assertThat(rejected.reason())
                                                        .isEqualTo(
                                                                "The signature is not made"
                                                                        + " with a secret of"
                                                                        + " this source.")));
    }

    @Test
    void otherInstanceNamesItsSampleOfTheSameMinuteAlike(TestSystem system) {
        door.post("forged");
        Delivery mine = door.waiting().getFirst();
        try (Door second = new Door(system)) {
            second.receive(door.source.value(), null, Map.of(), Door.BODY, false);
            assertThat(second.waiting()).extracting(Delivery::id).containsExactly(mine.id());
        }
    }

    @Test
    void sampleThatTheQueueDoesNotTakeChangesNothing() {
        door.queueOutage.begin();

        assertThat(door.post("forged")).isEqualTo(Answer.NO_PROOF);
    }

    @Test
    void largestBodyIsTakenAndOneByteMoreIsNot() {
        String largest = "{\"event\":\"ping\",\"x\":\"" + "é".repeat((LARGEST - 24) / 2) + "\"}";
        largest = largest + " ".repeat(LARGEST - utf8(largest).length);

        assertThat(signed(largest, false)).isEqualTo(Answer.ACCEPTED);
        assertThat(signed(largest + " ", false)).isEqualTo(Answer.TOO_LARGE);
        assertThat(signed(largest, true)).isEqualTo(Answer.ACCEPTED);
        assertThat(signed(largest + " ", true)).isEqualTo(Answer.TOO_LARGE);
        assertThat(signed(largest.repeat(20), true)).isEqualTo(Answer.TOO_LARGE);
        assertThat(door.waiting()).hasSize(2);
    }

    @Test
    void encodedBytesAreTheSameAsPlainOnes() {
        assertThat(signed(Door.BODY, true)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.receive(door.source.value(), null, Map.of(), "%%%", true))
                .isEqualTo(Answer.UNREADABLE);
    }

    @Test
    void onlyTypesInWhichPlatformsPostAreTaken() {
        for (String type :
                List.of(
                        "application/json",
                        "Application/JSON; charset=utf-8",
                        "application/cloudevents+json",
                        "application/x-www-form-urlencoded",
                        "application/jwt",
                        "text/plain",
                        "")) {
            assertThat(withHeader("Content-Type", type)).as(type).isEqualTo(Answer.ACCEPTED);
        }
        for (String type :
                List.of(
                        "multipart/form-data; boundary=application/json",
                        "application/octet-stream",
                        "json")) {
            assertThat(withHeader("content-type", type)).as(type).isEqualTo(Answer.WRONG_TYPE);
        }
        assertThat(withHeader("content-encoding", "identity")).isEqualTo(Answer.ACCEPTED);
        assertThat(withHeader("Content-Encoding", "gzip")).isEqualTo(Answer.ENCODED);
    }

    @Test
    void authenticPostThatIsNotJsonIsTakenInForTheAdminToSee() {
        assertThat(signed("password=hidden", false)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.waiting())
                .singleElement()
                .isInstanceOfSatisfying(
                        Delivery.Event.class, event -> assertThat(event.body()).isEmpty());
    }

    @Test
    void postsAtOnceAreAllTakenInByOneReadOfTheSettings() throws InterruptedException {
        List<Thread> threads =
                IntStream.range(0, 20)
                        .mapToObj(_ -> Thread.ofVirtual().start(() -> door.post(SECRET)))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(door.waiting()).hasSize(20);
        assertThat(door.settingsCalls.count()).isEqualTo(1);
        assertThat(door.secretsCalls.count()).isEqualTo(1);
    }

    @Test
    void logTellsOutcomesAndNothingOfThePostOrTheSecrets() {
        door.post(SECRET);
        door.post("forged");
        to("nobody", null);
        door.queueOutage.begin();
        door.post(SECRET);

        assertThat(door.log().lines())
                .anySatisfy(line ->
                        assertThat(line)
                                .contains(
                                        "\"outcome\":\"accepted\"",
                                        "\"source\":\"" + door.source + "\"",
                                        "\"status\":\"200\""))
                .anySatisfy(line -> assertThat(line).contains("\"outcome\":\"no-valid-proof\""))
                .anySatisfy(line -> assertThat(line).contains("\"outcome\":\"unknown-source\""))
                .anySatisfy(line -> assertThat(line).contains("\"outcome\":\"queue-unavailable\""));
        assertThat(door.log())
                .doesNotContain("ada@", "hidden", "nobody", Door.hex(SECRET, Door.BODY))
                .doesNotContain("\"" + SECRET, "c-1");
    }

    private Answer to(String path, @Nullable String key) {
        return door.receive(path, key, Map.of(), Door.BODY, false);
    }

    private Answer withHeader(String name, String value) {
        return door.post(
                Door.BODY,
                Map.of(name, value, "X-Learnomy-Signature", Door.hex(SECRET, Door.BODY)));
    }

    private Answer signed(String body, boolean base64) {
        return door.receive(
                door.source.value(),
                null,
                Map.of("x-learnomy-signature", Door.hex(SECRET, body)),
                base64 ? Base64.getEncoder().encodeToString(utf8(body)) : body,
                base64);
    }

    private static String sha256OfBody() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(Door.BODY)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
