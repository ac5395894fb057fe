package org.badgebridge.intake;

import org.badgebridge.port.Secrets.Secret;

import java.util.List;

/// Proves who sent a post, by its raw bytes and before anything of it is read. One match among the
/// secrets is enough, so that they can be rotated. Comparisons take constant time. Thread-safe.
public sealed interface Verifier permits StandardWebhooks, HmacSha256, Jwt {

    Verification verify(Post post, List<Secret> secrets);

    /// The verifier of a preset's scheme and settings.
    static Verifier of(Preset preset) {
        return switch (preset.scheme()) {
            case STANDARD_WEBHOOKS -> new StandardWebhooks();
            case HMAC_SHA256 ->
                    new HmacSha256(
                            preset.setting("header"),
                            HmacSha256.Encoding.of(preset.setting("encoding")),
                            preset.setting("prefix"));
        };
    }
}
