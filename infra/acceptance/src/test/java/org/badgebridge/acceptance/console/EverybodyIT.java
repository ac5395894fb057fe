package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.acceptance.system.Academy;
import org.badgebridge.acceptance.system.Certificate;
import org.badgebridge.acceptance.system.World;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every page, with something in it, by axe-core: in the light, in the dark, and on the narrowest
/// screen. Pictures of each in the light are left in `target/console`.
@WithConsole
final class EverybodyIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_REQUEST = 400;

    /// All that the dark changes.
    private static final Map<String, Object> CONTRAST =
            Map.of("runOnly", List.of("color-contrast"));

    /// All but that: colours do not depend on the width.
    private static final Map<String, Object> NO_CONTRAST =
            Map.of(
                    "runOnly",
                    Browser.EVERYTHING.get("runOnly"),
                    "rules",
                    Map.of("color-contrast", Map.of("enabled", false)));

    @Test
    void everyPageIsUsableByEverybody(Console console, World world) throws InterruptedException {
        Map<String, String> pages = pages(world);
        List<String> barriers = new ArrayList<>();
        console.signIn();

        pages.forEach((name, hash) -> {
            console.at(hash).settled();
            barriers.addAll(on(console, name, Look.USUAL, Browser.EVERYTHING));
            barriers.addAll(on(console, name, Look.DARK, CONTRAST));
            barriers.addAll(on(console, name, Look.NARROW, NO_CONTRAST));
            console.browser().look(Look.USUAL);
        });

        assertThat(barriers).isEmpty();
    }

    @Test
    void sourceOfAnotherPlatformIsSetUpFromTheConsoleAlone(Console console) {
        console.browser().expect(BAD_REQUEST);
        console.signIn().at("#/sources?new=yes");
        console.type("Search the platforms", "think");
        console.gone("Zapier");
        console.tick("Thinkific");
        console.see("No time: a repetition is known by its id only");
        console.type("Name", "Thinkific school");
        console.press("Make the source");
        console.see("/webhooks/certificates/thinkific-school");

        console.press("Where things stand");
        console.type("Course id", "payload.course.id");
        console.press("Save");
        console.see("several with \" or \" between them");
        assertThat(console.focused()).isEqualTo("Course id");

        console.type("Course id", "=thinkific-{/payload/course/id}");
        console.press("What its events mean");
        console.press("Add an event");
        console.type("Name of the event", "course.finished");
        console.press("Save");
        console.see("Saved.");
        console.press("See what would happen");
        console.see("A course was passed");
        console.region("Try a payload").see("thinkific-12");

        console.press("How its posts are written");
        List<String> barriers = new ArrayList<>();
        for (Look look : List.of(Look.USUAL, Look.DARK, Look.NARROW)) {
            barriers.addAll(on(console, "source-settings", look, Browser.EVERYTHING));
        }
        assertThat(barriers).isEmpty();
    }

    private static List<String> on(
            Console console, String page, Look look, Map<String, Object> options) {
        Browser browser = console.browser();
        browser.look(look);
        if (!look.equals(Look.DARK)) {
            browser.picture(page + "-" + look);
        }
        List<String> found = new ArrayList<>(browser.barriers(options));
        browser.tooWide().ifPresent(found::add);
        return found.stream().map(barrier -> page + " (" + look + "): " + barrier).toList();
    }

    /// Asks for one of two courses with a good score, which a failed course takes away.
    private static String rule(World world, Academy academy) {
        Map<String, Object> joints =
                Map.of("id", "r1", "event", "certificate.issued", "course", "joints-1");
        Map<String, Object> score = Map.of("path", "/data/score", "op", "gte", "value", 80);
        Map<String, Object> pipes =
                Map.of(
                        "id",
                        "r2",
                        "event",
                        "course.passed",
                        "source",
                        academy.name(),
                        "conditions",
                        List.of(score));
        Map<String, Object> group =
                Map.of("name", "Courses", "at_least", 2, "requirements", List.of(joints, pipes));
        Map<String, Object> penalty =
                Map.of("event", "course.failed", "course", "joints-1", "resets", List.of("r1"));
        Map<String, Object> rule =
                Map.of(
                        "template",
                        academy.id(academy.template()),
                        "groups",
                        List.of(group),
                        "penalties",
                        List.of(penalty));
        return world.api().post("rules", rule).path("id").asText();
    }

    private static Map<String, String> pages(World world) throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ISSUE, Fault.Status.of(UNPROCESSABLE), 1);
        academy.post(Certificate.of("grace", COURSE, JANUARY).issued());
        String failed = academy.badge("failed").path("id").asText();
        academy.post(Certificate.of("ada", "another-course", JANUARY).issued());
        academy.awarded(2);
        JsonNode badge = world.api().get("badges/" + failed);
        JsonNode mapping =
                world.api().all("mappings").stream()
                        .filter(each -> each.path("source").asText().equals(academy.name()))
                        .findFirst()
                        .orElseThrow();
        String rule = rule(world, academy);
        academy.post(Certificate.of("ada", "joints-1", JANUARY).issued());
        academy.awarded(3);
        String progress =
                world.api().all("progress?template=" + academy.id(academy.template())).stream()
                        .map(each -> each.path("id").asText())
                        .filter(id -> id.endsWith(rule))
                        .findFirst()
                        .orElseThrow();

        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "#/");
        pages.put("badges", "#/badges");
        pages.put("badges-none", "#/badges?state=revoked&connection=" + academy.name());
        pages.put("badge", "#/badges/" + failed);
        pages.put("certificates", "#/certificates");
        pages.put("certificate", "#/certificates/" + badge.path("certificate_id").asText());
        pages.put("learners", "#/learners");
        pages.put("learner", "#/learners/" + badge.path("learner_id").asText());
        pages.put("mappings", "#/mappings");
        pages.put("mapping", "#/mappings/" + mapping.path("id").asText());
        pages.put("mapping-new", "#/mappings?new=yes");
        pages.put("rule", "#/rules/" + rule);
        pages.put("rule-new", "#/rules?new=yes");
        pages.put("rule-import", "#/rules?import=yes");
        pages.put("progress", "#/progress/" + progress);
        pages.put("courses", "#/mappings?mapped=false");
        pages.put("templates", "#/templates");
        pages.put("template", "#/templates/" + academy.id(academy.template()));
        pages.put("sources", "#/sources");
        pages.put("source", "#/sources/" + academy.name());
        pages.put("source-new", "#/sources?new=yes");
        pages.put("connections", "#/connections");
        pages.put("connection", "#/connections/" + academy.name());
        pages.put("connection-new", "#/connections?new=yes");
        pages.put("start", "#/start?step=map");
        pages.put("start-test", "#/start?step=test");
        pages.put("import", "#/imports?source=" + academy.name());
        pages.put("jobs", "#/jobs");
        pages.put("dead-letters", "#/dead-letters");
        pages.put("audit", "#/audit");
        return pages;
    }
}
