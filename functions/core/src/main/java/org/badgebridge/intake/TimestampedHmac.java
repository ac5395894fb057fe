package org.badgebridge.intake;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A header such as `t=1768469400,v1=<hex>`: HMAC-SHA256 of time, full stop and raw body. There may
/// be several `v1`; one match is enough.
///
/// `clockZone` is for platforms that take their local time for UTC, as WordPress does: LifterLMS'
/// `t` is off by the zone of its site (lifterlms-rest, class-llms-rest-webhook.php).
record TimestampedHmac(String header, ZoneId clockZone) implements Verifier {

    private static final int MOST_SIGNATURES = 10;

    @Override
    public Verification verify(Post post, List<Secret> secrets, Instant now) {
        Optional<String> value = post.header(header);
        if (value.isEmpty()) {
            return new Malformed("The header %s is missing.".formatted(header));
        }
        Optional<String> time = Optional.empty();
        List<byte[]> given = new ArrayList<>();
        for (String part : value.get().split(",", MOST_SIGNATURES + 2)) {
            String item = part.strip();
            if (item.startsWith("t=")) {
                if (time.isPresent()) {
                    return malformed();
                }
                time = Optional.of(item.substring(2));
            } else if (item.startsWith("v1=")) {
                try {
                    given.add(HexFormat.of().parseHex(item.substring(3)));
                } catch (IllegalArgumentException e) {
                    return malformed();
                }
            }
        }
        if (time.filter(Window::isTime).isEmpty() || given.isEmpty()) {
            return malformed();
        }
        if (!holds(Long.parseLong(time.get()), now)) {
            return new Malformed(
                    "The time in the header %s is more than five minutes from now, by the clock of %s."
                            .formatted(header, clockZone));
        }
        return matching(post, time.get(), given, secrets);
    }

    private Verification matching(
            Post post, String time, List<byte[]> given, List<Secret> secrets) {
        byte[] body = post.body();
        byte[] before = (time + ".").getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[before.length + body.length];
        System.arraycopy(before, 0, text, 0, before.length);
        System.arraycopy(body, 0, text, before.length, body.length);
        for (Secret secret : secrets) {
            if (secret.value().isEmpty()) {
                continue;
            }
            byte[] right = Hmac.Algorithm.SHA256.of(secret, text);
            if (given.stream().anyMatch(each -> MessageDigest.isEqual(each, right))) {
                return new Verified(post, secret.id(), post.digest());
            }
        }
        return NoMatch.of(secrets, "The signature is not made with a secret of this source.");
    }

    /// When clocks are set back, a local time comes twice: either may be meant.
    private boolean holds(long seconds, Instant now) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return clockZone.getRules().getValidOffsets(local).stream()
                .anyMatch(offset -> Window.holds(local.toInstant(offset), now));
    }

    private Malformed malformed() {
        return new Malformed(
                "The header %s must be t=<unix time in seconds>,v1=<hex>.".formatted(header));
    }
}
