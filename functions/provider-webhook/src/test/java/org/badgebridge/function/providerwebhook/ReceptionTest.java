package org.badgebridge.function.providerwebhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.function.providerwebhook.Door.EVENT;
import static org.badgebridge.function.providerwebhook.Door.ORGANIZATION;
import static org.badgebridge.function.providerwebhook.Door.body;

import org.badgebridge.port.Notice;
import org.badgebridge.port.Secrets.Secret;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

@WithTestSystem
final class ReceptionTest {

    private static final String KEY = "JBgUAVdxgvqUpWPtd0LLhhCzJWs0b5mY";
    private static final String NEW_KEY = "v4mQeZ2rXn7sTf1uKc8dLh5gWy0aBj3p";
    private static final String ELSEWHERE = "0c7b8a11-3d2e-4f60-8a9b-1c2d3e4f5a6b";
    private static final int LARGEST = 256 * 1024;

    private final Door door;

    ReceptionTest(TestSystem system) {
        door = new Door(system);
    }

    @BeforeEach
    void setUp() {
        door.saveConnection("credly", ORGANIZATION, true);
        door.saveKeys(KEY);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void acceptedPostIsInTheQueueAsAPlaceToLook() {
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.waiting()).containsExactly(new Notice(door.connection, EVENT));
    }

    @Test
    void whatAPostSaysOfItselfIsNotBelieved() {
        for (String claims :
                List.of(
                        "\"event_type\": \"badge.deleted\", \"badge\": {\"state\": \"revoked\"}",
                        "\"event_type\": \"event.of.tomorrow\"",
                        "\"event_type\": 7, \"occurred_at\": []",
                        "\"connection\": \"another\"")) {
            String post =
                    "{\"id\": \"%s\", \"organization_id\": \"%s\", %s}"
                            .formatted(EVENT, ORGANIZATION, claims);

            assertThat(door.post(KEY, post)).as(claims).isEqualTo(Answer.ACCEPTED);
        }

        assertThat(door.waiting()).hasSize(4).containsOnly(new Notice(door.connection, EVENT));
    }

    @Test
    void repeatedPostIsTakenInAgain() {
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.waiting()).hasSize(2);
    }

    @Test
    void whatIsNotProvedIsAnsweredAlikeAndQueuesNothing(TestSystem system) {
        assertThat(door.post("forged")).isEqualTo(Answer.WRONG_KEY);
        assertThat(door.post("")).isEqualTo(Answer.WRONG_KEY);
        assertThat(door.post(KEY + "x")).isEqualTo(Answer.WRONG_KEY);
        assertThat(door.post(KEY.substring(1))).isEqualTo(Answer.WRONG_KEY);
        assertThat(door.to("nobody", KEY, body(EVENT))).isEqualTo(Answer.UNKNOWN_CONNECTION);
        try (Door other = new Door(system)) {
            other.saveConnection("credly-of-tomorrow", ORGANIZATION, true);
            other.saveKeys(KEY);
            assertThat(other.post(KEY)).isEqualTo(Answer.OTHER_PROVIDER);
        }
        try (Door disabled = new Door(system)) {
            disabled.saveConnection("credly", ORGANIZATION, false);
            disabled.saveKeys(KEY);
            assertThat(disabled.post(KEY)).isEqualTo(Answer.DISABLED);
        }
        try (Door keyless = new Door(system)) {
            keyless.saveConnection("credly", ORGANIZATION, true);
            assertThat(keyless.post("")).isEqualTo(Answer.WRONG_KEY);
            keyless.saveKeys("");
            keyless.clock.pass(Duration.ofSeconds(5));
            assertThat(keyless.post("")).as("an empty key").isEqualTo(Answer.WRONG_KEY);
        }

        assertThat(door.waiting()).isEmpty();
    }

    @Test
    void keyOfOneConnectionDoesNotOpenAnother(TestSystem system) {
        try (Door other = new Door(system)) {
            other.saveConnection("credly", ORGANIZATION, true);
            other.saveKeys(NEW_KEY);

            assertThat(other.post(KEY)).isEqualTo(Answer.WRONG_KEY);
            assertThat(other.post(NEW_KEY)).isEqualTo(Answer.ACCEPTED);
        }
    }

    @Test
    void pathThatCannotBeAConnectionCostsNoCall() {
        for (String path :
                List.of("..", "A", "a/b", "a%2fb", "../secrets", "x".repeat(41), "", "a\n")) {
            assertThat(door.to(path, KEY, body(EVENT)))
                    .as(path)
                    .isEqualTo(Answer.UNKNOWN_CONNECTION);
        }
        assertThat(door.receive(new Request("POST", null, KEY, body(EVENT), false)))
                .isEqualTo(Answer.UNKNOWN_CONNECTION);
        assertThat(door.settingsCalls.count()).isZero();
        assertThat(door.secretsCalls.count()).isZero();
    }

    @Test
    void idThatIsNoUuidGoesNoFurther() {
        for (String id :
                List.of(
                        "",
                        "1",
                        "../../badges",
                        EVENT + "/../../badges",
                        EVENT + "?x=1",
                        EVENT + "%2f",
                        EVENT + "\\n",
                        "9f0e5a52-7a5e-4a7c-8a43-6b6a6f0d2c1",
                        "9f0e5a527a5e4a7c8a436b6a6f0d2c10",
                        "ef0e5a5२-7a5e-4a7c-8a43-6b6a6f0d2c10")) {
            assertThat(door.post(KEY, body(id))).as(id).isEqualTo(Answer.NO_EVENT_ID);
        }
        for (String field : List.of("\"id\": 7", "\"id\": null", "\"id\": [\"%s\"]", "\"i\": 1")) {
            String post =
                    "{\"organization_id\": \"%s\", %s}"
                            .formatted(ORGANIZATION, field.formatted(EVENT));
            assertThat(door.post(KEY, post)).as(field).isEqualTo(Answer.NO_EVENT_ID);
        }

        assertThat(door.waiting()).isEmpty();
    }

    @Test
    void authenticPostThatWeCannotUseIsAnswered200AndDropped() {
        assertThat(door.post(KEY, body(EVENT, ELSEWHERE))).isEqualTo(Answer.OTHER_ORGANIZATION);
        assertThat(door.post(KEY, "{\"id\": \"" + EVENT + "\"}"))
                .isEqualTo(Answer.OTHER_ORGANIZATION);
        assertThat(door.post(KEY, "[]")).isEqualTo(Answer.OTHER_ORGANIZATION);
        for (String broken :
                List.of("", " ", "{", "hello", "{} {}", "[".repeat(5000), body(EVENT) + "x")) {
            assertThat(door.post(KEY, broken)).isEqualTo(Answer.NOT_JSON);
        }
        assertThat(
                        List.of(
                                Answer.OTHER_ORGANIZATION.status(),
                                Answer.NO_EVENT_ID.status(),
                                Answer.NOT_JSON.status()))
                .containsOnly(200);

        assertThat(door.waiting()).isEmpty();
    }

    @Test
    void encodedBytesAreTheSameAsPlainOnes() {
        String encoded = Base64.getEncoder().encodeToString(utf8(body(EVENT)));

        assertThat(base64(KEY, encoded)).isEqualTo(Answer.ACCEPTED);
        assertThat(base64(KEY, "%%%")).isEqualTo(Answer.NOT_JSON);
        assertThat(base64("forged", "%%%")).isEqualTo(Answer.WRONG_KEY);
    }

    @Test
    void largestBodyIsTakenAndOneByteMoreIsNotWhoeverSendsIt() {
        String largest = body(EVENT) + " ".repeat(LARGEST - utf8(body(EVENT)).length);

        assertThat(door.post(KEY, largest)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.post(KEY, largest + " ")).isEqualTo(Answer.TOO_LARGE);
        assertThat(door.post("forged", largest + " ")).isEqualTo(Answer.TOO_LARGE);
        assertThat(door.to("nobody", KEY, largest + " ")).isEqualTo(Answer.TOO_LARGE);
        assertThat(base64(KEY, Base64.getEncoder().encodeToString(utf8(largest))))
                .isEqualTo(Answer.ACCEPTED);
        assertThat(base64(KEY, Base64.getEncoder().encodeToString(utf8(largest + " "))))
                .isEqualTo(Answer.TOO_LARGE);
        assertThat(door.waiting()).hasSize(2);
    }

    @Test
    void onlyPostsAreTaken() {
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
            assertThat(
                            door.receive(
                                    new Request(
                                            method,
                                            door.connection.value(),
                                            KEY,
                                            body(EVENT),
                                            false)))
                    .isEqualTo(Answer.NOT_POST);
        }
        assertThat(door.waiting()).isEmpty();
    }

    @Test
    void postThatTheQueueDoesNotTakeIsNotAcknowledged() {
        door.queueOutage.begin();
        assertThat(door.post(KEY)).isEqualTo(Answer.QUEUE_UNAVAILABLE);

        door.queueOutage.end();
        assertThat(door.waiting()).isEmpty();
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.waiting()).hasSize(1);
    }

    @Test
    void warmPathDependsOnTheQueueAlone() {
        door.post(KEY);
        door.settingsOutage.begin();
        door.secretsOutage.begin();
        door.forgetCounts();
        door.clock.pass(Duration.ofSeconds(59));

        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.settingsCalls.count()).isZero();
        assertThat(door.secretsCalls.count()).isZero();
        assertThat(door.queueCalls.operations()).containsExactly("SendMessage");
    }

    @Test
    void coldPathMakesTheCallsThatItsRoleAllows() {
        door.post(KEY);

        assertThat(door.settingsCalls.operations()).containsExactly("Query");
        assertThat(door.secretsCalls.operations()).containsExactly("GetSecretValue");
        assertThat(door.queueCalls.operations()).containsExactly("SendMessage");
    }

    @Test
    void connectionAndKeysAreReadAgainAfterAMinute() {
        door.post(KEY);
        door.forgetCounts();
        door.clock.pass(Duration.ofSeconds(60));

        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);

        assertThat(door.settingsCalls.count()).isEqualTo(1);
        assertThat(door.secretsCalls.count()).isEqualTo(1);
    }

    @Test
    void whatWasReadServesForAnHourWhileTheStoresAreDown() {
        door.post(KEY);
        door.settingsOutage.begin();
        door.secretsOutage.begin();

        door.clock.pass(Duration.ofMinutes(59));
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);
        door.clock.pass(Duration.ofMinutes(2));
        assertThat(door.post(KEY)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);

        door.settingsOutage.end();
        door.secretsOutage.end();
        door.clock.pass(Duration.ofSeconds(5));
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void coldWithAStoreDownAsksToComeAgain() {
        door.settingsOutage.begin();
        assertThat(door.post(KEY)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);
        door.settingsOutage.end();
        door.clock.pass(Duration.ofSeconds(5));

        door.secretsOutage.begin();
        assertThat(door.post(KEY)).isEqualTo(Answer.SETTINGS_UNAVAILABLE);
        door.secretsOutage.end();
        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void rotatedKeyNeverCostsAnEvent() {
        door.post(KEY);
        door.saveKeys(
                List.of(
                        new Secret("k-2", NEW_KEY, null),
                        new Secret("k-1", KEY, door.clock.instant().plusSeconds(3600))));

        assertThat(door.post(NEW_KEY)).as("at once").isEqualTo(Answer.ACCEPTED);
        assertThat(door.post(KEY)).as("both").isEqualTo(Answer.ACCEPTED);
        door.clock.pass(Duration.ofHours(1));
        assertThat(door.post(KEY)).as("run out").isEqualTo(Answer.WRONG_KEY);
        assertThat(door.post(NEW_KEY)).isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void newConnectionIsKnownWithinASecond(TestSystem system) {
        try (Door other = new Door(system)) {
            assertThat(other.post(KEY)).isEqualTo(Answer.UNKNOWN_CONNECTION);
            other.saveConnection("credly", ORGANIZATION, true);
            other.saveKeys(KEY);
            other.clock.pass(Duration.ofSeconds(1));

            assertThat(other.post(KEY)).isEqualTo(Answer.ACCEPTED);
        }
    }

    @Test
    void mendedConnectionHelpsTheNextPost() {
        door.saveConnection("credly", ORGANIZATION, false);
        assertThat(door.post(KEY)).isEqualTo(Answer.DISABLED);
        door.saveConnection("credly", ELSEWHERE, true);
        door.clock.pass(Duration.ofSeconds(1));
        assertThat(door.post(KEY)).isEqualTo(Answer.OTHER_ORGANIZATION);
        door.saveConnection("credly", ORGANIZATION, true);
        door.clock.pass(Duration.ofSeconds(1));

        assertThat(door.post(KEY)).isEqualTo(Answer.ACCEPTED);
        assertThat(door.waiting()).hasSize(1);
    }

    @Test
    void floodOfUnknownConnectionsCostsOneReadASecond() {
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 100; i++) {
                assertThat(door.to("nobody-" + second + "-" + i, KEY, body(EVENT)))
                        .isEqualTo(Answer.UNKNOWN_CONNECTION);
            }
            door.clock.pass(Duration.ofSeconds(1));
        }

        assertThat(door.settingsCalls.count()).isEqualTo(5);
        assertThat(door.secretsCalls.count()).isZero();
        assertThat(door.queueCalls.count()).isZero();
    }

    @Test
    void floodOfForgedKeysCostsOneReadASecond() {
        door.post(KEY);
        door.forgetCounts();

        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 100; i++) {
                assertThat(door.post("forged-" + i)).isEqualTo(Answer.WRONG_KEY);
            }
            door.clock.pass(Duration.ofSeconds(1));
        }

        assertThat(door.settingsCalls.count()).isZero();
        assertThat(door.secretsCalls.count()).isEqualTo(5);
        assertThat(door.queueCalls.count()).isZero();
    }

    @Test
    void forgedPostLeavesALineToCountAndNothingOfItsOwn() {
        door.post("forged-key");
        door.to("no-such-connection", KEY, body(EVENT));

        assertThat(door.log().lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line)
                                .contains("\"event\":\"webhook\"", "\"status\":\"404\"")
                                .doesNotContain(
                                        "forged-key",
                                        "no-such-connection",
                                        door.connection.value(),
                                        KEY,
                                        EVENT,
                                        ORGANIZATION));
        assertThat(door.log())
                .contains("\"outcome\":\"wrong-key\"", "\"outcome\":\"unknown-connection\"");
    }

    @Test
    void logTellsOfTheConnectionOnceItsKeyIsSeenAndNeverOfTheKey() {
        door.post(KEY);
        door.queueOutage.begin();
        door.post(KEY);

        assertThat(door.log())
                .contains(
                        "\"outcome\":\"accepted\"",
                        "\"outcome\":\"queue-unavailable\"",
                        "\"connection\":\"" + door.connection + "\"")
                .doesNotContain(KEY, EVENT, ORGANIZATION);
    }

    private Answer base64(String key, String body) {
        return door.receive(new Request("POST", door.connection.value(), key, body, true));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
