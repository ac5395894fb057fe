package org.badgebridge.acceptance;

import com.fasterxml.jackson.databind.JsonNode;

import org.badgebridge.local.template.YamlReader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The template as it is written.
public final class SamTemplate {

    public static final String FUNCTION = "AWS::Serverless::Function";
    public static final String QUEUE = "AWS::SQS::Queue";
    public static final String TABLE = "AWS::DynamoDB::Table";
    public static final String ROLE = "AWS::IAM::Role";
    public static final String LOG_GROUP = "AWS::Logs::LogGroup";
    public static final String PIPE = "AWS::Pipes::Pipe";
    public static final String SECRET = "AWS::SecretsManager::Secret";

    private static final JsonNode ROOT = YamlReader.read(Repository.path("infra/template.yaml"));

    private SamTemplate() {}

    /// The whole template.
    public static JsonNode root() {
        return ROOT;
    }

    public static List<String> resourceIds() {
        List<String> ids = new ArrayList<>();
        ROOT.path("Resources").fieldNames().forEachRemaining(ids::add);
        return ids;
    }

    /// A resource as a whole, by its logical id.
    public static JsonNode resource(String id) {
        return ROOT.path("Resources").path(id);
    }

    public static JsonNode properties(String id) {
        return resource(id).path("Properties");
    }

    public static List<String> ids(String type) {
        List<String> ids = new ArrayList<>();
        ROOT.path("Resources")
                .properties()
                .forEach(entry -> {
                    if (entry.getValue().path("Type").asText().equals(type)) {
                        ids.add(entry.getKey());
                    }
                });
        return ids;
    }

    /// The jar of a function.
    public static Path jar(String function) {
        return Repository.path("infra")
                .resolve(properties(function).path("CodeUri").asText())
                .normalize();
    }

    /// The function's environment as the template writes it.
    public static JsonNode environment(String function) {
        return properties(function).path("Environment").path("Variables");
    }

    /// The events of one type that call the function.
    public static List<JsonNode> events(String function, String type) {
        return stream(properties(function).path("Events"))
                .filter(event -> event.path("Type").asText().equals(type))
                .map(event -> event.path("Properties"))
                .toList();
    }

    /// The statements of a role's own policies.
    public static List<JsonNode> statements(String role) {
        return stream(properties(role).path("Policies"))
                .flatMap(policy -> stream(policy.path("PolicyDocument").path("Statement")))
                .toList();
    }

    /// The logical id that `!Ref id` or `!GetAtt id.Arn` names.
    public static String referred(JsonNode reference) {
        JsonNode attribute = reference.path("Fn::GetAtt");
        return attribute.isArray() ? attribute.path(0).asText() : reference.path("Ref").asText();
    }

    /// One value or a list of them, as IAM takes both.
    public static List<JsonNode> oneOrMany(JsonNode value) {
        return value.isArray() ? stream(value).toList() : List.of(value);
    }

    public static Stream<JsonNode> stream(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false);
    }
}
