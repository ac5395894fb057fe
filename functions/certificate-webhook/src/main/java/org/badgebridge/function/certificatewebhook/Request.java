package org.badgebridge.function.certificatewebhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;

import org.badgebridge.domain.account.Slug;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.intake.Post;
import org.badgebridge.webhook.Content;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A post as API Gateway hands it over, before anything is believed of it.
record Request(
        String method,
        @Nullable String source,
        @Nullable String key,
        Map<String, String> headers,
        String body,
        boolean base64) {

    private static final int LONGEST_KEY = 255;

    static Request of(APIGatewayV2HTTPEvent event) {
        Map<String, String> path = orEmpty(event.getPathParameters());
        return new Request(
                event.getRequestContext().getHttp().getMethod(),
                path.get("source"),
                path.get("key"),
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

    /// Empty when the path names nothing that could be a source, or a key of a length that no key
    /// has: both are answered like a source that is unknown.
    Optional<SourceId> sourceId() {
        return source == null || isTooLong(key) || !Slug.fits(source)
                ? Optional.empty()
                : Optional.of(new SourceId(source));
    }

    private static boolean isTooLong(@Nullable String key) {
        return key != null && key.length() > LONGEST_KEY;
    }

    /// The raw bytes.
    Content content() {
        return Content.of(body, base64);
    }

    /// The post with these raw bytes of it.
    Post post(Content.Received content) {
        return new Post(headers, key, content.bytes());
    }

    /// Whether the content type is one of those in which platforms post, or none; a proof is made
    /// over bytes, so that a wrong one of them does no harm.
    boolean hasUsableType() {
        String type = header("content-type").split(";", 2)[0].strip();
        return type.isEmpty()
                || type.equals("application/json")
                || type.endsWith("+json")
                || type.equals("application/x-www-form-urlencoded")
                || type.equals("application/jwt")
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
}
