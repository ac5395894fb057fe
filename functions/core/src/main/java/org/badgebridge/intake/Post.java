package org.badgebridge.intake;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A post as it came in: headers and raw bytes, which nobody outside this package can read before a
/// [Verifier] has accepted them. Header names are case-insensitive.
public final class Post {

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final @Nullable String key;
    private final byte[] body;

    public Post(Map<String, String> headers, byte[] body) {
        this(headers, null, body);
    }

    /// A post to a URL with a key at its end.
    public Post(Map<String, String> headers, @Nullable String key, byte[] body) {
        this.headers.putAll(headers);
        this.key = key;
        this.body = body.clone();
    }

    /// The last part of the URL, if it has one more than the source's.
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /// A header's value without surrounding blanks; empty when it is absent or blank.
    public Optional<String> header(String name) {
        @Nullable String value = headers.get(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /// The content type without its parameters, in lower case; empty when there is none.
    String contentType() {
        return header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// The same post with another body.
    Post of(byte[] other) {
        return new Post(headers, key, other);
    }

    byte[] body() {
        return body.clone();
    }

    /// The body as text; empty when its bytes are not UTF-8.
    Optional<String> text() {
        return text(body);
    }

    /// Bytes as text; empty when they are not UTF-8.
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// `sha256:` and the body's digest: the name of a post whose platform gives it none.
    String digest() {
        return digest(body);
    }

    static String digest(byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Post[" + body.length + " bytes]";
    }
}
