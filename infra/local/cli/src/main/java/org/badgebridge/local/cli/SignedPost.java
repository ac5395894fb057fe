package org.badgebridge.local.cli;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;

import java.time.Instant;
import java.util.Map;

/// A post as a platform with Standard Webhooks sends it.
public record SignedPost(String id, String body, Map<String, String> headers) {

    public static SignedPost of(String id, String body, String secret, Instant now) {
        try {
            long time = now.getEpochSecond();
            return new SignedPost(
                    id,
                    body,
                    Map.of(
                            "webhook-id", id,
                            "webhook-timestamp", Long.toString(time),
                            "webhook-signature", new Webhook(secret).sign(id, time, body)));
        } catch (WebhookSigningException e) {
            throw new IllegalArgumentException("a post could not be signed", e);
        }
    }
}
