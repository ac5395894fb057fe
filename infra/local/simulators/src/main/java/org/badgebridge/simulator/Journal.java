package org.badgebridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/// An append-only file of JSON lines. What [#append] returned from survives a killed process (not a
/// power cut: nothing is forced to the disk). One writer at a time; the caller sees to it.
public final class Journal implements AutoCloseable {
    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /// Reads every complete line in order, drops an incomplete last one, and stands ready to
    /// append.
    public static Journal open(Path file, Consumer<JsonNode> line) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    byte[] one = Arrays.copyOfRange(bytes, start, i);
                    line.accept(SimulatorJson.parse(new String(one, StandardCharsets.UTF_8)));
                    start = i + 1;
                }
            }
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(start).position(start);
            return new Journal(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the journal " + file, e);
        }
    }

    public void append(JsonNode line) {
        write(ByteBuffer.wrap((SimulatorJson.text(line) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /// Forgets everything.
    public void clear() {
        try {
            channel.truncate(0).position(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
