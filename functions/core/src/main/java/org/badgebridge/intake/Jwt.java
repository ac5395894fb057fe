package org.badgebridge.intake;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Unavailable;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.KeySets;
import org.badgebridge.port.KeySets.Lookup;
import org.badgebridge.port.Secrets.Secret;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A compact JWT (RFC 7519) as the whole body, signed by RS256 or ES256 with a key that the
/// platform publishes; its claims are the payload. There is no secret: the id of the key stands in
/// for that of a secret.
///
/// The claims `exp`, `nbf` and `iat` count where they are there. A token without them proves the
/// origin, not the time: a repetition is only known by its id.
///
/// Of the token's header nothing is used but `alg`, to be one of the two and to fit the key, and
/// `kid`: a key or a URL in it is not looked at.
///
/// `issuer` and `audience` are empty when any will do.
///
/// All that needs the library is in [JwsSignature]: schemes ask this class for the form of their
/// settings, and those of other sources need not pay for it.
record Jwt(List<URI> sets, String issuer, String audience, KeySets keys) implements Verifier {

    private static final String URL =
            "(?:https://[A-Za-z0-9.-]{1,253}|http://(?:localhost|127(?:\\.[0-9]{1,3}){3}))"
                    + "(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~!$&'()*+,;=:@/-]{0,1000})?"
                    + "(?:\\?[A-Za-z0-9._~!$&'()*+,;=:@/?-]{0,500})?";

    /// How a setting of up to five key sets is written; so written, each is a URI.
    static final Pattern SETS = Pattern.compile("%1$s(?: +%1$s){0,4}".formatted(URL));

    private static final int MOST_CHARS = 256 * 1024;
    private static final int MOST_HEADER_CHARS = 4096;

    /// Platforms try again for half an hour, some with the token that they had.
    private static final Duration MOST_AGE = Duration.ofHours(1);

    /// How far the platform's clock may be ahead of ours.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /// What can stand in a header as well: an id goes wherever other schemes' ids go.
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,%d}".formatted(Limits.ID));

    /// The last second of the year 9999.
    private static final double LAST_SECOND = 253_402_300_799.0;

    Jwt {
        sets = List.copyOf(sets);
    }

    /// By the texts of a source's settings; `jwks` has https URLs with blanks between. Throws
    /// IllegalArgumentException when it does not fit [#SETS].
    static Jwt of(String jwks, String issuer, String audience, KeySets keys) {
        if (!SETS.matcher(jwks).matches()) {
            throw new IllegalArgumentException("jwks must be https URLs with blanks between");
        }
        List<URI> sets = Pattern.compile(" +").splitAsStream(jwks).map(URI::create).toList();
        return new Jwt(sets, issuer, audience, keys);
    }

    @Override
    public Verification verify(Post post, List<Secret> secrets, Instant now) {
        String text = post.text().orElse("").strip();
        String[] parts = text.length() > MOST_CHARS ? new String[0] : text.split("\\.", 4);
        if (parts.length != 3) {
            return new Malformed(
                    "The body must be one compact JWT and nothing else: header, claims,"
                            + " signature.");
        }
        Optional<byte[]> claims = decoded(parts[1]);
        Optional<byte[]> signature = decoded(parts[2]);
        if (claims.isEmpty() || signature.isEmpty()) {
            return new Malformed("The parts of the JWT must be base64url without padding.");
        }
        Map<?, ?> header =
                parts[0].length() > MOST_HEADER_CHARS
                        ? Map.of()
                        : decoded(parts[0]).map(Jwt::object).orElse(Map.of());
        if (!(header.get("alg") instanceof String alg)
                || !(alg.equals("RS256") || alg.equals("ES256"))) {
            return new Malformed("The JWT must be signed by RS256 or ES256.");
        }
        if (!(header.get("kid") instanceof String keyId)
                || keyId.isEmpty()
                || keyId.length() > Limits.ID) {
            return new Malformed(
                    "The JWT must name its key as kid, in at most %d characters."
                            .formatted(Limits.ID));
        }
        if (header.containsKey("crit")) {
            return new Malformed("The JWT asks for an extension, and none is known here.");
        }
        return switch (keys.find(sets, keyId)) {
            case Lookup.Unknown() ->
                    new NoMatch("The JWT is signed with a key that is not in the key set.");
            case Lookup.Unavailable(String reason) -> new Unavailable(reason);
            case Lookup.Found(PublicKey key) -> {
                byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
                yield JwsSignature.isMadeWith(key, alg, signed, parts[2])
                        ? checked(post, claims.get(), keyId, Post.digest(signed), now)
                        : new NoMatch("The signature is not made with the key that it names.");
            }
        };
    }

    /// What a token would say if it were proven; empty when the body is no token.
    static Optional<byte[]> unverifiedClaims(Post post) {
        String text = post.text().orElse("").strip();
        String[] parts = text.length() > MOST_CHARS ? new String[0] : text.split("\\.", 4);
        return parts.length == 3 && parts[0].startsWith("eyJ")
                ? decoded(parts[1])
                : Optional.empty();
    }

    /// Only the canonical form: the last character of a part has bits that decoders overlook.
    private static Optional<byte[]> decoded(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return canonical.equals(part) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<?, ?> object(byte[] json) {
        return Json.read(json).orElse("") instanceof Map<?, ?> map ? map : Map.of();
    }

    private Verification checked(Post post, byte[] json, String keyId, String digest, Instant now) {
        if (!(Json.read(json).orElse("") instanceof Map<?, ?> claims)) {
            return new NoMatch("The claims of the JWT are not a JSON object.");
        }
        Optional<String> objection = objection(claims, now);
        if (objection.isPresent()) {
            return new NoMatch(objection.get());
        }
        String id =
                claims.get("jti") instanceof String jti && ID.matcher(jti).matches() ? jti : digest;
        return new Verified(post, json, keyId, id);
    }

    private Optional<String> objection(Map<?, ?> claims, Instant now) {
        for (String name : List.of("exp", "nbf", "iat")) {
            if (claims.get(name) != null && time(claims.get(name)).isEmpty()) {
                return Optional.of("The claim %s is not a time in seconds.".formatted(name));
            }
        }
        Optional<Instant> issued = time(claims.get("iat"));
        if (time(claims.get("exp")).filter(expires -> !now.isBefore(expires)).isPresent()) {
            return Optional.of("The JWT has expired.");
        }
        if (time(claims.get("nbf")).filter(now.plus(AHEAD)::isBefore).isPresent()) {
            return Optional.of("The JWT is not valid yet.");
        }
        if (issued.filter(now.plus(AHEAD)::isBefore).isPresent()) {
            return Optional.of("The JWT was issued in the future: a clock is wrong.");
        }
        if (issued.filter(now.minus(MOST_AGE)::isAfter).isPresent()) {
            return Optional.of("The JWT was issued more than an hour ago.");
        }
        if (!issuer.isEmpty() && !issuer.equals(claims.get("iss"))) {
            return Optional.of("The JWT is of another issuer than the source's.");
        }
        if (!audience.isEmpty() && !isFor(claims.get("aud"))) {
            return Optional.of("The JWT is for another audience than the source's.");
        }
        return Optional.empty();
    }

    private boolean isFor(@Nullable Object audiences) {
        return audiences instanceof List<?> list
                ? list.contains(audience)
                : audience.equals(audiences);
    }

    private static Optional<Instant> time(@Nullable Object seconds) {
        return seconds instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= LAST_SECOND
                ? Optional.of(Instant.ofEpochMilli((long) (number.doubleValue() * 1000)))
                : Optional.empty();
    }
}
