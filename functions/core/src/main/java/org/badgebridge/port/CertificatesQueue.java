package org.badgebridge.port;

/// Where authenticated posts wait for the awarder. Thread-safe.
public interface CertificatesQueue {

    /// Returns when the queue has the message for good; throws [Unavailable] when it does not.
    void send(Delivery delivery);

    /// The queue did not take the message.
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
