package org.badgebridge.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.badgebridge.acceptance.system.Academy.COURSE;

import org.badgebridge.acceptance.system.Academy;
import org.badgebridge.acceptance.system.Certificate;
import org.badgebridge.acceptance.system.World;
import org.badgebridge.simulator.Fault;
import org.badgebridge.simulator.Operation;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import java.time.Instant;
import java.util.Map;

/// What went wrong is found, understood and mended, and what a person decides is done.
@WithConsole
final class RepairIT {

    private static final Instant JANUARY = Instant.parse("2026-01-15T09:30:00Z");
    private static final String EMAIL_REFUSED =
            """
            {"data": {"message": "Invalid data", "errors": [{"attribute": "recipient_email", "message": "is invalid"}]}}\
            """;
    private static final int UNPROCESSABLE = 422;
    private static final int INVALID = 400;
    private static final int UNAUTHORIZED = 401;

    @Test
    void failureIsExplainedAndCorrectingTheLearnerMendsIt(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ISSUE, Fault.Status.of(UNPROCESSABLE).body(EMAIL_REFUSED), 1);
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("failed");

        console.signIn().at("#/badges?state=failed&connection=" + academy.name());
        console.follow("Welding I");
        console.see("Invalid data; recipient_email");
        console.see("Correct the learner's e-mail, then retry");
        console.region("Timeline").see("answered 422");

        console.follow("Correct the learner");
        console.press("Correct …");
        console.type("E-mail", "ada.example@learners.example");
        console.press("Save");
        console.region("Badges").comes("Issued");

        assertThat(academy.live())
                .extracting(badge -> badge.recipient().email())
                .containsExactly("ada.example@learners.example");
    }

    @Test
    void allThatFailedOfOneCauseAreRetriedAfterTheyWereCounted(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ISSUE, Fault.Status.of(UNPROCESSABLE), 2);
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.post(Certificate.of("grace", COURSE, JANUARY).issued());
        academy.awarded(2);
        console.signIn().at("#/badges?state=failed&connection=" + academy.name());
        console.comes("2 lines");

        console.press("Retry all …");
        console.see("2 badges");
        console.press("Retry 2 badges");

        console.see("2 retried");
        console.comes("No badge matches");
        console.at("#/badges?state=issued&connection=" + academy.name());
        console.comes("2 lines");
        assertThat(academy.live()).hasSize(2);
    }

    @Test
    void certificateIsPushedWhereItsConnectionDoesNotPushByItself(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        world.api().put("connections/" + academy.name(), Map.of("auto_push", false));
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("held");

        console.signIn().at("#/certificates?source=" + academy.name());
        console.tick("Select A course of Ada Example");
        console.press("Push …");
        console.see("earns 1 badge");
        console.press("Push 1 certificate");

        console.row("A course").comes("Issued");
        assertThat(academy.live()).hasSize(1);
    }

    @Test
    void whatWaitsBehindAConnectionIsLetOutWithItsCount(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        world.api().put("connections/" + academy.name(), Map.of("auto_push", false));
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("held");

        console.signIn().at("#/connections/" + academy.name());
        console.see("1 badge waits behind this connection");
        console.press("Let them out …");
        console.press("Push 1 badge");

        console.gone("waits behind this connection");
        academy.badge("issued");
    }

    /// A course is seen first, mapped later, and its old certificates are counted before they
    /// count.
    @Test
    void courseThatWasSeenIsMappedAndBackIssued(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        academy.post(Certificate.of("ada", "soldering-7", JANUARY).issued());
        academy.awarded(1);

        console.signIn().at("#/mappings?mapped=false&source=" + academy.name());
        console.row("soldering-7").follow("Map");
        assertThat(console.value("Course")).isEqualTo("soldering-7");
        console.tick("Welding I " + academy.name());
        console.press("Map it");
        console.see("A certificate for it from " + academy.name());
        assertThat(academy.issued()).isEmpty();

        console.press("Back-issue …");
        console.see("1 learner gets the badge");
        console.press("Issue to 1 learner");
        console.comes("Done");
        academy.badge("issued");
    }

    @Test
    void badgeIsRevokedWithAReasonAndNotWithoutOne(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        String id = academy.badge("issued").path("id").asText();
        console.browser().expect(INVALID);

        console.signIn().at("#/badges/" + id);
        console.press("Revoke …");
        console.press("Revoke");
        console.see("Must be a text of 1 to 500 characters");
        assertThat(academy.live()).hasSize(1);

        console.type("Reason", "Issued to the wrong person");
        console.press("Revoke");
        console.comes("It is revoked");

        console.region("Timeline").see("Issued to the wrong person");
        assertThat(academy.live()).isEmpty();
    }

    @Test
    void eMailIsMaskedUntilSomebodyAsks(Console console, World world) throws InterruptedException {
        Academy academy = world.academy();
        academy.post(Certificate.of("grace", COURSE, JANUARY).issued());
        String learner = academy.badge("issued").path("learner_id").asText();

        console.signIn().at("#/learners/" + learner);
        console.see("@learners.example");
        assertThat(console.everything()).doesNotContain(Certificate.email("grace"));

        console.region("Person").press("Show");
        console.see(Certificate.email("grace"));
        assertThat(console.browser().driver().getCurrentUrl()).doesNotContain("grace");
    }

    @Test
    void refusedTokenSaysWhatToDoAndANewOneMendsIt(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        academy.credly().removeToken(academy.token());
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("held");

        console.signIn().at("#/connections/" + academy.name());
        console.see("The token is refused");
        console.press("Test the connection");
        console.see("The provider does not accept the token: make a new one there");

        String token = academy.credly().createToken(academy.organization()).token();
        console.type("New token", token);
        console.press("Save and try it");
        console.see("The token opens the organization");
        assertThat(console.everything()).doesNotContain(token);
        academy.badge("issued");
    }

    /// From signing in to the retried badge without a pointer.
    @Test
    void failedBadgeIsRetriedByKeyboardAlone(Console console, World world)
            throws InterruptedException {
        Academy academy = world.academy();
        academy.fault(Operation.ISSUE, Fault.Status.of(UNPROCESSABLE), 1);
        academy.post(Certificate.of("ada", COURSE, JANUARY).issued());
        academy.badge("failed");
        console.browser().expect(UNAUTHORIZED);

        console.at("#/badges?state=failed&connection=" + academy.name());
        console.see("Sign in to Badgebridge");
        console.keys(World.ADMIN_TOKEN, Keys.ENTER);
        console.see("1 line");
        console.tabTo("Skip to the page");
        console.keys(Keys.ENTER);
        console.tabTo("Welding I of Ada Example");
        console.keys(Keys.ENTER);
        console.see("It needs you");
        console.tabTo("Retry now");
        console.keys(Keys.ENTER);

        console.comes("Unclaimed");
        assertThat(academy.live()).hasSize(1);

        console.tabTo("Revoke …");
        console.keys(Keys.ENTER);
        console.see("Reason");
        console.keys(Keys.ESCAPE);
        console.gone("For the history");
        assertThat(console.focused()).contains("Revoke …");
    }
}
