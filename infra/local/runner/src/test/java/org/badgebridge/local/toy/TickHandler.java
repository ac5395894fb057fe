package org.badgebridge.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Keeps the event that it got, and answers which of its instances this is.
public final class TickHandler implements RequestStreamHandler {

    private final Path folder;
    private int calls;

    /// Takes the environment as the runner gives it.
    public TickHandler(Map<String, String> environment) {
        this.folder = Path.of(String.valueOf(environment.get("FOLDER")));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        calls++;
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        if (event.contains("hang")) {
            long end =
                    System.nanoTime()
                            + context.getRemainingTimeInMillis() * 1_000_000L
                            + 5_000_000_000L;
            while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }
        Files.writeString(folder.resolve("tick"), event);
        output.write(("" + calls).getBytes(StandardCharsets.UTF_8));
    }
}
