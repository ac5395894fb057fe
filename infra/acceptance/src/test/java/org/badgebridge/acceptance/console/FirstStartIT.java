package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.acceptance.system.World;
import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.Organization;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Before any other test has set up anything.
@WithConsole
@Order(1)
final class FirstStartIT {

    @Test
    void whoNeverReadAManualTakesACertificateToABadge(Console console, World world) {
        Organization organization = world.credly().createOrganization("First Academy");
        String token = world.credly().createToken(organization).token();
        world.credly().createTemplate(organization, "Welding I");
        world.credly().createTemplate(organization, "Workshop Safety");

        console.signIn();
        console.follow("Set it up");

        console.type("Name", "First academy");
        console.type("Organization id", organization.id());
        console.type("Address of the provider", world.credlyUrl().toString());
        console.type("Token", "a-token-of-nobody");
        console.press("Connect");
        console.see("The provider does not accept the token");

        console.type("New token", token);
        console.press("Save and try it");
        console.see("The token opens the organization First Academy");
        neitherShows(console, token, "a-token-of-nobody");

        console.at("#/");
        console.follow("Go on with the set-up");

        console.press("Read the templates");
        console.see("2 templates found");
        console.follow("Go on");

        console.type("Name", "Campus");
        console.press("Make the source");
        console.see("/webhooks/certificates/campus");
        console.press("Make a secret");
        console.see("Copy it now: it is shown this once");
        String secret = console.text("whsec_");
        console.press("I have it, hide it");
        console.gone("whsec_");
        neitherShows(console, secret);
        console.follow("Go on");

        console.type("Course", "welding-1");
        console.tick("Welding I");
        console.press("Map it");
        console.see("It is switched off here");
        console.press("Switch on …");
        console.see("Switch Welding I on?");
        console.press("Switch on");
        console.gone("It is switched off here");
        console.follow("Go on");

        console.press("See what would happen");
        console.see("It would count towards 1 template. Nothing was issued.");
        assertThat(of(organization, world)).isZero();

        console.press("Send it");
        console.see("It was accepted");
        console.region("What came").comes("Issued");
        console.see("You are set up");
        assertThat(of(organization, world)).isOne();

        console.at("#/sources/campus");
        console.see("last used");

        console.at("#/");
        console.gone("Welcome to Badgebridge");
    }

    @Test
    void whoLeavesComesBackToWhereTheyWere(Console console) {
        console.signIn().at("#/start?step=source");

        console.see("/webhooks/certificates/campus");
        console.see("1 secret");
        console.gone("whsec_");
    }

    private static long of(Organization organization, World world) {
        return world.credly().badges().stream()
                .map(Badge::organizationId)
                .filter(organization.id()::equals)
                .count();
    }

    private static void neitherShows(Console console, String... secrets) {
        assertThat(console.everything()).doesNotContain(secrets);
    }
}
