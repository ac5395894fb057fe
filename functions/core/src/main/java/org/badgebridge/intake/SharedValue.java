package org.badgebridge.intake;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A secret that travels with the post. It proves that the sender knows it, neither what was sent
/// nor when.
record SharedValue(Carrier carrier) implements Verifier {

    /// Where the secret travels.
    sealed interface Carrier {

        /// What a post carries; a sentence when it carries nothing that could be the secret.
        Carried of(Post post);

        /// The whole of a header after a prefix.
        record Header(String name, String prefix) implements Carrier {
            @Override
            public Carried of(Post post) {
                Optional<String> value = post.header(name);
                if (value.isEmpty()) {
                    return new Carried.Nothing("The header %s is missing.".formatted(name));
                }
                return value.get().startsWith(prefix)
                        ? new Carried.Value(value.get().substring(prefix.length()).strip())
                        : new Carried.Nothing(
                                "The header %s must begin with %s.".formatted(name, prefix));
            }
        }

        /// `Authorization` of a scheme whose name is in any case (RFC 9110, section 11.1).
        record Authorization(String scheme, boolean base64) implements Carrier {

            static final String NAME = "Authorization";

            @Override
            public Carried of(Post post) {
                String value = post.header(NAME).orElse("");
                String before = scheme + " ";
                if (!value.regionMatches(true, 0, before, 0, before.length())) {
                    return new Carried.Nothing(
                            "The header Authorization must be %s and the secret."
                                    .formatted(scheme));
                }
                String secret = value.substring(before.length()).strip();
                if (!base64) {
                    return new Carried.Value(secret);
                }
                try {
                    byte[] credentials = Base64.getDecoder().decode(secret);
                    return new Carried.Value(new String(credentials, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return new Carried.Nothing(
                            "The header Authorization must have user and password in base64.");
                }
            }
        }

        /// A field of the body; the only scheme that reads a body before its proof is seen.
        record BodyField(String pointer) implements Carrier {
            @Override
            public Carried of(Post post) {
                return BodyForm.PLAIN
                        .read(post)
                        .flatMap(tree -> Json.at(tree, pointer))
                        .filter(String.class::isInstance)
                        .<Carried>map(text -> new Carried.Value((String) text))
                        .orElseGet(() ->
                                new Carried.Nothing(
                                        "%s of the body must be the secret; it is missing."
                                                .formatted(pointer)));
            }
        }

        /// The last part of the URL.
        record Path() implements Carrier {
            @Override
            public Carried of(Post post) {
                return post.key()
                        .<Carried>map(Carried.Value::new)
                        .orElseGet(() ->
                                new Carried.Nothing(
                                        "The URL must end with a slash and the secret."));
            }
        }
    }

    /// What a post carries as the secret.
    sealed interface Carried {

        record Value(String text) implements Carried {
            @Override
            public String toString() {
                return "Value[…]";
            }
        }

        record Nothing(String why) implements Carried {}
    }

    @Override
    public Verification verify(Post post, List<Secret> secrets, Instant now) {
        return switch (carrier.of(post)) {
            case Carried.Nothing(String why) -> new Malformed(why);
            case Carried.Value(String text) -> {
                byte[] given = text.getBytes(StandardCharsets.UTF_8);
                for (Secret secret : secrets) {
                    byte[] right = secret.value().getBytes(StandardCharsets.UTF_8);
                    if (right.length > 0 && MessageDigest.isEqual(given, right)) {
                        yield new Verified(post, secret.id(), post.digest());
                    }
                }
                yield NoMatch.of(secrets, "What was sent is not a secret of this source.");
            }
        };
    }
}
