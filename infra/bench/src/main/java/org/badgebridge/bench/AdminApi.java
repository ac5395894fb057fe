package org.badgebridge.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.badgebridge.function.settingsapi.SettingsApiHandler;

import java.util.Map;

/// The settings API's handler, called in this process as API Gateway calls it for an admin.
final class AdminApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettingsApiHandler handler;
    private final Map<String, String> claims;

    /// `environment` is what the template gives to the function.
    AdminApi(Map<String, String> environment) {
        this.handler = new SettingsApiHandler(environment);
        this.claims =
                Map.of(
                        "iss",
                        environment.getOrDefault("AUTH_ISSUER", ""),
                        "sub",
                        "bench",
                        environment.getOrDefault("AUTH_GROUPS_CLAIM", ""),
                        "[" + environment.getOrDefault("AUTH_ADMIN_GROUP", "") + "]");
    }

    /// A call; an empty `body` is none.
    record Request(
            String method, String path, Map<String, String> query, String body, String accept) {

        static Request get(String path) {
            return new Request("GET", path, Map.of(), "", "application/json");
        }

        static Request get(String path, Map<String, String> query) {
            return new Request("GET", path, query, "", "application/json");
        }

        static Request csv(String path) {
            return new Request("GET", path, Map.of(), "", "text/csv");
        }

        static Request post(String path, String body) {
            return new Request("POST", path, Map.of(), body, "application/json");
        }

        static Request put(String path, String body) {
            return new Request("PUT", path, Map.of(), body, "application/json");
        }
    }

    /// An answer; `json` is missing when it is none.
    record Reply(int status, Map<String, String> headers, String body, JsonNode json) {}

    Reply call(Request request) {
        APIGatewayV2HTTPResponse response = handler.handleRequest(event(request), new LambdaCall());
        return new Reply(
                response.getStatusCode(),
                response.getHeaders(),
                response.getBody(),
                json(response));
    }

    /// A call that has to succeed for the rest to mean anything.
    JsonNode done(Request request) {
        Reply reply = call(request);
        if (reply.status() >= 300) {
            throw new IllegalStateException(
                    "%s %s was answered %d: %s"
                            .formatted(
                                    request.method(),
                                    request.path(),
                                    reply.status(),
                                    reply.body()));
        }
        return reply.json();
    }

    private static JsonNode json(APIGatewayV2HTTPResponse response) {
        if (!response.getHeaders().getOrDefault("content-type", "").contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(response.getBody());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON", e);
        }
    }

    private APIGatewayV2HTTPEvent event(Request request) {
        RequestContext context =
                RequestContext.builder()
                        .withHttp(
                                RequestContext.Http.builder()
                                        .withMethod(request.method())
                                        .withPath(request.path())
                                        .build())
                        .withAuthorizer(
                                RequestContext.Authorizer.builder()
                                        .withJwt(
                                                RequestContext.Authorizer.JWT
                                                        .builder()
                                                        .withClaims(claims)
                                                        .build())
                                        .build())
                        .build();
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey("ANY /api/{proxy+}")
                .withRawPath(request.path())
                .withHeaders(Map.of("content-type", "application/json", "accept", request.accept()))
                .withQueryStringParameters(request.query())
                .withRequestContext(context)
                .withBody(request.body().isEmpty() ? null : request.body())
                .withIsBase64Encoded(false)
                .build();
    }
}
