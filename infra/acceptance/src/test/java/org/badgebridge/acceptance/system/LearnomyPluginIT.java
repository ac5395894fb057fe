package org.badgebridge.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.acceptance.Repository;
import org.badgebridge.simulator.credly.Badge;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The WordPress plug-in that the console has for Learnomy, run by PHP with a little of WordPress
/// around it, posting to the system.
@WithWorld
final class LearnomyPluginIT {

    private static final String COURSE = "12";
    private static final Duration RETRY = Duration.ofMinutes(5);

    private final World world;

    LearnomyPluginIT(World world) {
        this.world = world;
    }

    @BeforeAll
    static void needsPhp() throws InterruptedException {
        assumeTrue(phpIsThere(), "The plug-in for Learnomy is not tested: there is no php.");
    }

    private static boolean phpIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("php", "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notFound) {
            return false;
        }
    }

    @Test
    void certificateOfLearnomyBecomesABadge() throws Exception {
        Academy academy = world.academy();
        academy.offer(academy.template(), COURSE);
        Platform platform = academy.platform();

        JsonNode run =
                run(
                        platform.url().resolve("/webhooks/certificates/" + platform.source()),
                        platform.secret());
        academy.badge("issued");

        assertThat(run.path("scheduled")).isEmpty();
        assertThat(academy.issued()).hasSize(1);
        Badge badge = academy.issued().getFirst();
        assertThat(badge.recipient().email()).isEqualTo("ada@learners.example");
        assertThat(badge.recipient().firstName()).isEqualTo("Ada");
        assertThat(badge.recipient().lastName()).isEqualTo("Example");
        assertThat(posted(run, 0).at("/data/course/name").asText())
                .isEqualTo("Welding & Cutting – I");
    }

    @Test
    void postThatIsNotTakenIsSentOnceMoreAsTheSameOne() throws Exception {
        Academy academy = world.academy();
        Platform platform = academy.platform();

        JsonNode run =
                run(
                        platform.url().resolve("/webhooks/certificates/no-such-source"),
                        platform.secret());

        assertThat(run.path("posted")).hasSize(2);
        assertThat(run.at("/posted/1/headers/webhook-id"))
                .isEqualTo(run.at("/posted/0/headers/webhook-id"));
        assertThat(posted(run, 1)).isEqualTo(posted(run, 0));
        assertThat(run.path("scheduled")).hasSize(1);
        assertThat(run.at("/scheduled/0/in").asLong()).isEqualTo(RETRY.toSeconds());
        assertThat(run.at("/scheduled/0/arguments").toString()).doesNotContainIgnoringCase("ada");
        assertThat(run.path("log").asText())
                .contains("(status 404)")
                .doesNotContainIgnoringCase("ada@");
    }

    private static JsonNode posted(JsonNode run, int which) throws IOException {
        return new ObjectMapper().readTree(run.path("posted").path(which).path("body").asText());
    }

    /// Issues a certificate; what the plug-in did about it.
    private static JsonNode run(URI url, String secret) throws Exception {
        Process php =
                new ProcessBuilder(
                                "php",
                                Repository.path(
                                                "infra/acceptance/src/test/resources/learnomy/wordpress.php")
                                        .toString(),
                                Repository.path(
                                                "functions/settings-api/src/main/resources/console/downloads/badgebridge-learnomy.php")
                                        .toString(),
                                url.toString(),
                                secret,
                                COURSE)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(php.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(php.waitFor()).as(output).isZero();
        return new ObjectMapper().readTree(output);
    }
}
