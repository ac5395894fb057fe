package org.badgebridge.local.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port for servers that cannot take port 0 themselves. Another process may take it first; then
/// starting fails and says so.
final class FreePort {

    private FreePort() {}

    static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EngineFailure("No free port on this machine.", e);
        }
    }
}
