package org.badgebridge.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.simulator.Simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Takes a sample certificate to a badge through the running system, as an admin and a learning
/// platform would: over HTTP only. Safe to be run again on the same data.
final class Demo {

    private static final String SOURCE = "demo-lms";
    private static final String COURSE = "welding-1";

    /// Where the sample tells what a badge may bear.
    private static final Map<String, String> TOLD =
            Map.of("Score", "/data/score", "Completed on", "/data/certificate/issued_at");

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

    /// The account in a provider's simulator, whose template the sample is to earn.
    record Account(Simulator.Kind kind, URI baseUrl) {

        Simulator.Seed seed() {
            return kind.demo();
        }

        String connection() {
            return "demo-" + kind.name();
        }

        String template() {
            return connection() + "." + seed().templateId();
        }
    }

    void run(Account account, Path sample) throws IOException, InterruptedException {
        connect(account);
        String secret = source();
        map(account.template());
        post(sample, secret);
        follow(account);
    }

    private void connect(Account account) throws IOException, InterruptedException {
        String id = account.connection();
        SettingsApi.Answer made =
                api.post(
                        "connections",
                        Map.of(
                                "id",
                                id,
                                "name",
                                "Demo Academy at " + account.kind().title(),
                                "provider",
                                account.kind().name(),
                                "organization_id",
                                account.seed().organizationId(),
                                "base_url",
                                account.baseUrl().toString(),
                                "enabled",
                                true,
                                "auto_push",
                                true));
        String path = "connections/" + id;
        api.put(path + "/token", Map.of("token", account.seed().token()));
        JsonNode test = api.post(path + "/test", Map.of()).body();
        say("Connection " + id + fate(made) + test.path("message").asText());
        JsonNode job = api.post(path + "/sync", Map.of()).body();
        say("Templates read from %s: %s".formatted(account.kind().title(), job.path("counts")));
        SettingsApi.Answer webhook = api.post(path + "/webhook", Map.of());
        JsonNode told = webhook.body();
        say(
                "%s's webhook: %s"
                        .formatted(
                                account.kind().title(),
                                told.path("message").asText(told.path("detail").asText())));
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
        JsonNode activated = api.get("templates/" + template).body();
        say(
                "Mapping%sa certificate for %s earns %s"
                        .formatted(fate(made), COURSE, activated.path("name").asText()));
        bear(activated);
    }

    /// Where the provider has attributes that the sample tells, its badge bears them.
    private void bear(JsonNode template) throws IOException, InterruptedException {
        Map<String, String> chosen = new TreeMap<>();
        for (JsonNode attribute : template.path("attributes")) {
            String name = attribute.path("name").asText();
            if (TOLD.containsKey(name)) {
                chosen.put(name, TOLD.get(name));
            }
        }
        if (!chosen.isEmpty()) {
            api.put(
                    "templates/" + template.path("id").asText(),
                    Map.of("attribute_pointers", chosen));
            say("The badge bears what the event tells: " + String.join(", ", chosen.keySet()));
        }
    }

    private void post(Path sample, String secret) throws IOException, InterruptedException {
        Instant now = clock.instant();
        SignedPost post =
                SignedPost.of("demo-" + now.toEpochMilli(), Files.readString(sample), secret, now);
        int status = api.deliver("/webhooks/certificates/" + SOURCE, post);
        say("Posted " + sample.getFileName() + ", signed: answered " + status);
    }

    /// Prints each line of the badge's history as it comes, until the badge stands.
    private void follow(Account account) throws IOException, InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        int told = 0;
        while (clock.instant().isBefore(until)) {
            JsonNode listed = api.get("badges?template=" + account.template()).body().path("items");
            if (!listed.isEmpty()) {
                JsonNode badge = api.get("badges/" + listed.get(0).path("id").asText()).body();
                JsonNode history = badge.path("history");
                for (; told < history.size(); told++) {
                    tell(history.get(told));
                }
                if (badge.path("state").asText().equals("issued")) {
                    say(
                            "The badge stands: %s badge ".formatted(account.kind().title())
                                    + badge.path("provider_badge_id").asText()
                                    + ", there "
                                    + badge.path("provider_state").asText());
                    say(
                            badge.path("accept_url").isTextual()
                                    ? "The learner accepts it at "
                                            + badge.path("accept_url").asText()
                                    : "The learner sees it at " + badge.path("badge_url").asText());
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
