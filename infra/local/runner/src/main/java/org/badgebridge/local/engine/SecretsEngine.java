package org.badgebridge.local.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/// Answers the Secrets Manager protocol (AWS JSON 1.1 over POST /).
final class SecretsEngine implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "secretsmanager.";

    private final SecretActions actions;
    private final LoopbackServer server;

    private SecretsEngine(SecretActions actions) {
        this.actions = actions;
        this.server = LoopbackServer.start("secrets", this::handle);
    }

    static SecretsEngine start(Storage storage, String region, Clock clock) {
        return new SecretsEngine(new SecretActions(SecretStore.open(storage), region, clock));
    }

    URI endpoint() {
        return server.endpoint();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        try {
            JsonNode request = JSON.readTree(body);
            if (target == null || !target.startsWith(SERVICE) || !request.isObject()) {
                throw new SecretError("UnknownOperationException", "Not a Secrets Manager call.");
            }
            ObjectNode answer = actions.call(target.substring(SERVICE.length()), request);
            LoopbackServer.answer(exchange, 200, JSON.writeValueAsBytes(answer));
        } catch (SecretError e) {
            ObjectNode answer =
                    JSON.createObjectNode().put("__type", e.type()).put("Message", e.getMessage());
            LoopbackServer.answer(exchange, 400, JSON.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            ObjectNode answer = JSON.createObjectNode().put("__type", "SerializationException");
            LoopbackServer.answer(exchange, 400, JSON.writeValueAsBytes(answer));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
