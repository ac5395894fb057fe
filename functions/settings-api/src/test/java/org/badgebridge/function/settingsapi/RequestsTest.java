package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.log.Log;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

@WithTestSystem
final class RequestsTest {

    private final ApiWorld world;

    RequestsTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void unknownFieldsAreRefusedByNameWithThoseThatAreKnown() {
        var reply = world.put("/api/pause", "{\"pausd\": true}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields()).containsExactlyInAnyOrder("paused", "pausd");
        assertThat(reply.body()).contains("unknown; known are").contains("paused");
    }

    @Test
    void problemSaysWhatRfc9457Asks() {
        var reply = world.put("/api/pause", "{}");

        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(reply.text("/type")).isEqualTo("urn:badgebridge:problem:invalid");
        assertThat(reply.at("/status").asInt()).isEqualTo(400);
        assertThat(reply.text("/title")).isNotBlank();
        assertThat(reply.text("/errors/0/message")).contains("true or false");
    }

    @Test
    void bodyThatIsNoJsonObjectIsRefused() {
        assertThat(world.put("/api/pause", "{\"paused\": tru").status()).isEqualTo(400);
        assertThat(world.put("/api/pause", "[true]").status()).isEqualTo(400);
        assertThat(world.put("/api/pause", "{\"paused\": true} x").status()).isEqualTo(400);
        assertThat(world.put("/api/pause", "{\"paused\":true,\"paused\":false}").status())
                .isEqualTo(400);
    }

    @Test
    void bodyOfAnotherTypeIsRefused() {
        var event = ApiWorld.request("PUT", "/api/pause", "paused=true", ApiWorld.ADMIN_CLAIMS);
        event.setHeaders(Map.of("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(world.call(event).status()).isEqualTo(415);
    }

    @Test
    void bodyInBase64IsRead() {
        byte[] json = "{\"paused\": false}".getBytes(StandardCharsets.UTF_8);
        var event =
                ApiWorld.request(
                        "PUT",
                        "/api/pause",
                        Base64.getEncoder().encodeToString(json),
                        ApiWorld.ADMIN_CLAIMS);
        event.setIsBase64Encoded(true);

        assertThat(world.call(event).status()).isEqualTo(200);
    }

    @Test
    void bodyOfMoreThanAMebibyteIsRefused() {
        String most = "{\"paused\": false" + " ".repeat((1 << 20) - 17) + "}";

        assertThat(world.put("/api/pause", most).status()).isEqualTo(200);
        assertThat(world.put("/api/pause", most + " ").status()).isEqualTo(413);
    }

    @Test
    void otherMethodsAreRefusedWithThosePossible() {
        var reply = world.delete("/api/pause");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.text("/detail")).contains("GET, PUT");
    }

    @Test
    void unknownPathsAreNotFound() {
        assertThat(world.get("/api/nothing").status()).isEqualTo(404);
        assertThat(world.get("/api").status()).isEqualTo(404);
        assertThat(world.get("/api/connections/").status()).isEqualTo(404);
    }

    @Test
    void idsThatCannotBeAreNotFound() {
        for (String path :
                new String[] {
                    "/api/connections/No_Such",
                    "/api/connections/%2e%2e",
                    "/api/connections/%zz",
                    "/api/sources/No+Such",
                    "/api/templates/none",
                    "/api/mappings/none",
                    "/api/certificates/none",
                    "/api/badges/none",
                    "/api/learners/none",
                    "/api/jobs/none",
                    "/api/sources/none/deliveries"
                }) {
            assertThat(world.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void idInThePathIsDecodedOnce() {
        String id = world.newConnection();

        assertThat(world.get("/api/connections/" + id.replace("-", "%2D")).status()).isEqualTo(200);
        assertThat(world.get("/api/connections/" + id.replace("-", "%252D")).status())
                .isEqualTo(404);
    }

    @Test
    void misspeltQueryParametersAreRefusedByName() {
        var reply = world.get("/api/badges?stat=held");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.wrongFields()).containsExactly("stat");
    }

    @Test
    void limitAndCursorAreCheckedByName() {
        assertThat(world.get("/api/badges?limit=0").wrongFields()).containsExactly("limit");
        assertThat(world.get("/api/badges?limit=201").wrongFields()).containsExactly("limit");
        assertThat(world.get("/api/badges?limit=ten").wrongFields()).containsExactly("limit");
        assertThat(world.get("/api/badges?cursor=made-up!").wrongFields())
                .containsExactly("cursor");
    }

    @Test
    void answersAreNotKeptByAnyone() {
        assertThat(world.get("/api/pause").headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("x-content-type-options", "nosniff");
    }

    @Test
    void logTellsRouteStatusAndWhoButNeitherPathNorBody() {
        world.put("/api/connections/some-id", "{\"name\": \"Secret name\"}");

        assertThat(world.logged())
                .contains("\"route\":\"PUT /api/connections/{id}\"")
                .contains("\"status\":\"404\"")
                .contains("\"who\":\"admin-1\"")
                .contains("\"millis\":")
                .doesNotContain("some-id")
                .doesNotContain("Secret name");
    }

    @Test
    void storeThatFailsIsAProblemWithoutItsInternals() {
        Map<String, String> environment = new HashMap<>(world.environment);
        environment.put("SETTINGS_TABLE", "no-such-table");
        var log = new ByteArrayOutputStream();
        var handler =
                new SettingsApiHandler(
                        ApiWorld.api(environment),
                        Wiring.signIn(environment),
                        Wiring.console(environment),
                        new Log(new PrintStream(log, true, StandardCharsets.UTF_8), "settings-api"),
                        Clock.systemUTC());

        var response =
                handler.handleRequest(
                        ApiWorld.request("GET", "/api/connections", null, ApiWorld.ADMIN_CLAIMS),
                        new SampleContext());

        assertThat(response.getStatusCode()).isEqualTo(503);
        assertThat(response.getHeaders()).containsEntry("retry-after", "5");
        assertThat(response.getBody()).doesNotContain("no-such-table").doesNotContain("Exception");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("ResourceNotFoundException");
    }
}
