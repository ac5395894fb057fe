package org.badgebridge.function.certificatewebhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;

import org.badgebridge.domain.account.Slug;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.Post;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A post as API Gateway hands it over, before anything is believed of it.
record Request(
        String method,
        @Nullable String source,
        boolean hasKey,
        Map<String, String> headers,
        String body,
        boolean base64) {

    static Request of(APIGatewayV2HTTPEvent event) {
        Map<String, String> path = orEmpty(event.getPathParameters());
        return new Request(
                event.getRequestContext().getHttp().getMethod(),
                path.get("source"),
                path.containsKey("key"),
                orEmpty(event.getHeaders()),
                orEmpty(event.getBody()),
                event.getIsBase64Encoded());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Empty when the path names nothing that could be a source, or has a key, which no scheme
    /// uses: both are answered like a source that is unknown.
    Optional<SourceId> sourceId() {
        return source == null || hasKey || !Slug.fits(source)
                ? Optional.empty()
                : Optional.of(new SourceId(source));
    }

    /// The post with its raw bytes, which API Gateway encodes unless it takes them for text.
    Content content(int mostBytes) {
        if (!base64) {
            return content(body.getBytes(StandardCharsets.UTF_8), mostBytes);
        }
        // Before decoding, so that nothing huge is copied; line ends would make it larger still.
        if (body.length() / 4L * 3L > mostBytes + 3L) {
            return new Content.TooLarge();
        }
        try {
            return content(Base64.getDecoder().decode(body), mostBytes);
        } catch (IllegalArgumentException e) {
            return new Content.Unreadable();
        }
    }

    private Content content(byte[] bytes, int mostBytes) {
        return bytes.length > mostBytes
                ? new Content.TooLarge()
                : new Content.Received(new Post(headers, bytes));
    }

    /// Whether the content type is JSON, text or none; a signature is made over bytes, so that a
    /// platform's wrong type does no harm.
    boolean hasUsableType() {
        String type = header("content-type").split(";", 2)[0].strip();
        return type.isEmpty()
                || type.equals("application/json")
                || type.endsWith("+json")
                || type.startsWith("text/");
    }

    boolean isEncoded() {
        String encoding = header("content-encoding").strip();
        return !encoding.isEmpty() && !encoding.equals("identity");
    }

    private String header(String name) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    @Override
    public String toString() {
        return "Request[" + method + "]";
    }

    /// What the body came to.
    sealed interface Content {

        record Received(Post post) implements Content {}

        record TooLarge() implements Content {}

        record Unreadable() implements Content {}
    }
}
