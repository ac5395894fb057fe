package org.badgebridge.adapter.jwks;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;

import org.badgebridge.adapter.provider.RawServer;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A server with a key set, which a test changes and takes away.
public final class JwksServer implements AutoCloseable {

    private static final String DOWN = "";

    private final AtomicReference<String> answer = new AtomicReference<>(DOWN);
    private final RawServer server =
            RawServer.start(line -> {
                while (line.request()) {
                    String now = answer.get();
                    if (now.equals(DOWN)) {
                        line.reset();
                        return;
                    }
                    line.send(now);
                }
            });

    public URI url() {
        return server.url().resolve("/jwks");
    }

    /// How often it was asked.
    public int reads() {
        return server.requests().size();
    }

    /// From now on it has the public parts of these keys.
    public void has(JWK... keys) {
        has(new JWKSet(List.of(keys)).toString(true));
    }

    void has(String json) {
        answers("200 OK", "Content-Type: application/json", json);
    }

    void answers(String status, String header, String body) {
        answer.set(RawServer.answer(status, header, body));
    }

    /// From now on connections break.
    public void isDown() {
        answer.set(DOWN);
    }

    @Override
    public void close() {
        server.close();
    }
}
