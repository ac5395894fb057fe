package org.badgebridge.local.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// Engines on disk in a JVM of their own, which can be killed.
final class EngineProcess {

    private final Process process;
    private final Endpoints endpoints;

    private EngineProcess(Process process, Endpoints endpoints) {
        this.process = process;
        this.endpoints = endpoints;
    }

    static EngineProcess start(Path folder) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-Xmx256m",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-Djava.io.tmpdir=" + temporary,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        EngineProcess.class.getName(),
                                        folder.toString()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the engines did not start");
        }
        List<String> words = List.of(line.split(" ", -1));
        return new EngineProcess(
                process,
                new Endpoints(
                        URI.create(words.get(0)),
                        URI.create(words.get(1)),
                        URI.create(words.get(2)),
                        words.get(3)));
    }

    Endpoints endpoints() {
        return endpoints;
    }

    /// As `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// The process: prints where the engines answer, then stays until whoever started it is gone
    /// and the pipe to its standard input closes.
    public static void main(String[] arguments) throws IOException {
        Endpoints endpoints =
                EmbeddedEngines.start(new Storage.Folder(Path.of(arguments[0])), Clock.systemUTC())
                        .endpoints();
        System.out.println(
                String.join(
                        " ",
                        endpoints.dynamoDb().toString(),
                        endpoints.sqs().toString(),
                        endpoints.secretsManager().toString(),
                        endpoints.region()));
        System.in.readAllBytes();
        Runtime.getRuntime().halt(0);
    }
}
