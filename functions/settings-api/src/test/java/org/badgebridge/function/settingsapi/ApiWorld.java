package org.badgebridge.function.settingsapi;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.badgebridge.log.Log;
import org.badgebridge.simulator.credly.CredlyControl;
import org.badgebridge.simulator.credly.CredlySimulator;
import org.badgebridge.simulator.credly.Organization;
import org.badgebridge.simulator.credly.Token;
import org.badgebridge.testing.TestSystem;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// The API, wired from its environment as on AWS, over a test system's tables, queues and secrets
/// and a Credly of its own. Every answer and every log line is kept.
final class ApiWorld implements AutoCloseable {

    static final String ISSUER = "https://issuer.test.example";
    static final String ADMIN = "admin-1";

    /// As API Gateway hands them on: a list has become text.
    static final Map<String, String> ADMIN_CLAIMS =
            Map.of("iss", ISSUER, "sub", ADMIN, "cognito:groups", "[badgebridge-admin]");

    private static final ObjectMapper JSON = new ObjectMapper();

    /// DynamoDB writes no more in one call.
    private static final int MOST_AT_ONCE = 25;

    /// What came back; `json` is a missing node when the body is none.
    record Reply(int status, Map<String, String> headers, String body, JsonNode json) {

        JsonNode at(String pointer) {
            return json.at(pointer);
        }

        String text(String pointer) {
            return json.at(pointer).asText();
        }

        /// A field of each item of a list.
        List<String> items(String field) {
            List<String> texts = new ArrayList<>();
            json.path("items").forEach(item -> texts.add(item.path(field).asText()));
            return texts;
        }

        /// The fields that a problem names.
        List<String> wrongFields() {
            List<String> fields = new ArrayList<>();
            json.path("errors").forEach(error -> fields.add(error.path("field").asText()));
            return fields;
        }
    }

    final TestSystem system;
    final CredlySimulator simulator;
    final Organization organization;
    final Token token;
    final Map<String, String> environment;
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final SettingsApiHandler handler;

    ApiWorld(TestSystem system) {
        this.system = system;
        this.simulator = CredlySimulator.start(0);
        this.organization = simulator.control().createOrganization("Sample Academy");
        this.token = simulator.control().createToken(organization);
        this.environment = new HashMap<>(system.environment("SettingsApi"));
        environment.put("PROVIDER_ORIGINS", simulator.url() + ",http://127.0.0.1:9");
        this.handler = handler(Clock.systemUTC());
    }

    private SettingsApiHandler handler(Clock clock) {
        return new SettingsApiHandler(
                api(environment, clock),
                Wiring.signIn(environment),
                Wiring.console(environment),
                new Log(new PrintStream(log, true, StandardCharsets.UTF_8), "settings-api"),
                clock);
    }

    static Wiring.Api api(Map<String, String> environment) {
        return api(environment, Clock.systemUTC());
    }

    private static Wiring.Api api(Map<String, String> environment, Clock clock) {
        return Wiring.api(
                environment, () -> UUID.randomUUID().toString(), new SecureRandom(), clock);
    }

    CredlyControl credly() {
        return simulator.control();
    }

    String variable(String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    Reply get(String path) {
        return call("GET", path, null);
    }

    Reply post(String path, @Nullable String body) {
        return call("POST", path, body);
    }

    Reply put(String path, @Nullable String body) {
        return call("PUT", path, body);
    }

    Reply delete(String path) {
        return call("DELETE", path, null);
    }

    /// A change on the condition that it still is as it was read.
    Reply ifMatch(String method, String path, @Nullable String body, String tag) {
        APIGatewayV2HTTPEvent event = request(method, path, body, ADMIN_CLAIMS);
        event.setHeaders(Map.of("content-type", "application/json", "if-match", tag));
        return call(event);
    }

    /// The same list as a file.
    Reply csv(String path) {
        APIGatewayV2HTTPEvent event = request("GET", path, null, ADMIN_CLAIMS);
        event.setHeaders(Map.of("accept", "text/csv"));
        return call(event);
    }

    Reply call(String method, String path, @Nullable String body) {
        return call(request(method, path, body, ADMIN_CLAIMS));
    }

    Reply call(APIGatewayV2HTTPEvent event) {
        return answered(handler, event);
    }

    /// The same of an API for which a second is over with every look at the clock, so that whatever
    /// asks again and again whether there is time runs out of it.
    Reply slowly(String method, String path, @Nullable String body) {
        return answered(
                handler(new HastyClock(Duration.ofSeconds(1))),
                request(method, path, body, ADMIN_CLAIMS));
    }

    private Reply answered(SettingsApiHandler by, APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPResponse response = by.handleRequest(event, new SampleContext());
        String body = response.getBody();
        answers.add(response.getHeaders() + body);
        return new Reply(response.getStatusCode(), response.getHeaders(), body, json(response));
    }

    private static JsonNode json(APIGatewayV2HTTPResponse response) {
        String type = response.getHeaders().getOrDefault("content-type", "");
        if (!type.contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(response.getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.getBody(), e);
        }
    }

    /// As API Gateway sends it to us; without claims as from a route without an authorizer.
    static APIGatewayV2HTTPEvent request(
            String method,
            String pathAndQuery,
            @Nullable String body,
            @Nullable Map<String, String> claims) {
        String[] parts = pathAndQuery.split("\\?", 2);
        RequestContext.RequestContextBuilder context =
                RequestContext.builder()
                        .withHttp(
                                RequestContext.Http.builder()
                                        .withMethod(method)
                                        .withPath(parts[0])
                                        .build());
        if (claims != null) {
            context.withAuthorizer(
                    RequestContext.Authorizer.builder()
                            .withJwt(
                                    RequestContext.Authorizer.JWT
                                            .builder()
                                            .withClaims(claims)
                                            .build())
                            .build());
        }
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey("ANY /api/{proxy+}")
                .withRawPath(parts[0])
                .withHeaders(Map.of("content-type", "application/json"))
                .withQueryStringParameters(parts.length == 1 ? null : query(parts[1]))
                .withRequestContext(context.build())
                .withBody(body)
                .withIsBase64Encoded(false)
                .build();
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /// A connection to the simulated Credly, under an id of its own.
    String newConnection() {
        return newConnection(simulator.url(), organization.id());
    }

    String newConnection(URI baseUrl, String organizationId) {
        String id = "c-" + UUID.randomUUID().toString().substring(0, 18);
        Reply reply =
                post(
                        "/api/connections",
                        """
                        {"id": "%s", "name": "Connection %s", "provider": "credly",
                         "organization_id": "%s", "base_url": "%s"}
                        """
                                .formatted(id, id, organizationId, baseUrl));
        if (reply.status() != 201) {
            throw new AssertionError(reply.body());
        }
        return id;
    }

    Reply saveToken(String connection, String value) {
        return put("/api/connections/" + connection + "/token", "{\"token\": \"" + value + "\"}");
    }

    /// A connection with a working token.
    String workingConnection() {
        String id = newConnection();
        saveToken(id, token.token());
        return id;
    }

    String newSource() {
        String id = "s-" + UUID.randomUUID().toString().substring(0, 18);
        Reply reply =
                post(
                        "/api/sources",
                        """
                        {"id": "%s", "name": "Source %s", "preset": "standard"}
                        """
                                .formatted(id, id));
        if (reply.status() != 201) {
            throw new AssertionError(reply.body());
        }
        return id;
    }

    /// The id of a template of a working connection, active at the provider, read by a sync.
    String newTemplate(String connection) {
        var template = credly().createTemplate(organization, "Welding " + UUID.randomUUID());
        post("/api/connections/" + connection + "/sync", null);
        return connection + "." + template.id();
    }

    Reply map(String source, String course, String template) {
        return post(
                "/api/mappings",
                """
                {"source": "%s", "course": "%s", "template": "%s"}
                """
                        .formatted(source, course, template));
    }

    /// A rule for a template that says what the body says.
    Reply newRule(String template, String body) {
        return post(
                "/api/rules", body.replaceFirst("\\{", "{\"template\": \"" + template + "\", "));
    }

    /// Leaves a rule as a newer version of this program may.
    void spoil(String rule) {
        String table = system.tableName("SettingsTable");
        system.dynamoDb().scanPaginator(b -> b.tableName(table)).items().stream()
                .filter(item -> item.containsKey("sort") && rule.equals(item.get("sort").s()))
                .forEach(item -> {
                    Map<String, AttributeValue> spoilt = new HashMap<>(item);
                    spoilt.put(
                            "record",
                            AttributeValue.fromM(Map.of("groups", AttributeValue.fromS("odd"))));
                    system.dynamoDb().putItem(b -> b.tableName(table).item(spoilt));
                });
    }

    /// Stores so many more rules that say the same, past the API; answers their ids.
    List<String> copies(String rule, int count) {
        String table = system.tableName("SettingsTable");
        Map<String, AttributeValue> item =
                system.dynamoDb().getItem(b -> b.tableName(table).key(ruleKey(rule))).item();
        List<String> ids = new ArrayList<>();
        List<WriteRequest> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = rule.substring(0, rule.lastIndexOf('.')) + ".copy-" + i;
            Map<String, AttributeValue> record =
                    new HashMap<>(Objects.requireNonNull(item.get("record")).m());
            record.put("id", AttributeValue.fromS(id));
            Map<String, AttributeValue> copy = new HashMap<>(item);
            copy.putAll(ruleKey(id));
            copy.put("sort", AttributeValue.fromS(id));
            copy.put("record", AttributeValue.fromM(record));
            writes.add(WriteRequest.builder().putRequest(p -> p.item(copy)).build());
            ids.add(id);
            if (writes.size() == MOST_AT_ONCE || i == count - 1) {
                List<WriteRequest> now = List.copyOf(writes);
                system.dynamoDb().batchWriteItem(b -> b.requestItems(Map.of(table, now)));
                writes.clear();
            }
        }
        return ids;
    }

    private static Map<String, AttributeValue> ruleKey(String rule) {
        int end = rule.lastIndexOf('.');
        return Map.of(
                "pk", AttributeValue.fromS("TEMPLATE#" + rule.substring(0, end)),
                "sk", AttributeValue.fromS("RULE#" + rule.substring(end + 1)));
    }

    String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
