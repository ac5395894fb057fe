package org.badgebridge.local.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// DynamoDB Local. On disk it stands behind [TransactionGuard], which makes its acknowledged
/// transactions survive a killed process; what is in memory dies with the process anyway, and is
/// asked directly.
final class DynamoEngine implements AutoCloseable {

    private static final String RUNNER =
            "software.amazon.dynamodb.services.local.main.ServerRunner";

    private final EngineLoader loader;
    private final Object server;
    private final URI endpoint;
    private final @Nullable TransactionGuard guard;

    private DynamoEngine(
            EngineLoader loader, Object server, URI endpoint, @Nullable TransactionGuard guard) {
        this.loader = loader;
        this.server = server;
        this.endpoint = endpoint;
        this.guard = guard;
    }

    static DynamoEngine start(EngineLoader loader, Storage storage) {
        return FreePort.start(port -> start(loader, storage, port));
    }

    private static DynamoEngine start(EngineLoader loader, Storage storage, int port) {
        List<String> arguments =
                new ArrayList<>(List.of("-sharedDb", "-disableTelemetry", "-port", "" + port));
        switch (storage) {
            case Storage.InMemory() -> arguments.add("-inMemory");
            case Storage.Folder(Path path) -> {
                arguments.add("-dbPath");
                arguments.add(folder(path).toString());
            }
        }
        Object server =
                loader.call(
                        () -> launch(loader, arguments.toArray(String[]::new)),
                        "DynamoDB Local did not start");
        URI direct = URI.create("http://127.0.0.1:" + port);
        return switch (storage) {
            case Storage.InMemory() -> new DynamoEngine(loader, server, direct, null);
            case Storage.Folder _ -> {
                TransactionGuard guard = TransactionGuard.start(direct);
                yield new DynamoEngine(loader, server, guard.endpoint(), guard);
            }
        };
    }

    private static Path folder(Path path) {
        Path folder = path.resolve("dynamodb");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EngineFailure("The folder " + folder + " cannot be made.", e);
        }
    }

    /// One at a time, because the standard output is everyone's.
    private static synchronized Object launch(EngineLoader loader, String[] arguments)
            throws Exception {
        Class<?> runner = loader.loadClass(RUNNER);
        PrintStream out = System.out;
        // It prints a banner of its settings, with no switch against that.
        System.setOut(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            Object server =
                    runner.getMethod("createServerFromCommandLineArgs", String[].class)
                            .invoke(null, (Object) arguments);
            server.getClass().getMethod("start").invoke(server);
            return server;
        } finally {
            System.setOut(out);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
        loader.call(
                () -> server.getClass().getMethod("stop").invoke(server),
                "DynamoDB Local did not stop");
    }
}
