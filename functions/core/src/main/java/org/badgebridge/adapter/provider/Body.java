package org.badgebridge.adapter.provider;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/// A request's body that is given once, knows whether it was asked for, and can be withdrawn before
/// that. Thread-safe.
///
/// Given once: whatever the client repeats, by itself or by a system property, cannot be complete a
/// second time.
///
/// The client asks for it after connecting, after the TLS handshake and after the headers. So as
/// long as nobody has asked, the request has not left complete, and no server can have carried it
/// out; and once withdrawn it never will. This is the line between "never sent" and "lost".
///
/// It errs on the side of "lost": when a server closes in the middle of the handshake, JDK 25 asks
/// for the body all the same, in vain.
final class Body implements BodyPublisher {

    private enum State {
        WAITING,
        ASKED_FOR,
        WITHDRAWN
    }

    private static final Flow.Subscription NO_BYTES =
            new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            };

    private final BodyPublisher text;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    /// The text must not be empty: nobody asks for an empty body.
    Body(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a body must not be empty");
        }
        this.text = BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    /// Withdraws the body if it was not asked for; whether it is withdrawn now.
    boolean withdrawn() {
        return state.compareAndExchange(State.WAITING, State.WITHDRAWN) != State.ASKED_FOR;
    }

    @Override
    public long contentLength() {
        return text.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (!state.compareAndSet(State.WAITING, State.ASKED_FOR)) {
            subscriber.onSubscribe(NO_BYTES);
            subscriber.onError(new IOException("this body was given before, or withdrawn"));
            return;
        }
        text.subscribe(subscriber);
    }
}
