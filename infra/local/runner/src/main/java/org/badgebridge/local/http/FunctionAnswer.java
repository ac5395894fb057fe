package org.badgebridge.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An HTTP answer made of what a function returned, as payload format 2.0 has it.
///
/// @param headers lower-case names
record FunctionAnswer(int status, Map<String, List<String>> headers, ByteBuffer body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Empty when the function's result is none that API Gateway can use.
    static Optional<FunctionAnswer> of(String result) {
        JsonNode json;
        try {
            json = JSON.readTree(result);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!json.isObject() || !json.has("statusCode")) {
            String text = json.isTextual() ? json.textValue() : json.toString();
            Map<String, List<String>> headers = Map.of("content-type", List.of("application/json"));
            return Optional.of(
                    new FunctionAnswer(200, headers, StandardCharsets.UTF_8.encode(text)));
        }
        int status = json.path("statusCode").asInt(-1);
        JsonNode body = json.path("body");
        boolean hasBody = !body.isMissingNode() && !body.isNull();
        if (status < 200 || status > 599 || (hasBody && !body.isTextual())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new FunctionAnswer(
                            status,
                            headers(json),
                            bytes(body, json.path("isBase64Encoded").asBoolean())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer bytes(JsonNode body, boolean base64) {
        String text = body.asText("");
        return base64
                ? ByteBuffer.wrap(Base64.getDecoder().decode(text))
                : StandardCharsets.UTF_8.encode(text);
    }

    private static Map<String, List<String>> headers(JsonNode json) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("text/plain;charset=UTF-8"));
        json.path("headers")
                .properties()
                .forEach(entry ->
                        headers.put(
                                entry.getKey().toLowerCase(Locale.ROOT),
                                List.of(entry.getValue().asText())));
        List<String> cookies = new ArrayList<>();
        json.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        if (!cookies.isEmpty()) {
            headers.put("set-cookie", cookies);
        }
        return headers;
    }
}
