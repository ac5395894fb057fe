package org.badgebridge.function.providerwebhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

import org.badgebridge.webhook.PostLog;

import java.util.HashMap;
import java.util.Map;

/// What a provider is told, and the one word for it in the log, by which it is counted. None has a
/// body: a program reads them, and whoever guesses is told nothing.
enum Answer implements PostLog.Told {
    /// Exactly 200, as for all that is authentic: a provider may repeat a post for 25 days after
    /// any other.
    ACCEPTED(200, "accepted"),
    OTHER_ORGANIZATION(200, "other-organization"),
    NO_EVENT_ID(200, "no-event-id"),
    NOT_JSON(200, "not-json"),

    /// One and the same to the sender; the words are for the operator.
    UNKNOWN_CONNECTION(404, "unknown-connection"),
    OTHER_PROVIDER(404, "other-provider"),
    DISABLED(404, "disabled"),
    WRONG_KEY(404, "wrong-key"),

    NOT_POST(405, "not-post"),
    TOO_LARGE(413, "too-large"),
    FAILED(500, "failed"),
    SETTINGS_UNAVAILABLE(503, "settings-unavailable"),
    QUEUE_UNAVAILABLE(503, "queue-unavailable");

    private static final String RETRY_AFTER_SECONDS = "30";

    private final int status;
    private final String word;

    Answer(int status, String word) {
        this.status = status;
        this.word = word;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String word() {
        return word;
    }

    APIGatewayV2HTTPResponse response() {
        Map<String, String> headers = new HashMap<>();
        if (status >= 500) {
            headers.put("retry-after", RETRY_AFTER_SECONDS);
        }
        if (this == NOT_POST) {
            headers.put("allow", "POST");
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody("")
                .withIsBase64Encoded(false)
                .build();
    }
}
