package org.badgebridge.function.providerwebhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;

import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Slug;
import org.badgebridge.webhook.Content;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// A post as API Gateway hands it over, before anything is believed of it.
record Request(
        String method, @Nullable String connection, String key, String body, boolean base64) {

    static Request of(APIGatewayV2HTTPEvent event) {
        Map<String, String> given = event.getPathParameters();
        Map<String, String> path = given == null ? Map.of() : given;
        String body = event.getBody();
        return new Request(
                event.getRequestContext().getHttp().getMethod(),
                path.get("connection"),
                path.getOrDefault("key", ""),
                body == null ? "" : body,
                event.getIsBase64Encoded());
    }

    /// Empty when the path names nothing that could be a connection.
    Optional<ConnectionId> connectionId() {
        return connection == null || !Slug.fits(connection)
                ? Optional.empty()
                : Optional.of(new ConnectionId(connection));
    }

    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    Content content() {
        return Content.of(body, base64);
    }

    @Override
    public String toString() {
        return "Request[" + method + "]";
    }
}
