package org.badgebridge.bench;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.adapter.dynamodb.DynamoCourses;
import org.badgebridge.adapter.secretsmanager.IdentityKey;
import org.badgebridge.bench.AdminApi.Reply;
import org.badgebridge.bench.AdminApi.Request;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.simulator.credly.CredlySimulator;
import org.badgebridge.testing.TestSystem;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/// Measures what the console's pages ask the settings API for, with as many badges in the tables as
/// asked (100,000 if not): the handler is called in this process, over the embedded engines. Prints
/// figures; asserts nothing.
///
/// Milliseconds are those of DynamoDB Local on this machine; its calls and read units are those of
/// AWS, too.
final class AdminLists {

    private static final int BADGES = 100_000;
    private static final int TIMES = 5;
    private static final int PAGES = 10;

    private final AdminApi api;
    private final PrintStream out;

    private AdminLists(AdminApi api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        int badges = arguments.length == 0 ? BADGES : Integer.parseInt(arguments[0]);
        PrintStream out = System.out;
        // The handler logs every call.
        System.setOut(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try (TestSystem system = TestSystem.create();
                CredlySimulator credly = CredlySimulator.start(0)) {
            Map<String, String> environment = new HashMap<>(system.environment("SettingsApi"));
            environment.put("PROVIDER_ORIGINS", credly.url().toString());
            AdminApi api = new AdminApi(environment);
            LearnerIds ids =
                    new LearnerIds(
                            IdentityKey.read(
                                    system.secretsManager(),
                                    environment.getOrDefault("IDENTITY_SECRET", "")));
            Academy academy =
                    Academy.setUp(
                            api,
                            credly,
                            new DynamoCourses(
                                    system.dynamoDb(), system.tableName("SettingsTable")));
            Crowd crowd = new Crowd(system, academy, ids, badges);
            Instant began = Instant.now();
            crowd.fill();
            out.printf(
                    "%d badges, certificates and learners stored in %d s%n%n",
                    badges, Duration.between(began, Instant.now()).toSeconds());
            new AdminLists(api, out).measure(academy, crowd);
        }
        // The engines' threads would go on.
        System.exit(0);
    }

    private void measure(Academy academy, Crowd crowd) {
        out.printf(
                "%-58s %8s %8s %6s %5s %6s %9s%n",
                "call", "median", "worst", "items", "next", "calls", "units");
        report("overview", Request.get("/api/overview"));
        badges(academy, crowd);
        certificates(academy, crowd);
        learners(crowd);
        report("courses", Request.get("/api/courses"));
        report(
                "courses that say \"class 07\"",
                Request.get("/api/courses", Map.of("q", "class 07")));
        report("courses not mapped", Request.get("/api/courses", Map.of("mapped", "false")));
        report("templates", Request.get("/api/templates"));
        report("mappings", Request.get("/api/mappings", Map.of("limit", "200")));
        report("audit", Request.get("/api/audit"));
        report("audit of a person", Request.get("/api/audit", Map.of("who", "admin-3")));
        report("audit of a person who did nothing", Request.get("/api/audit", Map.of("who", "x")));
        report("jobs", Request.get("/api/jobs"));
        report("dead letters", Request.get("/api/dead-letters"));
        dryRuns(academy);
    }

    private void badges(Academy academy, Crowd crowd) {
        String path = "/api/badges";
        String template = academy.templates().getFirst().toString();
        String rareTemplate = academy.rareTemplate().toString();
        String course = academy.courses().getFirst().id();
        String family = academy.courses().getFirst().family();
        String rareSource = academy.rareSource().value();
        Instant now = Instant.now();
        report("badges", Request.get(path));
        report("badges, page " + PAGES, page(path));
        report("badges, page of 200", Request.get(path, Map.of("limit", "200")));
        report("badges as CSV", Request.csv(path));
        badges(Map.of("state", "failed"));
        badges(Map.of("state", "held"));
        badges(Map.of("state", "queued"));
        badges(Map.of("state", "revoked"));
        badges(Map.of("state", "issued,revoked"));
        badges(Map.of("reason", "email_refused"));
        badges(Map.of("reason", "no_email"));
        badges(Map.of("connection", academy.connection().value()));
        badges(Map.of("template", template));
        badges(Map.of("course", course));
        badges(Map.of("course", family));
        badges(Map.of("source", academy.sources().getFirst().value()));
        badges(Map.of("learner", crowd.learner(2).learner().value()));
        badges(Map.of("since", now.minus(Duration.ofDays(1)).toString()));
        badges(Map.of("until", now.minus(Duration.ofDays(150)).toString()));
        report("badges of a rare source", Request.get(path, Map.of("source", rareSource)));
        report(
                "failed badges of a rare source",
                Request.get(path, Map.of("source", rareSource, "state", "failed")));
        report(
                "held badges of a rare source",
                Request.get(path, Map.of("source", rareSource, "state", "held")));
        report("badges of a rare template", Request.get(path, Map.of("template", rareTemplate)));
        report(
                "failed badges of a template",
                Request.get(path, Map.of("template", template, "state", "failed")));
        report(
                "held badges of a course",
                Request.get(path, Map.of("course", course, "state", "held")));
        report("badges of an unknown source", Request.get(path, Map.of("source", "nowhere")));
        report("badges held by a pause", Request.get(path, Map.of("reason", "paused")));
        report("badges refused for a name", Request.get(path, Map.of("reason", "name_refused")));
        report("one badge", Request.get(path + "/" + first(path)));
    }

    private void badges(Map<String, String> filter) {
        report("badges " + filter, Request.get("/api/badges", filter));
    }

    private void certificates(Academy academy, Crowd crowd) {
        String path = "/api/certificates";
        Instant now = Instant.now();
        report("certificates", Request.get(path));
        report("certificates, page " + PAGES, page(path));
        certificates(Map.of("source", academy.sources().getFirst().value()));
        certificates(Map.of("course", academy.courses().getFirst().id()));
        certificates(Map.of("course", academy.courses().getFirst().family()));
        certificates(Map.of("learner", crowd.learner(2).learner().value()));
        certificates(Map.of("since", now.minus(Duration.ofDays(1)).toString()));
        certificates(Map.of("until", now.minus(Duration.ofDays(150)).toString()));
        String rareSource = academy.rareSource().value();
        report("certificates of a rare source", Request.get(path, Map.of("source", rareSource)));
        report("certificates of an unknown source", Request.get(path, Map.of("source", "nowhere")));
        report("one certificate", Request.get(path + "/" + first(path)));
    }

    private void certificates(Map<String, String> filter) {
        report("certificates " + filter, Request.get("/api/certificates", filter));
    }

    private void learners(Crowd crowd) {
        Names names = crowd.learner(2);
        report(
                "learner found by e-mail",
                Request.post("/api/learners/find", "{\"email\": \"%s\"}".formatted(names.email())));
        report(
                "learner found by user id",
                Request.post(
                        "/api/learners/find",
                        "{\"source\": \"%s\", \"user_id\": \"%s\"}"
                                .formatted(
                                        names.event().source(), names.event().person().userId())));
        report("one learner", Request.get("/api/learners/" + names.learner()));
    }

    private void dryRuns(Academy academy) {
        dryRun("retry failed badges", "badges/retry", "\"state\": \"failed\"");
        dryRun("retry after one cause", "badges/retry", "\"reason\": \"email_refused\"");
        dryRun("push held badges", "badges/push", "\"reason\": \"no_email\"");
        dryRun(
                "push badges of a template",
                "badges/push",
                "\"template\": \"%s\", \"state\": \"held\""
                        .formatted(academy.templates().getFirst()));
        dryRun(
                "push certificates of a course",
                "certificates/push",
                "\"course\": \"%s\"".formatted(academy.courses().getFirst().id()));
        dryRun("push all certificates", "certificates/push", "");
    }

    private void dryRun(String name, String path, String filter) {
        report(
                "dry run: " + name,
                Request.post(
                        "/api/" + path, "{\"filter\": {%s}, \"dry_run\": true}".formatted(filter)));
    }

    /// The request of a page that as many `next` lead to.
    private Request page(String path) {
        Request request = Request.get(path);
        for (int i = 1; i < PAGES; i++) {
            String next = api.done(request).path("next").asText("");
            request = Request.get(path, Map.of("cursor", next));
        }
        return request;
    }

    private String first(String path) {
        return api.done(Request.get(path)).at("/items/0/id").asText();
    }

    /// Makes the call some times; what it spends and answers is the last one's.
    private void report(String name, Request request) {
        long[] nanos = new long[TIMES];
        DynamoDbCost.Spent before = DynamoDbCost.Spent.soFar();
        Reply reply = null;
        for (int i = 0; i < TIMES; i++) {
            before = DynamoDbCost.Spent.soFar();
            long from = System.nanoTime();
            reply = api.call(request);
            nanos[i] = System.nanoTime() - from;
        }
        if (reply == null) {
            return;
        }
        DynamoDbCost.Spent spent = DynamoDbCost.Spent.soFar().since(before);
        long[] millis = LongStream.of(nanos).map(each -> each / 1_000_000).sorted().toArray();
        out.printf(
                "%-58.58s %8d %8d %6s %5s %6d %9.1f%s%n",
                name,
                millis[TIMES / 2],
                millis[TIMES - 1],
                items(reply),
                more(reply) ? "yes" : "",
                spent.calls(),
                spent.readUnits(),
                reply.status() < 300 ? "" : "  status " + reply.status());
    }

    /// How many were listed, or counted.
    private static String items(Reply reply) {
        JsonNode json = reply.json();
        if (json.isMissingNode()) {
            return Long.toString(reply.body().lines().count() - 1);
        }
        JsonNode count = json.path("count");
        JsonNode items = json.path("items");
        return count.isNumber() ? count.asText() : items.isArray() ? items.size() + "" : "";
    }

    private static boolean more(Reply reply) {
        return reply.json().path("next").isTextual()
                || reply.json().path("more").asBoolean()
                || reply.headers().containsKey("link");
    }
}
