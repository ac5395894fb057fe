package org.badgebridge.acceptance.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import software.amazon.awssdk.services.sqs.model.Message;

import java.util.List;
import java.util.Map;

/// Events as AWS writes them.
final class LambdaEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LambdaEvents() {}

    /// An HTTP API's event, payload format 2.0.
    static ObjectNode http(String method, String path, Map<String, String> headers, String body) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
        event.put("rawQueryString", "");
        ObjectNode lines = event.putObject("headers");
        headers.forEach(lines::put);
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "123456789012")
                .put("apiId", "api")
                .put("requestId", "request")
                .put("stage", "$default")
                .put("timeEpoch", 1767225600000L);
        context.putObject("http")
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "192.0.2.1")
                .put("userAgent", "test");
        return event.put("body", body).put("isBase64Encoded", false);
    }

    /// The same, come by a route whose path has a variable part.
    static ObjectNode routed(ObjectNode http, String routeKey, Map<String, String> parts) {
        http.put("routeKey", routeKey);
        ObjectNode parameters = http.putObject("pathParameters");
        parts.forEach(parameters::put);
        return http;
    }

    /// The same, let in by the HTTP API's JWT authorizer.
    static ObjectNode signedIn(ObjectNode http, String issuer) {
        ObjectNode request = (ObjectNode) http.get("requestContext");
        request.putObject("authorizer")
                .putObject("jwt")
                .putObject("claims")
                .put("iss", issuer)
                .put("sub", "admin")
                .put("cognito:groups", "[badgebridge-admin]");
        return http;
    }

    static String sqs(List<Message> messages) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode record = records.addObject();
            record.put("messageId", message.messageId())
                    .put("receiptHandle", "handle")
                    .put("body", message.body())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:us-east-1:123456789012:queue")
                    .put("awsRegion", "us-east-1");
            record.putObject("attributes")
                    .put("ApproximateReceiveCount", "1")
                    .put("SentTimestamp", "1767225600000");
            record.putObject("messageAttributes");
        }
        return event.toString();
    }
}
