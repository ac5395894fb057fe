package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import org.badgebridge.acceptance.system.Academy;
import org.badgebridge.acceptance.system.World;
import org.badgebridge.simulator.credly.Badge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of certificates becomes badges.
@WithConsole
final class ImportIT {

    /// Of two chunks, the bad rows first; with a line end inside of a name.
    private static Path file(Path folder) throws IOException {
        String bad = "7;nobody(at)example.org;Nobody;" + COURSE + ";2026-01-15\r\n";
        String text =
                "\uFEFFLearner ID;E-mail;Name;Course;Date\r\n"
                        + bad.repeat(500)
                        + "501;ada@learners.example;\"Ada\r\nMaria; Example\";"
                        + COURSE
                        + ";2026-01-15\r\n502;grace@learners.example;Grace Example;"
                        + COURSE
                        + ";2026-01-16 09:30\r\n";
        return Files.writeString(folder.resolve("certificates.csv"), text);
    }

    @Test
    void fileIsMappedCheckedImportedAndBecomesBadges(
            Console console, World world, @TempDir Path folder)
            throws IOException, InterruptedException {
        Academy academy = world.academy();
        console.signIn().at("#/sources/" + academy.name());
        console.follow("Import a file");

        console.attach("File", file(folder));
        console.see("502 rows");
        assertThat(console.value("Time zone")).isNotEmpty();
        console.press("Check the file");
        console.see("2 good rows");
        console.see("500 bad rows");
        console.region("What is in it").see("must be an e-mail address");
        console.see("The first 50 of 500");
        assertThat(console.browser().barriers(Browser.EVERYTHING)).isEmpty();
        assertThat(academy.issued()).isEmpty();

        console.press("Import 2 rows");
        console.comes("2 done");
        console.comes("500 left out");
        console.at("#/badges?state=issued&connection=" + academy.name());
        console.comes("2 lines");

        assertThat(academy.live())
                .extracting(Badge::recipient)
                .extracting(recipient -> recipient.email())
                .containsExactlyInAnyOrder("ada@learners.example", "grace@learners.example");
    }
}
