package org.badgebridge.intake;

import org.badgebridge.port.KeySets;
import org.badgebridge.port.Secrets.Secret;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Proves who sent a post, by its raw bytes and before anything of it is read. One match among the
/// secrets is enough, so that they can be rotated. Comparisons take constant time. Thread-safe.
public sealed interface Verifier permits StandardWebhooks, Hmac, TimestampedHmac, SharedValue, Jwt {

    Verification verify(Post post, List<Secret> secrets, Instant now);

    /// The verifier of a scheme with its settings; `keys` are those that platforms publish.
    static Verifier of(Proof proof, KeySets keys) {
        return switch (proof.scheme()) {
            case STANDARD_WEBHOOKS -> new StandardWebhooks();
            case HMAC_SHA256 -> hmac(Hmac.Algorithm.SHA256, proof);
            case HMAC_SHA1 -> hmac(Hmac.Algorithm.SHA1, proof);
            case TIMESTAMPED_HMAC ->
                    new TimestampedHmac(
                            proof.setting("header"), ZoneId.of(proof.setting("clock_zone")));
            case HEADER ->
                    new SharedValue(
                            new SharedValue.Carrier.Header(
                                    proof.setting("header"), proof.setting("prefix")));
            case BEARER -> new SharedValue(new SharedValue.Carrier.Authorization("Bearer", false));
            case BASIC -> new SharedValue(new SharedValue.Carrier.Authorization("Basic", true));
            case BODY_TOKEN ->
                    new SharedValue(new SharedValue.Carrier.BodyField(proof.setting("pointer")));
            case JWT ->
                    Jwt.of(
                            proof.setting("jwks"),
                            proof.setting("issuer"),
                            proof.setting("audience"),
                            keys);
            case PATH -> new SharedValue(new SharedValue.Carrier.Path());
        };
    }

    private static Hmac hmac(Hmac.Algorithm algorithm, Proof proof) {
        String timeHeader = proof.setting("time_header");
        return new Hmac(
                algorithm,
                proof.setting("header"),
                Hmac.Encoding.of(proof.setting("encoding")),
                proof.setting("prefix"),
                SignedText.parse(proof.setting("signed")).orElseThrow(),
                timeHeader.isEmpty() ? Optional.empty() : Optional.of(timeHeader));
    }
}
