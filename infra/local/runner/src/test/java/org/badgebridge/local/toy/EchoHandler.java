package org.badgebridge.local.toy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import java.util.Map;

/// Answers with the event that it got, or with what the path says.
public final class EchoHandler implements RequestHandler<Map<String, Object>, Object> {

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        return switch (String.valueOf(event.get("rawPath"))) {
            case "/text" -> "Hello";
            case "/teapot" ->
                    Map.of(
                            "statusCode",
                            418,
                            "headers",
                            Map.of("Content-Type", "image/x-pot", "X-Number", 7),
                            "cookies",
                            java.util.List.of("a=1", "b=2"),
                            "body",
                            "AAEC",
                            "isBase64Encoded",
                            true);
            case "/malformed" -> Map.of("statusCode", 200, "body", Map.of("not", "a text"));
            case "/fail" -> throw new IllegalArgumentException("as asked");
            default -> event;
        };
    }
}
