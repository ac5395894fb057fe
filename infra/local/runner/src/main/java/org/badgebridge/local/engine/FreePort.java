package org.badgebridge.local.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;

/// A port for servers that cannot take port 0 themselves. Anybody may take it before them, an
/// outgoing connection of this very process included; then another is tried.
final class FreePort {

    private static final int MOST_TRIES = 5;

    private FreePort() {}

    /// What starts on a free port.
    ///
    /// @throws EngineFailure when it does not start there for another reason than the port
    static <T> T start(IntFunction<T> server) {
        for (int i = 1; ; i++) {
            try {
                return server.apply(find());
            } catch (EngineFailure failure) {
                if (i == MOST_TRIES || !taken(failure)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean taken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EngineFailure("No free port on this machine.", e);
        }
    }
}
