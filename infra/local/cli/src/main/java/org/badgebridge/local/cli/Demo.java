package org.badgebridge.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Takes a sample certificate to a badge through the running system, as an admin and a learning
/// platform would: over HTTP only. Safe to be run again on the same data.
final class Demo {

    private static final String CONNECTION = "demo-credly";
    private static final String SOURCE = "demo-lms";
    private static final String COURSE = "welding-1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final SettingsApi api;
    private final PrintStream out;
    private final Clock clock;
    private int step;

    Demo(SettingsApi api, PrintStream out, Clock clock) {
        this.api = api;
        this.out = out;
        this.clock = clock;
    }

    /// An account at a Credly, and the template in it that the sample is to earn.
    record Account(URI baseUrl, String organizationId, String token, String templateId) {}

    void run(Account account, Path sample) throws IOException, InterruptedException {
        connect(account);
        String template = CONNECTION + "." + account.templateId();
        String secret = source();
        map(template);
        post(sample, secret);
        follow(template);
    }

    private void connect(Account account) throws IOException, InterruptedException {
        SettingsApi.Answer made =
                api.post(
                        "connections",
                        Map.of(
                                "id",
                                CONNECTION,
                                "name",
                                "Demo Academy at Credly",
                                "provider",
                                "credly",
                                "organization_id",
                                account.organizationId(),
                                "base_url",
                                account.baseUrl().toString(),
                                "enabled",
                                true,
                                "auto_push",
                                true));
        api.put("connections/" + CONNECTION + "/token", Map.of("token", account.token()));
        JsonNode test = api.post("connections/" + CONNECTION + "/test", Map.of()).body();
        say("Connection " + CONNECTION + fate(made) + test.path("message").asText());
        JsonNode job = api.post("connections/" + CONNECTION + "/sync", Map.of()).body();
        say("Templates read from Credly: " + job.path("counts"));
        JsonNode webhook = api.post("connections/" + CONNECTION + "/webhook", Map.of()).body();
        say("Credly's webhook: " + webhook.path("message").asText());
    }

    private String source() throws IOException, InterruptedException {
        SettingsApi.Answer made =
                api.post(
                        "sources",
                        Map.of(
                                "id",
                                SOURCE,
                                "name",
                                "Demo learning platform",
                                "preset",
                                "standard"));
        JsonNode secret = api.post("sources/" + SOURCE + "/secrets", Map.of()).body();
        String url = api.get("sources/" + SOURCE).body().path("url").asText();
        say("Source " + SOURCE + fate(made) + "posts go to " + url);
        return secret.path("value").asText();
    }

    private void map(String template) throws IOException, InterruptedException {
        SettingsApi.Answer made =
                api.post(
                        "mappings",
                        Map.of("source", SOURCE, "course", COURSE, "template", template));
        api.post("templates/" + template + "/activate", Map.of());
        String name = api.get("templates/" + template).body().path("name").asText();
        say("Mapping" + fate(made) + "a certificate for " + COURSE + " earns " + name);
    }

    private void post(Path sample, String secret) throws IOException, InterruptedException {
        Instant now = clock.instant();
        SignedPost post =
                SignedPost.of("demo-" + now.toEpochMilli(), Files.readString(sample), secret, now);
        int status = api.deliver("/webhooks/certificates/" + SOURCE, post);
        say("Posted " + sample.getFileName() + ", signed: answered " + status);
    }

    /// Prints each line of the badge's history as it comes, until the badge stands.
    private void follow(String template) throws IOException, InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        int told = 0;
        while (clock.instant().isBefore(until)) {
            JsonNode listed = api.get("badges?template=" + template).body().path("items");
            if (!listed.isEmpty()) {
                JsonNode badge = api.get("badges/" + listed.get(0).path("id").asText()).body();
                JsonNode history = badge.path("history");
                for (; told < history.size(); told++) {
                    tell(history.get(told));
                }
                if (badge.path("state").asText().equals("issued")) {
                    say(
                            "The badge stands: Credly badge "
                                    + badge.path("provider_badge_id").asText()
                                    + ", there "
                                    + badge.path("provider_state").asText());
                    say("The learner accepts it at " + badge.path("accept_url").asText());
                    return;
                }
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException(
                "the badge did not stand within " + PATIENCE.toMinutes() + " minutes");
    }

    private void tell(JsonNode entry) {
        JsonNode status = entry.path("status");
        String answered =
                status.isInt() && status.intValue() > 0
                        ? ", answered %d in %d ms"
                                .formatted(status.intValue(), entry.path("latency_ms").longValue())
                        : "";
        say("  " + entry.path("step").asText() + ": " + entry.path("outcome").asText() + answered);
    }

    private static String fate(SettingsApi.Answer made) {
        return made.status() == SettingsApi.CONFLICT ? " was there already: " : " made: ";
    }

    private void say(String text) {
        step++;
        out.println("%2d  %s".formatted(step, text));
        out.flush();
    }
}
