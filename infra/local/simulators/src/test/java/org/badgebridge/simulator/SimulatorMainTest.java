package org.badgebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.credly.Badge;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.Demo;
import org.badgebridge.simulator.credly.Organization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class SimulatorMainTest {
    @TempDir private Path folder;

    private static Process run(String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static URI url(Process process) throws IOException {
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        assertThat(line).startsWith("Ready: ");
        return URI.create(line.substring("Ready: ".length()));
    }

    @Test
    void badgesSurviveAKilledProcess() throws Exception {
        String[] arguments = {"credly", "--port", "0", "--data", folder.toString()};
        Process first = run(arguments);
        try (CredlyControl control = CredlyControl.at(url(first))) {
            Organization demo = control.organizations().getFirst();
            ObjectNode order =
                    SimulatorJson.object()
                            .put("recipient_email", "ada@example.test")
                            .put("badge_template_id", Demo.WELDING_TEMPLATE_ID)
                            .put("issued_at", "2026-03-01 09:15:00 +0000")
                            .put("issued_to_first_name", "Ada")
                            .put("issued_to_last_name", "Example");
            control.issueByHand(demo, order);
        } finally {
            first.destroyForcibly().waitFor();
        }
        Process second = run(arguments);
        try (CredlyControl control = CredlyControl.at(url(second))) {
            assertThat(control.badges())
                    .extracting(Badge::badgeTemplateId)
                    .containsExactly(Demo.WELDING_TEMPLATE_ID);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void everySimulatorStartsAlone() throws Exception {
        for (Simulator.Kind kind : Simulators.all()) {
            Process process = run(kind.name(), "--port", "0");
            try (BufferedReader out = process.inputReader()) {
                assertThat(out.readLine()).startsWith("Ready: http");
                assertThat(List.of(out.readLine(), out.readLine(), out.readLine()))
                        .isEqualTo(kind.demo().lines());
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void wrongArgumentsAreExplained() throws Exception {
        for (List<String> wrong :
                List.of(
                        List.<String>of(),
                        List.of("nobody", "--port", "1"),
                        List.of("credly", "--port", "many"),
                        List.of("credly", "--colour", "red"))) {
            Process process = run(wrong.toArray(String[]::new));
            try (BufferedReader out = process.inputReader()) {
                assertThat(out.readLine()).isNotEmpty();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(2);
            }
        }
    }
}
