package org.badgebridge.function.settingsapi.http;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What is answered to a call: a status, and a body that is ready to be sent.
public record Answer(
        int status, @Nullable String contentType, String body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(Object view) {
        return new Answer(200, JSON, Json.write(view), Map.of());
    }

    /// The view of something that is at a version, which `If-Match` may name later.
    public static Answer ok(Object view, long version) {
        return ok(view).with(Map.of("etag", tag(version)));
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    public static Answer created(Object view, long version) {
        return created(view).with(Map.of("etag", tag(version)));
    }

    public static Answer created(Object view) {
        return new Answer(201, JSON, Json.write(view), Map.of());
    }

    /// The work goes on in a job, which `view` describes.
    public static Answer accepted(Object view) {
        return new Answer(202, JSON, Json.write(view), Map.of());
    }

    public static Answer nothing() {
        return new Answer(204, null, "", Map.of());
    }

    public static Answer text(String contentType, String text) {
        return new Answer(200, contentType, text, Map.of());
    }

    /// The answer with further headers.
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, all);
    }

    public static Answer of(Problem problem) {
        Map<String, String> headers =
                switch (problem.status()) {
                    case 401 -> Map.of("www-authenticate", "Bearer");
                    case 503 -> Map.of("retry-after", "5");
                    default -> Map.of();
                };
        return new Answer(problem.status(), Problem.CONTENT_TYPE, Json.write(problem), headers);
    }
}
