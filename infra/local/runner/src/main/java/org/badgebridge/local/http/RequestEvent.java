package org.badgebridge.local.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Makes the event of a request: payload format 2.0 of API Gateway's HTTP APIs.
final class RequestEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /// Bodies of other types arrive in base64.
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?i)(text/.*|application/(json|javascript|xml)|application/[^;]*\\+(json|xml))\\s*(;.*)?");

    private RequestEvent() {}

    static ObjectNode of(
            HttpExchange exchange,
            byte[] body,
            RouteTable.Match<?> match,
            Guard.Decision access,
            String requestId,
            Instant now,
            String account) {
        String rawQuery = exchange.getRequestURI().getRawQuery();
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", match.route().key());
        event.put("rawPath", exchange.getRequestURI().getRawPath());
        event.put("rawQueryString", rawQuery == null ? "" : rawQuery);
        List<String> cookies = new ArrayList<>();
        Map<String, String> headers = headers(exchange, cookies);
        if (!cookies.isEmpty()) {
            ArrayNode array = event.putArray("cookies");
            cookies.forEach(array::add);
        }
        putAll(event.putObject("headers"), headers);
        Map<String, String> query = query(rawQuery);
        if (!query.isEmpty()) {
            putAll(event.putObject("queryStringParameters"), query);
        }
        event.set(
                "requestContext",
                context(exchange, match, access, headers, requestId, now, account));
        if (!match.pathParameters().isEmpty()) {
            putAll(event.putObject("pathParameters"), match.pathParameters());
        }
        boolean text = TEXT.matcher(headers.getOrDefault("content-type", "text/plain")).matches();
        if (body.length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(body));
        }
        event.put("isBase64Encoded", body.length > 0 && !text);
        return event;
    }

    private static ObjectNode context(
            HttpExchange exchange,
            RouteTable.Match<?> match,
            Guard.Decision access,
            Map<String, String> headers,
            String requestId,
            Instant now,
            String account) {
        String host = headers.getOrDefault("host", "localhost");
        ObjectNode context = JSON.createObjectNode();
        context.put("accountId", account);
        context.put("apiId", "local");
        if (access instanceof Guard.Decision.Granted granted) {
            ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
            putAll(jwt.putObject("claims"), granted.claims());
            List<String> scopes = granted.scopes();
            if (scopes == null) {
                jwt.putNull("scopes");
            } else {
                scopes.forEach(jwt.putArray("scopes")::add);
            }
        }
        context.put("domainName", host);
        context.put("domainPrefix", host.replaceAll("[.:].*", ""));
        context.putObject("http")
                .put("method", exchange.getRequestMethod())
                .put("path", exchange.getRequestURI().getRawPath())
                .put("protocol", exchange.getProtocol())
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", headers.getOrDefault("user-agent", ""));
        context.put("requestId", requestId);
        context.put("routeKey", match.route().key());
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    private static Map<String, String> headers(HttpExchange exchange, List<String> cookies) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (lower.equals("cookie")) {
                        values.forEach(value -> cookies.addAll(List.of(value.split(";\\s*", -1))));
                    } else {
                        headers.put(lower, String.join(",", values));
                    }
                });
        return headers;
    }

    private static Map<String, String> query(@Nullable String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            parameters.merge(name, value, (first, next) -> first + "," + next);
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void putAll(ObjectNode object, Map<String, String> values) {
        values.forEach(object::put);
    }
}
