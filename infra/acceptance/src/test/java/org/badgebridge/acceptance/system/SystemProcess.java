package org.badgebridge.acceptance.system;

import org.badgebridge.local.LocalOptions;
import org.badgebridge.local.LocalSystem;
import org.badgebridge.local.engine.Storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The system in a process of its own, which can be killed.
final class SystemProcess implements AutoCloseable {

    private static final String READY = "Ready: ";

    private final Process process;
    private final URI url;

    private SystemProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /// Where the system is kept across restarts, and the provider it talks to.
    record Home(Path template, Path data, URI credly) {}

    /// Starts and returns when it is ready. Port 0 takes a free one.
    static SystemProcess start(Home home, int port) {
        try {
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-Xmx512m",
                                            "-XX:+UseSerialGC",
                                            "-XX:TieredStopAtLevel=1",
                                            "--enable-native-access=ALL-UNNAMED",
                                            "--sun-misc-unsafe-memory-access=allow",
                                            "-cp",
                                            System.getProperty("java.class.path"),
                                            SystemProcess.class.getName(),
                                            home.template().toString(),
                                            home.data().toString(),
                                            home.credly().toString(),
                                            Integer.toString(port)))
                            .redirectErrorStream(true)
                            .start();
            return new SystemProcess(process, ready(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI ready(Process process) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The system did not start: " + said);
    }

    URI url() {
        return url;
    }

    /// Ends the process as a power cut does: nothing in it gets to run any more.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("The process does not die.");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Nothing is ever written to it, but the pipe to its standard input closes with whoever
    /// started it, also when that was killed.
    private static void untilTheParentIsGone() throws IOException {
        System.in.readAllBytes();
        Runtime.getRuntime().halt(0);
    }

    static void main(String[] arguments) throws IOException {
        LocalSystem system =
                LocalSystem.start(
                        LocalOptions.of(Path.of(arguments[0]), World.TOKENS)
                                .withStorage(new Storage.Folder(Path.of(arguments[1])))
                                .withParameters(World.PARAMETERS)
                                .withEnvironment(World.environment(URI.create(arguments[2])))
                                .withPort(Integer.parseInt(arguments[3]))
                                .withLog(_ -> {}));
        System.out.println(READY + system.url());
        System.out.flush();
        Thread.ofVirtual().start(() -> World.beat(system));
        untilTheParentIsGone();
    }
}
