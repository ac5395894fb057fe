package org.badgebridge.function.settingsapi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.testing.TestSystem;
import org.badgebridge.testing.WithTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

@WithTestSystem
final class SecrecyTest {

    private final ApiWorld world;

    SecrecyTest(TestSystem system) {
        world = new ApiWorld(system);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void neitherTokensNorSecretsAreInAnyAnswerTableOrLog() {
        String good = world.token.token();
        String bad = "a-token-that-no-provider-knows";
        String connection = world.newConnection();
        world.saveToken(connection, bad);
        world.post("/api/connections/" + connection + "/test", null);
        world.saveToken(connection, good);
        world.saveToken(connection, "********");
        String echo = "{\"data\": {\"message\": \"token " + good + " is odd\"}}";
        world.credly()
                .add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(400).body(echo)).times(1));
        world.post("/api/connections/" + connection + "/test", null);
        world.get("/api/connections");
        world.put(
                "/api/connections/" + connection,
                world.get("/api/connections/" + connection).body());
        world.put("/api/connections/" + connection, "{\"token\": \"" + good + "\"}");
        world.put("/api/connections/" + connection + "/token", "{\"token\": [\"" + good + "\"]}");
        String source = world.newSource();
        String secrets = "/api/sources/" + source + "/secrets";
        String given = "whsec_" + Base64.getEncoder().encodeToString(new byte[40]);
        world.post(secrets, "{\"value\": \"" + given + "x?\"}");
        String made = world.post(secrets, null).text("/value");
        world.post(secrets, "{\"value\": \"" + given + "\"}");
        List<String> shownOnce = world.answers.stream().filter(a -> a.contains(made)).toList();
        world.get("/api/sources");
        world.get("/api/sources/" + source);
        world.get("/api/sources/" + source + "/deliveries?reveal=true");
        String webhook = "/api/connections/" + connection + "/webhook";
        world.post(webhook, null);
        String taken = lastPart(told());
        world.credly().add(Fault.on(Operation.ORGANIZATION, Fault.Status.of(422)).times(1));
        world.post(webhook, "{\"rotate\": \"" + taken + "\"}");
        String pasted = lastPart(world.post(webhook, "{\"rotate\": true}").text("/url"));
        world.get("/api/connections/" + connection);
        world.get("/api/jobs");
        world.get("/api/overview");

        assertThat(world.answers).noneMatch(answer -> answer.contains(good));
        assertThat(world.answers).noneMatch(answer -> answer.contains(basic(good)));
        assertThat(world.answers).noneMatch(answer -> answer.contains(bad));
        assertThat(shownOnce).hasSize(1);
        assertThat(world.answers.stream().filter(a -> a.contains(made))).hasSize(1);
        assertThat(world.answers.stream().filter(a -> a.contains(given))).hasSize(1);
        assertThat(world.answers).noneMatch(answer -> answer.contains(taken));
        assertThat(world.answers.stream().filter(a -> a.contains(pasted))).hasSize(1);
        String kept = tables() + world.logged();
        assertThat(kept).contains(connection).contains(source);
        assertThat(kept)
                .doesNotContain(good)
                .doesNotContain(basic(good))
                .doesNotContain(bad)
                .doesNotContain(made)
                .doesNotContain(taken)
                .doesNotContain(pasted)
                .doesNotContain(given);
    }

    private String told() {
        return requireNonNull(world.credly().organizations().getFirst().webhookUrl());
    }

    private static String lastPart(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static String basic(String token) {
        return Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    }

    private String tables() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of("SettingsTable", "BadgesTable")) {
            world.system
                    .dynamoDb()
                    .scanPaginator(s -> s.tableName(world.system.tableName(table)))
                    .items()
                    .forEach(all::append);
        }
        return all.toString();
    }
}
