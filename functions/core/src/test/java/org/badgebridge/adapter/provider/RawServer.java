package org.badgebridge.adapter.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on the loopback address that does with every connection what a test says, down to the
/// byte, and keeps the requests that arrived whole.
public final class RawServer implements AutoCloseable {

    public static final String OK = answer("200 OK", "Content-Type: application/json", "{}");

    /// What happens on one connection; it is closed afterwards.
    public interface Script {
        void play(Line line) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final String scheme;

    private RawServer(String scheme, ServerSocket listener, Script script) {
        this.scheme = scheme;
        this.listener = listener;
        threads.execute(() -> accept(script));
    }

    /// The bytes of an answer with one header of its own.
    public static String answer(String status, String header, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return String.join(
                "\r\n", "HTTP/1.1 " + status, header, "Content-Length: " + length, "", body);
    }

    public static RawServer start(Script script) {
        try {
            return new RawServer(
                    "http", new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawServer over(ServerSocket tls, Script script) {
        return new RawServer("https", tls, script);
    }

    /// Answers every request with these bytes, keeping connections open.
    public static RawServer answering(String answer) {
        return start(line -> {
            while (line.request()) {
                line.send(answer);
            }
        });
    }

    public URI url() {
        return URI.create(scheme + "://localhost:" + listener.getLocalPort() + "/");
    }

    public int connections() {
        return connections.get();
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void accept(Script script) {
        while (true) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                threads.execute(() -> serve(socket, number, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number, Script script) {
        try (socket) {
            script.play(new Line(socket, number));
        } catch (IOException gone) {
            // The client's right.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One connection, seen from the server.
    public final class Line {
        private final Socket socket;
        private final int number;

        private Line(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        /// Which connection of the server this is, from 1.
        public int number() {
            return number;
        }

        /// Reads a whole request; false at the end of the connection.
        public boolean request() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int length = -1;
            while (length < 0 || bytes.size() < length) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                bytes.write(next);
                String head = bytes.toString(StandardCharsets.UTF_8);
                if (length < 0 && head.endsWith("\r\n\r\n")) {
                    length = bytes.size() + bodyLength(head);
                }
            }
            requests.add(bytes.toString(StandardCharsets.UTF_8));
            return true;
        }

        private static int bodyLength(String head) {
            return head.lines()
                    .map(line -> line.split(":", 2))
                    .filter(line -> line[0].equalsIgnoreCase("content-length"))
                    .mapToInt(line -> Integer.parseInt(line[1].strip()))
                    .findFirst()
                    .orElse(0);
        }

        /// Waits until the client has begun to speak.
        void someByte() throws IOException {
            socket.getInputStream().read();
        }

        public void send(String bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// Closes so that the client gets a reset instead of an end.
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
