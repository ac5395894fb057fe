package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import org.badgebridge.acceptance.system.Academy;
import org.badgebridge.acceptance.system.Certificate;
import org.badgebridge.acceptance.system.World;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/// What an admin decides of posts that were put aside.
@WithConsole
final class PutAsideIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");

    @Test
    void postsArePutAsideLookedAtAndLetThrough(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        console.signIn().at("#/sources/" + academy.name());
        console.press("Put posts aside for an hour");
        console.see("Posts are put aside and nothing is issued");

        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        console.comes("They prove their origin by standard-webhooks");
        console.see("The source is set like this");
        assertThat(academy.badges()).isEmpty();

        console.press("Process posts again");
        console.choose("Show", "captured");
        console.comes("1 line");
        console.press("Decide …");
        console.press("Show what it says");
        console.see("certificate.issued");
        assertThat(console.browser().barriers(Browser.EVERYTHING)).isEmpty();
        console.press("Read again 1 delivery");

        console.see("1 delivery on the way again");
        academy.badge("issued");
    }
}
