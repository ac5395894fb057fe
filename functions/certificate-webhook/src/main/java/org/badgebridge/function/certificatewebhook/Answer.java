package org.badgebridge.function.certificatewebhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.badgebridge.webhook.PostLog;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a platform is told, and the one word for it in the log. Errors are problem details (RFC
/// 9457); none holds anything of the request.
enum Answer implements PostLog.Told {
    /// Exactly 200: some platforms take 202 and 204 for failures.
    ACCEPTED(200, "accepted", "", "", "", 0),

    /// For platforms that want to hear these.
    ACCEPTED_AS_CREATED(201, "accepted", "", "", "", 0),
    ACCEPTED_FOR_LATER(202, "accepted", "", "", "", 0),
    ACCEPTED_WITHOUT_A_WORD(204, "accepted", "", "", "", 0),

    UNREADABLE(
            400,
            "unreadable",
            "The body is not valid Base64",
            "body",
            "Send the request again as it was.",
            0),
    NO_PROOF(
            401,
            "no-valid-proof",
            "The post does not prove that this source sent it",
            "headers",
            "Prove it with a secret of this source, as its preset describes. The source's"
                    + " deliveries show what was missing.",
            0),
    UNKNOWN_SOURCE(
            404,
            "unknown-source",
            "There is no such webhook",
            "path",
            "Use the URL that is shown with the source.",
            0),
    NOT_POST(405, "not-post", "Webhooks are posted", "method", "Use POST.", 0),
    TOO_LARGE(
            413,
            "too-large",
            "The body is larger than 256 KiB",
            "body",
            "Send one event in at most 262144 bytes.",
            0),
    ENCODED(
            415,
            "encoded",
            "The body is compressed or encoded",
            "Content-Encoding",
            "Send the body as it is, without Content-Encoding.",
            0),
    WRONG_TYPE(
            415,
            "wrong-type",
            "The body is not of a type in which events are posted",
            "Content-Type",
            "Send JSON as application/json, a form, a JWT, or a CloudEvent with JSON in it.",
            0),
    FAILED(
            500,
            "failed",
            "The post could not be taken in",
            "",
            "Send it again; if that does not help, tell the operator.",
            30),
    UNUSABLE_SETTINGS(
            503,
            "unusable-settings",
            "The settings of this source cannot be used",
            "",
            "Mend the source's preset and settings; the platform can send again then.",
            300),
    SETTINGS_UNAVAILABLE(
            503,
            "settings-unavailable",
            "The source's settings cannot be read at the moment",
            "",
            "Send it again later.",
            30),
    QUEUE_UNAVAILABLE(
            503,
            "queue-unavailable",
            "The post cannot be stored at the moment",
            "",
            "Send it again later.",
            30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final String word;
    private final String title;
    private final String field;
    private final String remedy;
    private final int retryAfterSeconds;

    Answer(
            int status,
            String word,
            String title,
            String field,
            String remedy,
            int retryAfterSeconds) {
        this.status = status;
        this.word = word;
        this.title = title;
        this.field = field;
        this.remedy = remedy;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String word() {
        return word;
    }

    /// What a source's platform is told when its post has arrived.
    static Answer accepted(int status) {
        return switch (status) {
            case 201 -> ACCEPTED_AS_CREATED;
            case 202 -> ACCEPTED_FOR_LATER;
            case 204 -> ACCEPTED_WITHOUT_A_WORD;
            default -> ACCEPTED;
        };
    }

    APIGatewayV2HTTPResponse response() {
        Map<String, String> headers = new HashMap<>();
        Map<String, Object> body = new LinkedHashMap<>();
        if (this == ACCEPTED_WITHOUT_A_WORD) {
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(status)
                    .withHeaders(headers)
                    .build();
        }
        if (status < 300) {
            headers.put("content-type", "application/json");
            body.put("status", word);
        } else {
            headers.put("content-type", "application/problem+json");
            body.put("type", "urn:badgebridge:problem:" + word);
            body.put("title", title);
            body.put("status", status);
            if (!field.isEmpty()) {
                body.put("field", field);
            }
            body.put("remedy", remedy);
        }
        if (retryAfterSeconds > 0) {
            headers.put("retry-after", Integer.toString(retryAfterSeconds));
        }
        if (this == NOT_POST) {
            headers.put("allow", "POST");
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(json(body))
                .withIsBase64Encoded(false)
                .build();
    }

    private static String json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts and numbers is always JSON", e);
        }
    }
}
