package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import org.badgebridge.acceptance.system.Academy;
import org.badgebridge.acceptance.system.Certificate;
import org.badgebridge.acceptance.system.World;
import org.badgebridge.simulator.accredible.AttributeKey;
import org.badgebridge.simulator.accredible.Issuer;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What badges bear beside their dates is chosen, and what they had to go without is told.
@WithConsole
final class AttributesIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-15T09:30:00Z");
    private static final int BAD_REQUEST = 400;

    @Test
    void attributeIsTakenFromWhereEventsTellItAndABadgeWithoutItSaysWhy(
            Console console, World world) throws InterruptedException {
        Academy academy = world.academy();
        academy.post(
                Certificate.of("ada", COURSE, JANUARY)
                        .issued()
                        .replace("\"data\": {", "\"data\": {\"score\": 93, "));
        academy.awarded(1);
        Issuer issuer = world.accredible().createIssuer("Academy " + academy.name());
        world.accredible().createAttributeKey(issuer, "Score", "text");
        console.browser().expect(BAD_REQUEST);
        console.signIn();
        String template = template(console, world, academy, connected(world, academy, issuer));

        console.at("#/templates/" + template);
        console.type("Score", "score");
        console.see("No event that was seen so far says anything there");
        console.press("Save");
        console.see("Must be a JSON Pointer such as /data/score");
        assertThat(console.focused()).startsWith("Score");
        console.type("Score", "/data/score");
        console.see("Seen: 93");
        assertThat(barriers(console.browser())).isEmpty();
        console.press("Save");
        console.see("Saved.");

        console.browser().driver().navigate().refresh();
        console.see("Seen: 93");
        assertThat(console.value("Score")).isEqualTo("/data/score");

        academy.post(Certificate.of("grace", COURSE, MARCH).issued());
        console.region("Newest badges of it").comes("Issued");
        console.region("Newest badges of it").follow("Ada Example");
        console.region("Timeline")
                .see("Without \"Score\": the event that earned it says nothing at /data/score.");
        assertThat(console.browser().driver().findElements(By.tagName("blockquote")))
                .as("quotations of the provider")
                .isEmpty();
    }

    @Test
    void attributeThatTheProviderLostIsChosenUntilSomebodyRemovesIt(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        Issuer issuer = world.accredible().createIssuer("Academy " + academy.name());
        AttributeKey score = world.accredible().createAttributeKey(issuer, "Score", "text");
        String connection = connected(world, academy, issuer);
        console.signIn();
        String template = template(console, world, academy, connection);
        world.api()
                .put(
                        "templates/" + template,
                        Map.of("attribute_pointers", Map.of("Score", "/data/score")));
        world.accredible().deleteAttributeKey(score);
        world.api().post("connections/" + connection + "/sync", Map.of());

        console.at("#/templates/" + template);
        console.comes("The provider has no attribute “Score” any more");
        console.press("Remove Score");
        console.see("It is removed when you save");
        assertThat(barriers(console.browser())).isEmpty();
        console.press("Save");
        console.gone("Attributes on the badge");

        assertThat(world.api().get("templates/" + template).path("attribute_pointers")).isEmpty();
    }

    /// A connection to an account of the provider that has attributes.
    private static String connected(World world, Academy academy, Issuer issuer) {
        world.accredible().createGroup(issuer, "Welding I");
        String name = academy.name() + "-attributes";
        world.api()
                .post(
                        "connections",
                        Map.of(
                                "id",
                                name,
                                "name",
                                "Accredible " + name,
                                "provider",
                                "accredible",
                                "organization_id",
                                Long.toString(issuer.id()),
                                "base_url",
                                world.accredibleUrl().toString(),
                                "calls_per_second",
                                100));
        world.api()
                .put(
                        "connections/" + name + "/token",
                        Map.of("token", world.accredible().createKey(issuer).key()));
        return name;
    }

    /// The one template of a connection, once it is read; the academy's course earns it.
    private static String template(
            Console console, World world, Academy academy, String connection) {
        world.api().post("connections/" + connection + "/sync", Map.of());
        console.at("#/templates?connection=" + connection);
        console.comes("Welding I");
        String template =
                world.api()
                        .all("templates?connection=" + connection)
                        .getFirst()
                        .path("id")
                        .asText();
        world.api()
                .post(
                        "mappings",
                        Map.of("source", academy.name(), "course", COURSE, "template", template));
        world.api().post("templates/" + template + "/activate", Map.of());
        return template;
    }

    private static List<String> barriers(Browser browser) {
        List<String> found = new ArrayList<>();
        for (Look look : List.of(Look.DARK, Look.NARROW, Look.USUAL)) {
            browser.look(look);
            found.addAll(browser.barriers(Browser.EVERYTHING));
            browser.tooWide().ifPresent(found::add);
        }
        return found;
    }
}
