package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.badgebridge.acceptance.system.Academy;
import org.badgebridge.acceptance.system.Certificate;
import org.badgebridge.acceptance.system.World;
import org.badgebridge.simulator.credly.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Badges that take more than one certificate are built, tried, earned and lost.
@WithConsole
final class RulesIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-15T09:30:00Z");
    private static final Instant MAY = Instant.parse("2026-05-15T09:30:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-15T09:30:00Z");
    private static final int BAD_REQUEST = 400;

    private static Template master(Academy academy) throws InterruptedException {
        Template master = academy.credly().createTemplate(academy.organization(), "Master welder");
        academy.sync();
        return master;
    }

    /// Asks for a certificate of each course, in the first group of a new rule.
    private static void ask(Console console, Academy academy, List<String> courses) {
        Console group = console.region("Group 1");
        group.region("Requirement 1").choose("Source", "LMS " + academy.name());
        for (int i = 1; i <= courses.size(); i++) {
            if (i > 1) {
                group.press("Add a requirement");
            }
            group.region("Requirement " + i).type("Course", courses.get(i - 1));
        }
    }

    @Test
    void twoCourseBadgeIsBuiltTriedEarnedLostEarnedAgainAndResetByHand(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        Template master = master(academy);
        Certificate joints = Certificate.of("ada", "joints-1", JANUARY);
        Certificate pipes = Certificate.of("ada", "pipes-1", MARCH);

        console.signIn().at("#/templates/" + academy.id(master));
        console.follow("New rule");
        ask(console, academy, List.of("joints-1", "pipes-1"));
        console.region("In plain words")
                .see("Certificates of joints-1 and pipes-1 from LMS " + academy.name());
        Console pipe = console.region("Requirement 2");
        pipe.press("Add a condition");
        pipe.type("Pointer", "/data/course/id");
        pipe.choose("Test", "is");
        pipe.type("Value", "pipes-1");
        Console trial = console.region("Try it");
        trial.type("Post", joints.issued());
        trial.press("Try the event");
        trial.see("It is another course");
        trial.see("/data/course/id is \"joints-1\"");
        trial.see("Meets 1");
        assertThat(console.browser().barriers(Browser.EVERYTHING)).isEmpty();
        console.press("Make the rule");
        console.see("The rule is saved");
        console.region("What it earns").follow("Master welder");
        console.press("Switch on …");
        console.press("Switch on");

        academy.post(joints.issued());
        console.region("Who is on the way").comes("1 of 2");
        assertThat(academy.issued()).isEmpty();
        console.region("Who is on the way").follow("Ada Example");
        console.see("What is missing");
        Console group = console.region("Group 1");
        group.see("1 of 2");
        group.row("pipes-1").see("Missing");

        academy.post(pipes.issued());
        console.comes("Nothing is missing");
        academy.badge(master, "issued");
        assertThat(console.browser().barriers(Browser.EVERYTHING)).isEmpty();

        academy.post(joints.revoked(MAY));
        group.comes("Taken back");
        academy.badge(master, "revoked");
        assertThat(academy.live()).isEmpty();

        academy.post(new Certificate("again", "ada", "joints-1", JUNE, null).issued());
        console.comes("Nothing is missing");
        academy.badge(master, "issued");
        assertThat(academy.live()).hasSize(1);

        console.press("Reset …");
        console.tick("pipes-1");
        console.type("Reason", "Somebody else sat the exam");
        console.press("Reset");
        group.see("Somebody else sat the exam");
        academy.badge(master, "revoked");
    }

    /// Who did enough before the rule was made gets the badge only when somebody says so.
    @Test
    void threeOfFiveCountWhatWasAndAPenaltyTakesOneAway(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        Template master = master(academy);
        academy.offer(master, "another-way");
        List<String> courses = List.of("joints-1", "pipes-1", "frames-1", "tanks-1", "rails-1");
        Certificate frames = Certificate.of("ada", "frames-1", JANUARY);
        for (String course : courses.subList(0, 2)) {
            academy.post(Certificate.of("ada", course, JANUARY).issued());
        }
        academy.post(frames.issued());
        academy.awarded(3);

        console.browser().expect(BAD_REQUEST);
        console.signIn().at("#/rules?new=yes&template=" + academy.id(master));
        ask(console, academy, courses);
        console.region("Group 1").choose("Needed", "Any 3 of 5");
        console.press("Add a penalty");
        Console penalty = console.region("Penalty 1");
        penalty.choose("Source", "Any source");
        penalty.tick("frames-1");
        console.press("Make the rule");
        penalty.see("otherwise whatever anybody does resets");

        penalty.type("Course", "frames-1");
        console.press("Make the rule");
        console.see("1 learner would gain the badge");
        console.tick("Issue it to 1 learner");
        console.press("Make the rule");
        console.comes("Done");
        academy.badge(master, "issued");

        academy.post(frames.failed(MARCH));
        academy.badge(master, "revoked");
    }

    @Test
    void rulesOfAFileAreCheckedBeforeTheyAreTaken(
            Console console, World world, @TempDir Path folder)
            throws IOException, InterruptedException {
        Academy academy = world.academy();
        String rules =
                """
                {"version": 1, "rules": [{"id": "%s.from-a-file", "template": "%s",
                  "name": "From a file", "groups": [{"name": "All", "at_least": 1,
                    "requirements": [{"id": "r1", "event": "course.passed", "source": null,
                      "course": "from-a-file-1", "conditions": []}]}],
                  "penalties": [], "since": null}]}\
                """
                        .formatted(academy.id(academy.template()), academy.id(academy.template()));
        Path file = Files.writeString(folder.resolve("rules.json"), rules);

        console.signIn().at("#/mappings");
        console.follow("Import");
        console.attach("File", file);
        console.see("1 new rule");
        console.press("Import 1 rule");
        console.see("1 rule saved");

        console.follow("See the rules");
        console.row("From a file").see("A pass in from-a-file-1");
    }
}
