package org.badgebridge.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The local system as its own process, started the way a user starts it.
final class RunningSystem implements AutoCloseable {

    static final String ADMIN_TOKEN = "bench-admin-token";

    private static final String READY = "Ready: ";

    private final Process process;
    private final URI url;
    private final Duration startTime;

    private RunningSystem(Process process, URI url, Duration startTime) {
        this.process = process;
        this.url = url;
        this.startTime = startTime;
    }

    static RunningSystem start(Path root, Path data, URI credly) throws IOException {
        Instant began = Instant.now();
        Process process =
                new ProcessBuilder(
                                root.resolve("infra/local/run").toString(),
                                "--port",
                                "0",
                                "--data",
                                data.toString(),
                                "--credly-url",
                                credly.toString(),
                                "--admin-token",
                                ADMIN_TOKEN)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return new RunningSystem(
                        process,
                        URI.create(line.substring(READY.length())),
                        Duration.between(began, Instant.now()));
            }
        }
        throw new IOException("the local system ended before it was ready");
    }

    URI url() {
        return url;
    }

    Duration startTime() {
        return startTime;
    }

    /// Resident memory in MiB, from Linux's /proc; empty elsewhere.
    Optional<Long> residentMiB() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(status);
        return lines.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    /// What the system has used of the processors so far, all cores together.
    Optional<Duration> cpuTime() {
        return process.info().totalCpuDuration();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
