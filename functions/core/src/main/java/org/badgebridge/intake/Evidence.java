package org.badgebridge.intake;

import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.KeySets;
import org.badgebridge.port.Secrets.Secret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds out how a post that nobody has described proves its origin: it tries the schemes, with the
/// headers and fields that the post has, and the secrets of its source.
final class Evidence {

    private static final int MOST_HEADERS = 60;
    private static final int MOST_TIMES = 3;
    private static final int MOST_LEAVES = 200;

    private static final int SHA256_HEX = 64;
    private static final int SHA256_BASE64 = 44;
    private static final int SHA1_HEX = 40;
    private static final int SHA1_BASE64 = 28;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{1,20}[=:,] ?");
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{9,11}");
    private static final Pattern SECRET = Pattern.compile("sign|secret|token|key|auth|hmac|digest");
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "content-type|user-agent|ce-.*|.*(topic|event|delivery|webhook-id|timestamp).*");
    private static final KeySets NO_KEYS = (_, _) -> new KeySets.Lookup.Unknown();

    private Evidence() {}

    /// The first scheme with settings by which one of the secrets makes the post's proof.
    static Optional<Proven> of(Post post, List<Secret> secrets, Instant now) {
        return secrets.isEmpty()
                ? Optional.empty()
                : candidates(post)
                        .flatMap(proof ->
                                switch (Verifier.of(proof, NO_KEYS).verify(post, secrets, now)) {
                                    case Verified verified ->
                                            Stream.of(new Proven(proof, verified.secretId()));
                                    case Verification.NoMatch _,
                                            Verification.Malformed _,
                                            Verification.Unavailable _ ->
                                            Stream.empty();
                                })
                        .findFirst();
    }

    record Proven(Proof proof, String secretId) {}

    /// What proves most comes first.
    private static Stream<Proof> candidates(Post post) {
        List<Map.Entry<String, String>> headers =
                post.headers().entrySet().stream()
                        .filter(header -> Place.Header.NAME.matcher(header.getKey()).matches())
                        .limit(MOST_HEADERS)
                        .toList();
        return Stream.of(
                        Stream.of(proof(Scheme.STANDARD_WEBHOOKS, Map.of())),
                        headers.stream()
                                .flatMap(each ->
                                        signatures(each.getKey(), each.getValue(), headers)),
                        Stream.of(
                                proof(Scheme.BEARER, Map.of()),
                                proof(Scheme.BASIC, Map.of()),
                                proof(Scheme.PATH, Map.of())),
                        headers.stream()
                                .flatMap(each ->
                                        prefixes(each.getValue())
                                                .map(prefix ->
                                                        proof(
                                                                Scheme.HEADER,
                                                                Map.of(
                                                                        "header",
                                                                        each.getKey(),
                                                                        "prefix",
                                                                        prefix)))),
                        fields(post)
                                .map(pointer ->
                                        proof(Scheme.BODY_TOKEN, Map.of("pointer", pointer))))
                .flatMap(each -> each);
    }

    private static Stream<Proof> signatures(
            String name, String value, List<Map.Entry<String, String>> headers) {
        if (value.contains("t=") && value.contains("v1=")) {
            return Stream.of(proof(Scheme.TIMESTAMPED_HMAC, Map.of("header", name)));
        }
        return prefixes(value)
                .flatMap(prefix -> {
                    int length = value.length() - prefix.length();
                    return switch (length) {
                        case SHA256_HEX -> hmac(Scheme.HMAC_SHA256, name, "hex", prefix, headers);
                        case SHA256_BASE64 ->
                                hmac(Scheme.HMAC_SHA256, name, "base64", prefix, headers);
                        case SHA1_HEX -> hmac(Scheme.HMAC_SHA1, name, "hex", prefix, headers);
                        case SHA1_BASE64 -> hmac(Scheme.HMAC_SHA1, name, "base64", prefix, headers);
                        default -> Stream.empty();
                    };
                });
    }

    private static Stream<Proof> hmac(
            Scheme scheme,
            String header,
            String encoding,
            String prefix,
            List<Map.Entry<String, String>> headers) {
        Map<String, String> plain =
                Map.of("header", header, "encoding", encoding, "prefix", prefix);
        Stream<Proof> timed =
                headers.stream()
                        .filter(each -> UNIX_SECONDS.matcher(each.getValue()).matches())
                        .limit(MOST_TIMES)
                        .map(Map.Entry::getKey)
                        .map(time ->
                                proof(
                                        scheme,
                                        Map.of(
                                                "header", header,
                                                "encoding", encoding,
                                                "prefix", prefix,
                                                "signed", "{header:%s}.{body}".formatted(time),
                                                "time_header", time)));
        return Stream.concat(Stream.of(proof(scheme, plain)), timed);
    }

    private static Stream<String> prefixes(String value) {
        Matcher prefix = PREFIX.matcher(value);
        return prefix.lookingAt() ? Stream.of("", prefix.group()) : Stream.of("");
    }

    private static Proof proof(Scheme scheme, Map<String, String> settings) {
        return new Proof(scheme, settings, null);
    }

    /// The pointers of the texts in a body.
    private static Stream<String> fields(Post post) {
        List<String> pointers = new ArrayList<>();
        BodyForm.PLAIN.read(post).ifPresent(tree -> walk(tree, "", pointers));
        return pointers.stream().filter(Place.Pointer::fits);
    }

    private static void walk(Object value, String at, List<String> pointers) {
        if (pointers.size() >= MOST_LEAVES) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> {
                if (child != null) {
                    walk(child, at + "/" + escaped((String) name), pointers);
                }
            });
        } else if (value instanceof String) {
            pointers.add(at);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /// A header as it may be shown: its value when it is known to hold no secret, else its shape.
    static String shown(String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT);
        return HARMLESS.matcher(plain).matches()
                        && !SECRET.matcher(plain).find()
                        && value.length() <= Limits.ID
                ? value
                : "(%d characters)".formatted(value.length());
    }
}
