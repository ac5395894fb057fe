package org.badgebridge.bench;

import org.badgebridge.local.cli.SettingsApi;
import org.badgebridge.local.cli.SignedPost;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.badgebridge.simulator.SimulatorOptions;
import org.badgebridge.simulator.credly.CredlySimulator;
import org.badgebridge.simulator.credly.Demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures the local system from outside, over HTTP: start, memory, certificates to badges a
/// second with a provider that takes 200 ms an issue, and what an event costs beside 1,000 rules
/// that do not match it. Prints figures; asserts nothing.
final class Bench {

    private static final int CERTIFICATES = 1000;
    private static final int POSTS_AT_ONCE = 16;
    private static final int UNRELATED_RULES = 1000;
    private static final int EVENTS = 200;
    private static final Duration ISSUE_LATENCY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SettingsApi api;
    private final CredlySimulator credly;
    private final PrintStream out;
    private final String secret;

    private Bench(SettingsApi api, CredlySimulator credly, PrintStream out)
            throws IOException, InterruptedException {
        this.api = api;
        this.credly = credly;
        this.out = out;
        this.secret = setUp(api, credly);
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("badgebridge.root", "."));
        Path data = Files.createTempDirectory("badgebridge-bench");
        PrintStream out = System.out;
        try (CredlySimulator credly = CredlySimulator.start(SimulatorOptions.onPort(0).withDemo());
                RunningSystem system = RunningSystem.start(root, data, credly.url());
                SettingsApi api = new SettingsApi(system.url(), RunningSystem.ADMIN_TOKEN)) {
            out.println("Ready after " + system.startTime().toMillis() + " ms");
            report(out, "Memory when ready", system);
            Bench bench = new Bench(api, credly, out);
            bench.certificatesToBadges();
            report(out, "Memory after the load", system);
            bench.unrelatedRules();
            report(out, "Memory at the end", system);
        }
    }

    private static void report(PrintStream out, String what, RunningSystem system)
            throws IOException {
        system.residentMiB().ifPresent(mib -> out.println(what + ": " + mib + " MiB"));
        system.cpuTime()
                .ifPresent(cpu -> out.println("  CPU until then: " + cpu.toSeconds() + " s"));
    }

    private static String setUp(SettingsApi api, CredlySimulator credly)
            throws IOException, InterruptedException {
        api.post(
                "connections",
                Map.of(
                        "id",
                        "bench",
                        "name",
                        "Bench",
                        "provider",
                        "credly",
                        "organization_id",
                        Demo.ORGANIZATION_ID,
                        "base_url",
                        credly.url().toString(),
                        "enabled",
                        true,
                        "auto_push",
                        true));
        api.put("connections/bench/token", Map.of("token", Demo.TOKEN));
        api.post("connections/bench/sync", Map.of());
        api.post("sources", Map.of("id", "lms", "name", "Bench", "preset", "standard"));
        String template = "bench." + Demo.WELDING_TEMPLATE_ID;
        map("welding-1", template, api);
        api.post("templates/" + template + "/activate", Map.of());
        return api.post("sources/lms/secrets", Map.of()).body().path("value").asText();
    }

    private static void map(String course, String template, SettingsApi api)
            throws IOException, InterruptedException {
        api.post("mappings", Map.of("source", "lms", "course", course, "template", template));
    }

    private void certificatesToBadges() throws IOException, InterruptedException {
        credly.control()
                .add(
                        Fault.on(
                                Operation.ISSUE,
                                new Fault.Latency(ISSUE_LATENCY.toMillis(), 0, true)));
        Instant began = Instant.now();
        post(CERTIFICATES, "welding-1", "learner");
        Duration accepted = Duration.between(began, Instant.now());
        Duration issued = untilIssued(CERTIFICATES, began);
        credly.control().clearFaults();
        out.printf(
                "%d certificates accepted in %d ms, badges at the provider in %d ms: %.1f a"
                        + " second%n",
                CERTIFICATES,
                accepted.toMillis(),
                issued.toMillis(),
                CERTIFICATES * 1000.0 / issued.toMillis());
        out.println(
                "Most live badges of one learner and template: "
                        + credly.control().mostLiveBadges());
    }

    private Duration untilIssued(int count, Instant began) throws InterruptedException {
        while (true) {
            Duration past = Duration.between(began, Instant.now());
            if (issued(count) || past.compareTo(PATIENCE) > 0) {
                return past;
            }
            Thread.sleep(100);
        }
    }

    /// The list of badges is long and read on the same two cores, so it is asked for only once it
    /// can be whole.
    private boolean issued(int count) {
        return credly.control().calls(Operation.ISSUE) >= count
                && credly.control().badges().size() >= count;
    }

    /// The same events before and after 1,000 active rules for other courses are made.
    private void unrelatedRules() throws IOException, InterruptedException {
        Duration before = eventsAt("before");
        String template = "bench." + Demo.SAFETY_TEMPLATE_ID;
        for (int i = 0; i < UNRELATED_RULES; i++) {
            map("other-" + i, template, api);
        }
        api.post("templates/" + template + "/activate", Map.of());
        Duration after = eventsAt("after");
        out.printf(
                "%d certificates beside 1 rule: %d ms; beside %d that do not match: %d ms%n",
                EVENTS, before.toMillis(), UNRELATED_RULES + 1, after.toMillis());
    }

    private Duration eventsAt(String group) throws IOException, InterruptedException {
        int standing = credly.control().badges().size();
        Instant began = Instant.now();
        post(EVENTS, "welding-1", group);
        return untilIssued(standing + EVENTS, began);
    }

    private void post(int count, String course, String group)
            throws IOException, InterruptedException {
        List<Future<Integer>> posts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(POSTS_AT_ONCE)) {
            for (int i = 0; i < count; i++) {
                String learner = group + "-" + i;
                posts.add(
                        threads.submit(() ->
                                api.deliver(
                                        "/webhooks/certificates/lms",
                                        certificate(learner, course))));
            }
            for (Future<Integer> post : posts) {
                int status = post.get();
                if (status != 200) {
                    throw new IOException("a certificate was answered " + status);
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("a certificate could not be posted", e);
        }
    }

    private SignedPost certificate(String learner, String course) {
        String body =
                """
                {"type": "certificate.issued", "timestamp": "2026-01-15T09:30:00Z",
                 "data": {"certificate": {"id": "c-%s", "issued_at": "2026-01-15T09:30:00Z"},
                          "learner": {"id": "%s", "email": "%s@example.org", "first_name": "Ada",
                                      "last_name": "Example"},
                          "course": {"id": "%s", "name": "Welding I"}}}
                """
                        .formatted(learner, learner, learner, course);
        return SignedPost.of("msg-" + learner, body, secret, Instant.now());
    }
}
