package org.badgebridge.port;

import java.net.URI;
import java.security.PublicKey;
import java.util.List;

/// The public keys of platforms that sign their posts. A platform publishes them at a URL as a JWK
/// Set (RFC 7517) and changes them when it likes. Thread-safe.
public interface KeySets {

    /// The key with this id, out of the first of these sets that has it. Takes seconds at most,
    /// however many sets there are, and throws nothing for what a server or a network can do.
    Lookup find(List<URI> sets, String keyId);

    /// What is known of a key. Reasons are for an admin and hold nothing of an answer.
    sealed interface Lookup {

        /// An RSA key, or one of the elliptic curve P-256.
        record Found(PublicKey key) implements Lookup {}

        /// All sets were read, and none has the key.
        record Unknown() implements Lookup {}

        /// A set that may have the key cannot be read.
        record Unavailable(String reason) implements Lookup {}
    }
}
