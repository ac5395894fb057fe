package org.badgebridge.intake;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;

import org.badgebridge.intake.Verification.Malformed;
import org.badgebridge.intake.Verification.NoMatch;
import org.badgebridge.intake.Verification.Verified;
import org.badgebridge.port.Secrets.Secret;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Standard Webhooks 1.0.0, signature version `v1`, by its published library. The library compares
/// the timestamp with the wall clock of this machine, five minutes both ways, and takes no other
/// clock.
///
/// The rules on ids and timestamps are the specification's; the library itself would take a `.` in
/// an id, which makes the signed text ambiguous, and signs of other kinds in a timestamp.
record StandardWebhooks() implements Verifier {

    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");

    @Override
    public Verification verify(Post post, List<Secret> secrets, Instant now) {
        for (String name : List.of(ID, TIMESTAMP, SIGNATURE)) {
            if (post.header(name).isEmpty()) {
                return new Malformed("The header %s is missing.".formatted(name));
            }
        }
        String id = post.header(ID).orElseThrow();
        String timestamp = post.header(TIMESTAMP).orElseThrow();
        if (id.length() > Limits.ID || id.contains(".")) {
            return new Malformed(
                    "The header webhook-id must have at most %d characters and no full stop."
                            .formatted(Limits.ID));
        }
        if (!UNIX_SECONDS.matcher(timestamp).matches()) {
            return new Malformed("The header webhook-timestamp must be unix time in seconds.");
        }
        Optional<String> text = post.text();
        if (text.isEmpty()) {
            return new NoMatch(
                    "The body is not UTF-8 text, so its signature cannot be one of Standard"
                            + " Webhooks.");
        }
        Map<String, List<String>> headers =
                Map.of(
                        ID, List.of(id),
                        TIMESTAMP, List.of(timestamp),
                        SIGNATURE, List.of(post.header(SIGNATURE).orElseThrow()));
        String reason = "The source has no valid secret.";
        for (Secret secret : secrets) {
            try {
                new Webhook(secret.value()).verify(text.get(), headers);
                return new Verified(post, secret.id(), id);
            } catch (WebhookVerificationException e) {
                // The library's own words: a fixed text of what is wrong, without values.
                reason = "%s.".formatted(e.getMessage());
            } catch (IllegalArgumentException e) {
                // Base64 or the key's own check, on a secret that was not made by us.
                reason =
                        "The secret %s is not one of Standard Webhooks: whsec_ and base64."
                                .formatted(secret.id());
            }
        }
        return new NoMatch(reason);
    }
}
